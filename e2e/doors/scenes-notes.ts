import { randomBytes, randomUUID } from "node:crypto";
import { resolveThread } from "@/lib/comments/commands";
import { fieldsOf } from "@/lib/companies/facts";
import { findCompanyToEdit } from "@/lib/companies/facts-queries";
import { readMergeable } from "@/lib/notes/merge-queries";
import { set } from "@/lib/review/fixtures/reviewing";
import { as } from "@/lib/world";
import type { Sent } from "./ask";
import type { Principal } from "./principals";
import { parts, type World } from "./world";

/** A request that is sound: whoever may send it has it done. */
export type Scene = (world: World, by: Principal) => Promise<Sent>;

const quarter = { period: "2025-Q1" };

/** What is written: companies, drafts, comments. */
export const noteScenes = {
  addCompanyAction: async (world) => {
    const ticker = world.ticker();
    const facts = { ticker, exchange: "XNAS", name: `Door Works ${ticker}`, currency: "USD", fiscalYearEnd: "12" };
    return { path: "/companies/new", form: { ...facts, ownerEmail: "" } };
  },
  editCompanyAction: async (world) => {
    const ticker = await world.company();
    const company = await findCompanyToEdit(as(world.db, world.writer), ticker);
    if (!company) throw new Error("There is no such company.");
    const { further: _, ...read } = fieldsOf(company.facts);
    const base = Object.fromEntries(Object.entries(read).map(([name, value]) => [`base.${name}`, value ?? ""]));
    const form = { ...(read as Record<string, string>), ...base, companyId: company.id, name: `Renamed ${ticker}` };
    return { path: `/companies/${ticker}/edit`, form };
  },
  importAction: async (world) => {
    const text = `Format: quarterdeck 1\n${await world.company()} Q1 2025: Orders recover\n`;
    return { path: "/import", form: { text } };
  },
  createDraftAction: async (world) => {
    const { ticker } = await world.note();
    return { path: `/companies/${ticker}/start`, form: { ticker, ...quarter, beside: "yes" } };
  },
  carryForwardAction: async (world) => {
    const { ticker } = await world.note();
    return { path: `/companies/${ticker}/start`, form: { ticker, period: "2025-Q2" } };
  },
  restoreAction: async (world) => {
    const { ticker, path, revisionId } = await world.overtaken();
    return { path: `${path}/history`, form: { revisionId, ticker, ...quarter } };
  },
  saveAction: async (world, by) => {
    const { draftId: revisionId, edit } = await world.draft();
    const { headline } = parts(await world.content(revisionId));
    const edits = [set(headline, "text", `Orders ${randomBytes(4).toString("hex")}`)];
    return { path: edit, value: { personId: by.person?.id ?? randomUUID(), revisionId, key: randomUUID(), edits } };
  },
  mergeAction: async (world) => {
    const { draftId: revisionId, edit, path: note } = await world.overtaken();
    const found = await readMergeable(world.db, revisionId);
    return { path: `${edit}/merge`, form: { revisionId, seen: found?.seen ?? "", note } };
  },
  submitAction: async (world) => {
    const { draftId: revisionId, edit, path: note } = await world.draft();
    const form = { revisionId, note, summary: "Two changes", [`reviewer.${world.reviewer.id}`]: "on" };
    return { path: edit, form };
  },
  discardAction: async (world) => {
    const { draftId: revisionId, edit, path: note } = await world.draft();
    return { path: edit, form: { revisionId, note } };
  },
  addCommentAction: async (world) => {
    const { draftId: revisionId, edit } = await world.draft();
    const { id: itemId } = parts(await world.content(revisionId)).risk;
    return { path: edit, form: { key: randomUUID(), revisionId, itemId, text: "Which of the two?" } };
  },
  replyAction: async (world) => {
    const { commentId, draftId: revisionId, edit } = await world.thread();
    return { path: edit, form: { key: randomUUID(), commentId, revisionId, text: "The one in Fog Bay." } };
  },
  resolveAction: async (world) => {
    const { commentId, edit } = await world.thread();
    return { path: edit, form: { commentId } };
  },
  reopenAction: async (world) => {
    const { commentId, edit } = await world.thread();
    await resolveThread(as(world.db, world.writer), { commentId });
    return { path: edit, form: { commentId } };
  },
} satisfies Record<string, Scene>;
