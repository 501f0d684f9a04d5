import { randomUUID } from "node:crypto";
import { and, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { items, revisionItems } from "@/db/schema/notes";
import { riskAssessments } from "@/db/schema/risks";
import { citations, sources } from "@/db/schema/sources";
import { topicMentions } from "@/db/schema/topics";
import type { Context } from "@/lib/context";
import { Refused } from "@/lib/errors";
import type { SourceEntry } from "@/lib/sources/model";
import { type Citation, compareCitations, type Item, type ItemKind } from "./content";
import { fieldTables } from "./content-queries";
import type { DisplacedMark } from "./plan";

/** A draft that is being written to, by whom. */
export type Desk = { noteId: string; revisionId: string; editorId: string };

/** An item with its rank in the revision. */
export type PlacedItem = {
  item: Item;
  rank: string;
  /** a topic's previous mentions in one piece, as a source had them */
  previousText?: string | null;
  /** who assessed the risk, and when; the editor, now, unless it is given */
  assessed?: { by: string; at: Date } | undefined;
  /** those of its marks that have lost their place */
  displaced?: readonly DisplacedMark[];
};

/** Writes items with all that belongs to them: one insert for each table, whatever the note's length. */
export async function insertItems(
  ctx: Context,
  desk: Desk,
  placed: readonly PlacedItem[],
  entries: readonly SourceEntry[] = [],
): Promise<void> {
  const { noteId, revisionId } = desk;
  const at = ({ item }: PlacedItem) => ({ revisionId, itemId: item.id });
  await insertIdentities(
    ctx,
    noteId,
    placed.map(({ item }) => item),
  );
  await insertRows(
    ctx,
    revisionItems,
    placed.map((each) => ({ ...at(each), noteId, rank: each.rank })),
  );
  for (const kind of Object.keys(fieldTables) as ItemKind[]) {
    const own = placed.filter(({ item }) => item.kind === kind);
    const rows = own.map((each) => {
      const { mentions: _, ...fields } = { mentions: null, ...each.item.fields };
      return { ...at(each), ...fields, ...(each.previousText ? { previousText: each.previousText } : {}) };
    });
    await insertRows(ctx, fieldTables[kind], rows);
  }
  await insertRows(
    ctx,
    topicMentions,
    placed.flatMap((each) =>
      each.item.kind === "topic_row" ? each.item.fields.mentions.map((mention) => ({ ...at(each), ...mention })) : [],
    ),
  );
  await insertRows(
    ctx,
    riskAssessments,
    placed.flatMap((each) => {
      if (each.item.kind !== "takeaway" || !each.item.assessment) return [];
      const { by, at: assessedAt } = each.assessed ?? { by: desk.editorId, at: ctx.now };
      return [{ ...at(each), ...each.item.assessment, assessedBy: by, assessedAt }];
    }),
  );
  const cited = placed.flatMap((each) =>
    each.item.citations.map((citation) => {
      const lost = each.displaced?.find((mark) => compareCitations(mark, citation) === 0);
      return { ...at(each), citation, displacedAt: lost?.since ?? null };
    }),
  );
  const labels = cited.map(({ citation }) => citation.label);
  await insertCitations(ctx, cited, await sourceIds(ctx, noteId, labels, entries));
}

/** An item that was taken out of this draft may come back under its id; one of another note may not. */
async function insertIdentities(ctx: Context, noteId: string, added: readonly Item[]): Promise<void> {
  if (added.length === 0) return;
  const ids = added.map(({ id }) => id);
  const rows = added.map(({ id, kind }) => ({ id, noteId, kind }));
  const made = await ctx.db.insert(items).values(rows).onConflictDoNothing().returning({ id: items.id });
  if (made.length === added.length) return;
  const known = await ctx.db
    .select({ id: items.id, kind: items.kind })
    .from(items)
    .where(and(inArray(items.id, ids), eq(items.noteId, noteId)));
  const isOwn = added.every(({ id, kind }) => known.some((each) => each.id === id && each.kind === kind));
  if (!isOwn) throw new Refused("invalid", "This cannot be added. Reload the page and add it again.");
}

/** The note's documents by label; unknown ones are made, with what `entries` tells of them. */
export async function sourceIds(
  ctx: Context,
  noteId: string,
  labels: readonly string[],
  entries: readonly SourceEntry[],
): Promise<Map<string, string>> {
  // In one order, so that two who name the same new documents never wait for each other.
  const wanted = [...new Set(labels)].sort();
  if (wanted.length === 0) return new Map();
  const bare = { title: null, kind: null, date: null, address: null };
  const rows = wanted.map((label) => ({ ...bare, ...entries.find((entry) => entry.label === label), label, noteId }));
  await ctx.db.insert(sources).values(rows).onConflictDoNothing();
  const found = await ctx.db
    .select({ id: sources.id, label: sources.label })
    .from(sources)
    .where(and(eq(sources.noteId, noteId), inArray(sources.label, wanted)));
  return new Map(found.map(({ id, label }) => [label, id]));
}

export type Cited = { revisionId: string; itemId: string; citation: Citation; displacedAt?: Date | null };

/** `idOf`: the documents that they name, by label. */
export async function insertCitations(
  ctx: Context,
  cited: readonly Cited[],
  idOf: ReadonlyMap<string, string>,
): Promise<void> {
  if (cited.length === 0) return;
  const rows = cited.map(({ revisionId, itemId, citation: { field, offset, label }, displacedAt = null }) => ({
    id: randomUUID(),
    revisionId,
    itemId,
    field,
    offset,
    displacedAt,
    sourceId: idOf.get(label) ?? "",
  }));
  await insertRows(ctx, citations, rows);
}

/**
 * Inserts rows that have the same columns, or leave out what may be null. They go as one value, so that the statement is
 * the same whatever their number: it is built in no time, and prepared once.
 */
async function insertRows(ctx: Context, table: PgTable, rows: readonly Record<string, unknown>[]): Promise<void> {
  if (rows.length === 0) return;
  const given = new Set(rows.flatMap(Object.keys));
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => given.has(key));
  const values = rows.map((row) => Object.fromEntries(columns.map(([key, { name }]) => [name, row[key]])));
  const names = sql.join(
    columns.map(([, { name }]) => sql.identifier(name)),
    sql`, `,
  );
  await ctx.db.execute(sql`insert into ${table} (${names})
    select ${names} from json_populate_recordset(null::${table}, ${JSON.stringify(values)}::json)`);
}
