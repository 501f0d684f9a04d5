import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { generateNKeysBetween } from "fractional-indexing";
import { noteImports, revisionEditors } from "@/db/schema/notes";
import { recordEvent } from "@/lib/audit/record";
import { authorisePerson } from "@/lib/auth/permissions";
import { sha256 } from "@/lib/auth/token";
import { type Context, inTransaction } from "@/lib/context";
import { Refused } from "@/lib/errors";
import { companyAt, insertRevision, lockNote } from "@/lib/notes/commands";
import type { Item } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import { insertItems, type PlacedItem, sourceIds } from "@/lib/notes/item-commands";
import { formatPeriod, type Period } from "@/lib/notes/period";
import { parseNote } from "./parse";
import type { ParsedNote, Problem, ReadingOptions } from "./parsed";

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
    const labels = parsed.sources.map(({ label }) => label);
    await sourceIds(tx, note.id, labels, parsed.sources); // those that nothing cites too
    await insertItems(tx, { noteId: note.id, revisionId, editorId: editor.id }, placedItems(parsed));
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

/** The items as read, each with an id of its own and its place in the order of the text. */
function placedItems({ items }: ParsedNote): PlacedItem[] {
  const ranks = generateNKeysBetween(null, null, items.length);
  return items.map((parsed, index) => {
    const { previous, ...item } = { previous: null, ...parsed };
    return { item: { ...item, id: randomUUID() } as Item, rank: ranks[index] ?? "", previousText: previous };
  });
}
