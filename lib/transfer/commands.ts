import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { generateNKeysBetween } from "fractional-indexing";
import { exchanges } from "@/db/schema/exchanges";
import { guidanceRows } from "@/db/schema/guidance";
import {
  coveringAnalysts,
  headlines,
  items,
  noteImports,
  revisionEditors,
  revisionItems,
  takeaways,
} from "@/db/schema/notes";
import { riskAssessments } from "@/db/schema/risks";
import { citations, sources } from "@/db/schema/sources";
import { topicMentions, topicRows } from "@/db/schema/topics";
import { recordEvent } from "@/lib/audit/record";
import { authorisePerson } from "@/lib/auth/permissions";
import { sha256 } from "@/lib/auth/token";
import { type Context, inTransaction, type UserActor } from "@/lib/context";
import { Refused } from "@/lib/errors";
import { companyAt, insertRevision, lockNote } from "@/lib/notes/commands";
import { readContent } from "@/lib/notes/content-queries";
import { formatPeriod, type Period } from "@/lib/notes/period";
import { parseNote } from "./parse";
import type { ParsedItem, ParsedNote, Problem, ReadingOptions } from "./parsed";

export type ImportedNote = {
  ticker: string;
  period: Period;
  revisionId: string;
  /** `unchanged`: these bytes came in before, and nothing was written */
  outcome: "created" | "unchanged";
  problems: Problem[];
};

/** Reads a text into the first draft of a note, all of it or nothing; the actor is its editor. */
export async function importNote(ctx: Context, text: string, options: ReadingOptions = {}): Promise<ImportedNote> {
  const editor = authorisePerson(ctx.actor, "note.import");
  const parsed = parseNote(text, options);
  const { ticker, period } = readable(parsed);
  return inTransaction(ctx, async (tx) => {
    const company = await companyAt(tx, ticker);
    const note = await lockNote(tx, company.id, period);
    const textSha256 = sha256(text);
    if (!note.isNew) {
      const revisionId = await findSameImport(tx, note.id, textSha256);
      if (revisionId) return { ticker, period, revisionId, outcome: "unchanged", problems: parsed.problems };
      throw new Refused(
        "conflict",
        `${ticker} has a note for ${formatPeriod(period)} already, made from another text. A note cannot be replaced by a text yet.`,
      );
    }
    const revisionId = await insertRevision(tx, note.id, null);
    await tx.db.insert(noteImports).values({ revisionId, noteId: note.id, text, textSha256, importedAt: ctx.now });
    await tx.db.insert(revisionEditors).values({ revisionId, userId: editor.id, since: ctx.now });
    await insertItems(tx, { noteId: note.id, revisionId, editor, parsed });
    const content = await readContent(tx.db, revisionId);
    if (!content) throw new Error("An import that cannot be read back.");
    await recordEvent(tx, {
      action: "note.imported",
      subject: revisionId,
      before: null,
      after: { noteId: note.id, period, textSha256, content },
    });
    return { ticker, period, revisionId, outcome: "created", problems: parsed.problems };
  });
}

function readable({ ticker, period, problems }: ParsedNote): { ticker: string; period: Period } {
  const error = problems.find((problem) => problem.severity === "error");
  if (error) throw new Refused("invalid", `Line ${error.line}: ${error.message}`);
  if (ticker && period) return { ticker, period };
  throw new Refused("invalid", "Line 1: the text names no company and quarter. Begin it with KC Q1 2025: …");
}

async function findSameImport(ctx: Context, noteId: string, textSha256: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ revisionId: noteImports.revisionId })
    .from(noteImports)
    .where(sql`${eq(noteImports.noteId, noteId)} and ${eq(noteImports.textSha256, textSha256)}`);
  return row?.revisionId ?? null;
}

type NewItems = { noteId: string; revisionId: string; editor: UserActor; parsed: ParsedNote };

/** One insert for each table, whatever the note's length. */
async function insertItems(ctx: Context, { noteId, revisionId, editor, parsed }: NewItems): Promise<void> {
  const ranks = generateNKeysBetween(null, null, parsed.items.length);
  const placed = parsed.items.map((item, index) => ({ item, itemId: randomUUID(), rank: ranks[index] ?? "" }));
  const at = ({ itemId }: { itemId: string }) => ({ revisionId, itemId });
  const insert = async <T extends object>(table: Parameters<Context["db"]["insert"]>[0], rows: T[]) => {
    if (rows.length > 0) await ctx.db.insert(table).values(rows as never);
  };
  const rowsOf = <K extends ParsedItem["kind"], T>(
    kind: K,
    row: (item: Extract<ParsedItem, { kind: K }>, entry: { revisionId: string; itemId: string }) => T,
  ): T[] =>
    placed.flatMap((entry) =>
      entry.item.kind === kind ? [row(entry.item as Extract<ParsedItem, { kind: K }>, at(entry))] : [],
    );
  await insert(
    items,
    placed.map(({ item, itemId }) => ({ id: itemId, noteId, kind: item.kind })),
  );
  await insert(
    revisionItems,
    placed.map((entry) => ({ ...at(entry), noteId, rank: entry.rank })),
  );
  await insert(
    headlines,
    rowsOf("headline", (item, key) => ({ ...key, ...item.fields })),
  );
  await insert(
    takeaways,
    rowsOf("takeaway", (item, key) => ({ ...key, ...item.fields })),
  );
  await insert(
    guidanceRows,
    rowsOf("guidance_row", (item, key) => ({ ...key, ...item.fields })),
  );
  await insert(
    topicRows,
    rowsOf("topic_row", ({ fields, previous }, key) => ({ ...key, ...fields, previousText: previous })),
  );
  await insert(
    topicMentions,
    rowsOf("topic_row", ({ fields }, key) => fields.mentions.map((mention) => ({ ...key, ...mention }))).flat(),
  );
  await insert(
    exchanges,
    rowsOf("exchange", (item, key) => ({ ...key, ...item.fields })),
  );
  await insert(
    coveringAnalysts,
    rowsOf("covering_analyst", (item, key) => ({ ...key, ...item.fields })),
  );
  const assessed = { assessedBy: editor.id, assessedAt: ctx.now };
  await insert(
    riskAssessments,
    rowsOf("takeaway", ({ assessment }, key) => (assessment ? [{ ...key, ...assessment, ...assessed }] : [])).flat(),
  );
  const documents = parsed.sources.map((source) => ({ id: randomUUID(), noteId, ...source }));
  const idOf = new Map(documents.map(({ label, id }) => [label, id]));
  await insert(sources, documents);
  await insert(
    citations,
    placed.flatMap((entry) =>
      entry.item.citations.map(({ field, offset, label }) => ({
        ...at(entry),
        field,
        offset,
        sourceId: idOf.get(label),
      })),
    ),
  );
}
