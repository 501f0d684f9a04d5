import { randomUUID } from "node:crypto";
import { addUser } from "@/lib/auth/commands";
import { findActorByEmail } from "@/lib/auth/queries";
import type { Role } from "@/lib/auth/roles";
import { addCompany } from "@/lib/companies/commands";
import { editCompany } from "@/lib/companies/edit-commands";
import { type CompanyFields, fieldsOf } from "@/lib/companies/facts";
import { findCompanyToEdit } from "@/lib/companies/facts-queries";
import type { Actor, Context, Database, UserActor } from "@/lib/context";
import { readContent, readItems } from "@/lib/notes/content-queries";
import { type SaveAnswer, saveEdits } from "@/lib/notes/edit-commands";
import type { Edit } from "@/lib/notes/input";
import type { Period } from "@/lib/notes/period";
import { approveRevision } from "@/lib/publishing/commands";
import { submitRevision } from "@/lib/review/commands";
import { importNote } from "@/lib/transfer/commands";

/** The product's own hand, for what no person does: the first people and companies of a demo or a test. */
export const builder: Actor = { kind: "system", name: "demo" };

export function as(db: Database, actor: Actor, now = new Date()): Context {
  return { db, actor, now };
}

export type NewMember = { email: string; name: string; roles: Role[] };

/** Adds a person and returns them as they act, with their one-time password. */
export async function addMember(db: Database, member: NewMember): Promise<{ actor: UserActor; password: string }> {
  const ctx = as(db, builder);
  const { password } = await addUser(ctx, member);
  const actor = await findActorByEmail(ctx, member.email);
  if (!actor) throw new Error(`${member.email} was added and is not there.`);
  return { actor, password };
}

export type NewCompany = Parameters<typeof addCompany>[1];

export function addCompanyOf(db: Database, company: NewCompany): Promise<{ id: string }> {
  return addCompany(as(db, builder), company);
}

/** What a form of this company holds when somebody opens it. */
export async function openCompany(db: Database, actor: UserActor, ticker: string) {
  const company = await findCompanyToEdit(as(db, actor), ticker);
  if (!company) throw new Error(`There is no company ${ticker}.`);
  const base = fieldsOf(company.facts);
  return { ...base, companyId: company.id, base };
}

/** Edits a company as somebody who has just opened it. */
export async function editCompanyAs(db: Database, actor: UserActor, ticker: string, change: Partial<CompanyFields>) {
  return editCompany(as(db, actor), { ...(await openCompany(db, actor, ticker)), ...change });
}

/** Saves edits of a draft as this person, under a key of their own. */
export function saveAs(db: Database, actor: UserActor, revisionId: string, edits: Edit[]): Promise<SaveAnswer> {
  return saveEdits(as(db, actor), { revisionId, key: randomUUID(), edits });
}

/** A draft as whoever edits it reads it. */
export async function readDraft(db: Database, revisionId: string) {
  const [content, { ranks, previousMentions, displaced }] = await Promise.all([
    readContent(db, revisionId),
    readItems(db, revisionId),
  ]);
  if (!content) throw new Error(`There is no revision ${revisionId}.`);
  return { content, ranks, previousMentions, displaced };
}

export type Publishing = {
  text: string;
  writer: UserActor;
  reviewer: UserActor;
  summary: string;
};

/** Takes a text the whole way, through the same commands as people: imported, submitted, approved, out as r1. */
export async function publishText(
  db: Database,
  { text, writer, reviewer, summary }: Publishing,
): Promise<{ revisionId: string; ticker: string; period: Period; number: number; contentSha256: string }> {
  const { revisionId, ticker, period } = await importNote(as(db, writer), text);
  const { contentSha256 } = await submitRevision(as(db, writer), { revisionId, summary });
  const { number } = await approveRevision(as(db, reviewer), { revisionId, contentSha256 });
  if (number === null) throw new Error("The workspace asks for a second approval.");
  return { revisionId, ticker, period, number, contentSha256 };
}

/** Four people and a company that does not exist, for tests: who writes, who approves, who only reads, and another analyst. */
export async function addTeam(db: Database): Promise<Record<"writer" | "reviewer" | "viewer" | "other", UserActor>> {
  const add = async (name: string, role: Role) =>
    (await addMember(db, { email: `${name}@fog.example`, name, roles: [role] })).actor;
  const team = {
    // A reviewer also writes, and approves none of it.
    writer: await add("ana", "reviewer"),
    reviewer: await add("rob", "reviewer"),
    viewer: await add("vic", "viewer"),
    other: await add("sam", "analyst"),
  };
  await addCompanyOf(db, {
    ticker: "FOG",
    exchange: "XNAS",
    name: "Fog Works",
    currency: "USD",
    fiscalYearEnd: "12",
  });
  return team;
}
