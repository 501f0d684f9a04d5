import { and, eq, getTableColumns, inArray } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { riskAssessments } from "@/db/schema/risks";
import { citations } from "@/db/schema/sources";
import { topicMentions } from "@/db/schema/topics";
import type { Database } from "@/lib/context";
import { assessmentSchema, fieldSchemas, type Item, type ItemKind } from "./content";
import { belonging, displacedAmong, fieldTables, listCitations, listMentions, readItems } from "./content-queries";
import type { Edit } from "./input";
import type { Held } from "./plan";

/** What of a draft its edits need: those items that they name, or all where they mind the order. */
export async function readEdited(db: Database, revisionId: string, edits: readonly Edit[]): Promise<Held> {
  const named = new Map<ItemKind, Set<string>>();
  for (const edit of edits) {
    if (edit.op === "add" || edit.op === "remove" || edit.op === "move") {
      const { content, ...read } = await readItems(db, revisionId);
      return { ...read, items: content.items };
    }
    named.set(edit.kind, (named.get(edit.kind) ?? new Set()).add(edit.itemId));
  }
  const read = await Promise.all([...named].map(([kind, ids]) => readOfKind(db, revisionId, kind, [...ids])));
  return {
    items: read.flatMap(({ items }) => items),
    displaced: read.flatMap(({ displaced }) => displaced),
    ranks: {},
    previousMentions: {},
  };
}

/** The items of one kind with these ids, from their own tables alone: this is what every save of a field reads. */
async function readOfKind(db: Database, revisionId: string, kind: ItemKind, ids: string[]) {
  const among = (of: { revisionId: AnyPgColumn; itemId: AnyPgColumn }) =>
    and(eq(of.revisionId, revisionId), inArray(of.itemId, ids));
  const table = fieldTables[kind];
  const [rows, cited, mentions, rated] = await Promise.all([
    db.select(getTableColumns(table)).from(table).where(among(table)),
    listCitations(db, among(citations)),
    kind === "topic_row" ? listMentions(db, among(topicMentions)) : [],
    kind === "takeaway" ? db.select().from(riskAssessments).where(among(riskAssessments)) : [],
  ]);
  const items = rows.map((row) => {
    const { mentions: own, citations: marks } = belonging(row.itemId, mentions, cited);
    const fields = picked(fieldSchemas[kind].shape, { ...row, mentions: own });
    const rating = rated.find(({ itemId }) => itemId === row.itemId);
    const assessment = rating ? picked(assessmentSchema.shape, rating) : null;
    return { id: row.itemId, kind, fields, citations: marks, ...(kind === "takeaway" ? { assessment } : {}) } as Item;
  });
  return { items, displaced: displacedAmong(cited) };
}

function picked(shape: object, row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(shape).map((name) => [name, row[name]]));
}
