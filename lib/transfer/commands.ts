import { randomUUID } from "node:crypto";
import { and, desc, eq, inArray, or, sql } from "drizzle-orm";
import { generateNKeysBetween } from "fractional-indexing";
import { auditEvents } from "@/db/schema/audit";
import { noteImports, revisions } from "@/db/schema/notes";
import type { AuditEvent } from "@/lib/audit/events";
import { recordEvent } from "@/lib/audit/record";
import { authorisePerson } from "@/lib/auth/permissions";
import { sha256 } from "@/lib/auth/token";
import { type Context, inTransaction } from "@/lib/context";
import { Refused } from "@/lib/errors";
import { beginEdit, companyAt, insertRevision, lockNote } from "@/lib/notes/commands";
import { listSources, readContent } from "@/lib/notes/content-queries";
import { findDraftsOf, findNewest } from "@/lib/notes/draft-queries";
import { type Desk, insertItems, sourceIds } from "@/lib/notes/item-commands";
import type { Period } from "@/lib/notes/period";
import { openStates } from "@/lib/notes/state";
import { parseNote } from "./parse";
import type { ParsedNote, Problem, ReadingOptions } from "./parsed";
import { otherDocuments } from "./problems";
import { itemOf } from "./rewrite";
import { notOfTheNote, planRewrite, writeRewrite } from "./rewrite-commands";
import { peopleOf } from "./target";

export type ImportedNote = {
  ticker: string;
  period: Period;
  revisionId: string;
  /** `created`: all items are new; `revised`: matched with those of the newest published revision; `unchanged`: nothing was written */
  outcome: "created" | "revised" | "unchanged";
  /** the revision is out already, and no draft */
  isPublished: boolean;
  /** who has a draft of the note open beside this one */
  beside: string[];
  problems: Problem[];
};

/**
 * `removed`: items of the published note that the text does not have and that go, as a person said of each.
 * `asks`: an open question refuses the text, instead of being answered by a guess.
 */
export type ImportOptions = ReadingOptions & { removed?: readonly string[]; asks?: boolean };

/**
 * Reads a text into a draft of its own, all of it or nothing; the actor is its editor. A draft that is open is never
 * touched: the new one stands beside it, and the answer says whose that is.
 *
 * Of a note that is out, the draft is based on the newest published revision, whose items the text is matched with; what
 * the text does not have stays, unless `removed` names it. While nothing is out, a draft has no items that another could
 * share, so each text makes a first draft of its own, all of its items new. Nothing is written when the same text came in
 * before by the same choices and became a draft that is still open, or the newest published revision, and neither when the
 * text says what is out already.
 */
export async function importNote(ctx: Context, text: string, options: ImportOptions = {}): Promise<ImportedNote> {
  authorisePerson(ctx.actor, "note.import");
  const parsed = parseNote(text, options);
  const { ticker, period } = readable(parsed, options.asks ?? false);
  return inTransaction(ctx, async (tx) => {
    const company = await companyAt(tx, ticker);
    const note = await lockNote(tx, company.id, period);
    const base = await findNewest(tx.db, note.id);
    const said = { textSha256: sha256(text), choices: choicesOf(text, options) };
    const open = (await findDraftsOf(tx, ticker, period))?.drafts ?? [];
    const same = await findSameImport(tx, note.id, { ...said, newestId: base?.id ?? null });
    const problems = [...parsed.problems, ...otherDocuments(await listSources(tx.db, note.id), parsed.sources)];
    const answer = { ticker, period, problems, isPublished: false };
    if (same) {
      const others = open.filter(({ id }) => id !== same);
      const isPublished = same === base?.id;
      return { ...answer, revisionId: same, outcome: "unchanged", isPublished, beside: peopleOf(others) };
    }
    const beside = peopleOf(open);
    const plan = base ? await planRewrite(tx, base.id, parsed, options.removed ?? []) : null;
    if (base && plan?.edits.length === 0) {
      return { ...answer, revisionId: base.id, outcome: "unchanged", isPublished: true, beside };
    }
    if (!base && options.removed?.length) throw new Refused("invalid", notOfTheNote);
    const revisionId = await insertRevision(tx, note.id, base?.id ?? null);
    // Append-only, and kept once: the same text may come in again when its first draft was discarded.
    const { textSha256 } = said;
    await tx.db
      .insert(noteImports)
      .values({ revisionId, noteId: note.id, text, textSha256, importedAt: ctx.now })
      .onConflictDoNothing();
    const desk = await beginEdit(tx, revisionId);
    const labels = parsed.sources.map(({ label }) => label);
    await sourceIds(tx, note.id, labels, parsed.sources); // those that nothing cites too
    if (base && plan) await writeRewrite(tx, desk, base.id, plan, parsed);
    else await insertAll(tx, desk, parsed);
    const content = await readContent(tx.db, revisionId);
    if (!content) throw new Error("An import that cannot be read back.");
    await recordEvent(tx, {
      action: "note.imported",
      subject: revisionId,
      before: null,
      after: { noteId: note.id, period, ...said, basedOn: base?.id ?? null, content },
    });
    return { ...answer, revisionId, outcome: base ? "revised" : "created", beside };
  });
}

