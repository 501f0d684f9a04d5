import { and, desc, eq, getTableColumns, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { companies, listings } from "@/db/schema/companies";
import { exchanges } from "@/db/schema/exchanges";
import { guidanceRows } from "@/db/schema/guidance";
import {
  coveringAnalysts,
  headlines,
  notes,
  revisionEditors,
  revisionItems,
  revisions,
  takeaways,
} from "@/db/schema/notes";
import { riskAssessments } from "@/db/schema/risks";
import { citations } from "@/db/schema/sources";
import { topicMentions, topicRows } from "@/db/schema/topics";
import { recordEvent } from "@/lib/audit/record";
import { authorise, authorisePerson } from "@/lib/auth/permissions";
import { type Context, inTransaction } from "@/lib/context";
import { Refused } from "@/lib/errors";
import { readContent } from "./content-queries";
import { findNewest } from "./draft-queries";
import type { Desk } from "./item-commands";
import type { Period } from "./period";
import { editableStates, openStates, type RevisionState } from "./state";

/** The company that a primary ticker names. Refuses an unknown one with the line that adds it. */
export async function companyAt(ctx: Context, ticker: string): Promise<{ id: string; name: string }> {
  const [company] = await ctx.db
    .select({ id: companies.id, name: companies.name })
    .from(listings)
    .innerJoin(companies, eq(companies.id, listings.companyId))
    .where(and(eq(listings.ticker, ticker), isNotNull(listings.primarySince), isNull(listings.retiredAt)));
  if (company) return company;
  throw new Refused(
    "not_found",
    `No company here has the ticker ${ticker}. Add it first, under Companies or here: npm run -s company:add ${ticker} --name "…" --exchange … --currency … --fiscal-year-end …`,
  );
}

/** The note of a company and period, made if need be; the row is locked until the transaction ends. */
export async function lockNote(
  ctx: Context,
  companyId: string,
  period: Period,
): Promise<{ id: string; isNew: boolean }> {
  const made = await ctx.db
    .insert(notes)
    .values({ companyId, period, createdAt: ctx.now })
    .onConflictDoNothing()
    .returning({ id: notes.id });
  const [note] = await ctx.db
    .select({ id: notes.id })
    .from(notes)
    .where(and(eq(notes.companyId, companyId), eq(notes.period, period)))
    .for("no key update");
  if (!note) throw new Error("A note that is neither made nor found.");
  return { id: note.id, isNew: made.length > 0 };
}

/**
 * Opens a draft on the newest published revision of a note, or on nothing when none is out.
 * Whoever finds a draft open on it joins that one, unless they ask for one beside it; a draft on an older revision is
 * not joined, since it cannot be published.
 */
export async function createDraft(
  ctx: Context,
  { ticker, period, beside = false }: { ticker: string; period: Period; beside?: boolean },
): Promise<{ revisionId: string; joined: boolean }> {
  authorise(ctx.actor, "revision.create");
  return inTransaction(ctx, async (tx) => {
    const company = await companyAt(tx, ticker);
    const note = await lockNote(tx, company.id, period);
    const base = await findNewest(tx.db, note.id);
    const [open] = await tx.db
      .select({ id: revisions.id })
      .from(revisions)
      .where(
        and(
          eq(revisions.noteId, note.id),
          inArray(revisions.state, [...openStates]),
          isNull(revisions.cutFrom), // what waits for a second approval is nobody's to write in
          base ? eq(revisions.basedOn, base.id) : isNull(revisions.basedOn),
        ),
      )
      .orderBy(desc(revisions.createdAt))
      .limit(1);
    if (open && !beside) return { revisionId: open.id, joined: true };
    const revisionId = await insertRevision(tx, note.id, base?.id ?? null);
    if (base) await copyItems(tx, base.id, revisionId);
    const content = await readContent(tx.db, revisionId);
    if (!content) throw new Error("A draft that cannot be read back.");
    await recordEvent(tx, {
      action: "revision.created",
      subject: revisionId,
      before: null,
      after: { noteId: note.id, basedOn: base?.id ?? null, carriedFrom: null, content },
    });
    return { revisionId, joined: false };
  });
}

/** An empty draft of a note. */
export async function insertRevision(
  ctx: Context,
  noteId: string,
  basedOn: string | null,
  cutFrom: string | null = null,
): Promise<string> {
  const createdBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const [revision] = await ctx.db
    .insert(revisions)
    .values({ noteId, basedOn, cutFrom, createdBy, createdAt: ctx.now })
    .returning({ id: revisions.id });
  if (!revision) throw new Error("An insert that returned nothing.");
  return revision.id;
}

/** Every table whose rows belong to a revision, parents first. */
const ownedTables = [
  revisionItems,
  headlines,
  takeaways,
  riskAssessments,
  guidanceRows,
  topicRows,
  topicMentions,
  exchanges,
  coveringAnalysts,
  citations,
] as const;

/** Everything of a revision, as the base of another. */
export async function copyItems(ctx: Context, from: string, to: string): Promise<void> {
  for (const table of ownedTables) await copyRows(ctx, table, from, to);
}

export type OwnedTable = (typeof ownedTables)[number];

/** A revision's rows in one of its tables, or those of them that `which` picks, as rows of another. */
export async function copyRows(ctx: Context, table: OwnedTable, from: string, to: string, which?: SQL): Promise<void> {
  const columns: Record<string, unknown> = {
    ...getTableColumns(table),
    revisionId: sql`${to}::uuid`.as("revision_id"),
  };
  if (columns.id) columns.id = sql`gen_random_uuid()`.as("id");
  await ctx.db.insert(table as PgTable).select(
    ctx.db
      .select(columns as never)
      .from(table as PgTable)
      .where(and(eq(table.revisionId, from), which)) as never,
  );
}

/** A revision, and whether its editor stands among its editors already; `state` holds until the transaction ends. */
export type LockedDraft = Desk & { state: RevisionState; isEditor: boolean };

/**
 * Locks a revision until the transaction ends, so that the edits of one draft come one after the other and none after
 * its submission. What stands in it is read by a later statement: this one sees what was there before it waited.
 */
export async function lockDraft(ctx: Context, revisionId: string): Promise<LockedDraft> {
  const editor = authorisePerson(ctx.actor, "revision.edit");
  const isEditor = sql<boolean>`exists (select from ${revisionEditors}
    where ${eq(revisionEditors.revisionId, revisionId)} and ${eq(revisionEditors.userId, editor.id)})`;
  const [revision] = await ctx.db
    .select({ state: revisions.state, noteId: revisions.noteId, isEditor })
    .from(revisions)
    .where(eq(revisions.id, revisionId))
    .for("no key update");
  if (!revision) throw new Refused("not_found", "There is no such draft.");
  return { ...revision, revisionId, editorId: editor.id };
}

/** Refuses a revision that cannot be edited. */
export function refuseUneditable({ state }: Pick<LockedDraft, "state">): void {
  if ((editableStates as readonly string[]).includes(state)) return;
  throw new Refused(
    "conflict",
    state === "in_review"
      ? "This revision is in review. Take it back to draft to edit it."
      : `This revision is ${state}. Open a draft to edit the note.`,
  );
}

/** Puts the actor on record as one of the draft's editors, who will never approve it: before the first word is written. */
export async function enterEditor(ctx: Context, { revisionId, editorId, isEditor }: LockedDraft): Promise<void> {
  if (isEditor) return;
  await ctx.db.insert(revisionEditors).values({ revisionId, userId: editorId, since: ctx.now }).onConflictDoNothing();
}

/** A draft that the actor changes for certain: locked, and with the actor among its editors. */
export async function beginEdit(ctx: Context, revisionId: string): Promise<Desk> {
  const draft = await lockDraft(ctx, revisionId);
  refuseUneditable(draft);
  await enterEditor(ctx, draft);
  return draft;
}
