import { sql } from "drizzle-orm";
import { check, date, foreignKey, index, integer, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { oneOf } from "./check";
import { inRevision, notes, placed } from "./notes";

const sourceKinds = ["transcript", "release", "filing", "presentation", "mail"] as const;

export const sources = pgTable(
  "sources",
  {
    id: uuid().primaryKey().defaultRandom(),
    noteId: uuid("note_id")
      .notNull()
      .references(() => notes.id),
    /** what stands in the text, `5` for `[doc 5]` */
    label: text().notNull(),
    title: text(),
    kind: text({ enum: sourceKinds }),
    date: date(),
    address: text(),
  },
  (t) => [
    unique("sources_label").on(t.noteId, t.label),
    oneOf("sources_kind", t.kind, sourceKinds),
    check("sources_address", sql`${t.address} ~ '^https?://'`),
  ],
);

export const citations = pgTable(
  "citations",
  {
    id: uuid().primaryKey().defaultRandom(),
    ...inRevision,
    field: text().notNull(),
    /** UTF-16 code units from the field's start */
    offset: integer().notNull(),
    sourceId: uuid("source_id").notNull(),
    /** since when it stands at the field's end because the words that it stood in are gone; null: it is in its place */
    displacedAt: timestamp("displaced_at", { withTimezone: true }),
  },
  (t) => [
    placed(t),
    foreignKey({ columns: [t.sourceId], foreignColumns: [sources.id] }),
    check("citations_offset", sql`${t.offset} >= 0`),
    index("citations_item").on(t.revisionId, t.itemId),
    index("citations_source").on(t.sourceId),
  ],
);