function readable({ ticker, period, problems, question }: ParsedNote, asks: boolean) {
  const error = problems.find((problem) => problem.severity === "error");
  if (error) throw new Refused("invalid", `Line ${error.line}: ${error.message}`);
  if (asks && question) throw new Refused("invalid", `Line ${question.guess.line}: say where the risks begin.`);
  if (ticker && period) return { ticker, period };
  throw new Refused("invalid", "Line 1: the text names no company and quarter. Begin it with KC Q1 2025: …");
}

type Imported = Extract<AuditEvent, { action: "note.imported" }>["after"];
type Choices = Imported["choices"];

/** To answer the question as it would have been guessed is no choice. */
function choicesOf(text: string, { turn, removed = [], ...options }: ImportOptions): Choices {
  const guess = turn ? (parseNote(text, options).question?.guess ?? null) : null;
  const isGuess = !guess || (guess.to === turn?.to && guess.line === turn.line);
  return { turn: isGuess ? null : (turn ?? null), removed: removed.toSorted() };
}

type SameImport = Pick<Imported, "textSha256" | "choices"> & { newestId: string | null };

/** The revision that this very text became by the same choices, while it is open or the newest published one. */
async function findSameImport(
  ctx: Context,
  noteId: string,
  { textSha256, choices, newestId }: SameImport,
): Promise<string | null> {
  const none: Choices = { turn: null, removed: [] };
  const made = sql`coalesce(${auditEvents.after} -> 'choices', ${JSON.stringify(none)}::json)::jsonb`;
  const [row] = await ctx.db
    .select({ id: revisions.id })
    .from(revisions)
    .innerJoin(auditEvents, and(eq(auditEvents.subjectId, revisions.id), eq(auditEvents.action, "note.imported")))
    .where(
      and(
        eq(revisions.noteId, noteId),
        or(inArray(revisions.state, [...openStates]), newestId ? eq(revisions.id, newestId) : undefined),
        sql`${auditEvents.after} ->> 'textSha256' = ${textSha256} and ${made} = ${JSON.stringify(choices)}::jsonb`,
      ),
    )
    .orderBy(desc(revisions.createdAt))
    .limit(1);
  return row?.id ?? null;
}

/** The items as read, each with an id of its own and its place in the order of the text. */
async function insertAll(ctx: Context, desk: Desk, { items, sources }: ParsedNote): Promise<void> {
  const ranks = generateNKeysBetween(null, null, items.length);
  const placed = items.map((read, index) => ({
    item: itemOf(read, randomUUID()),
    rank: ranks[index] ?? "",
    previousText: read.kind === "topic_row" ? read.previous : null,
  }));
  await insertItems(ctx, desk, placed, sources);
}
