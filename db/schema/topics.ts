import { boolean, foreignKey, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { oneOf } from "./check";
import { inRevision, isPeriod, onePerItem, period, placed } from "./notes";

const trendTags = ["recurring", "new", "emerging", "dropped"] as const;

export const topicRows = pgTable(
  "topic_rows",
  {
    ...inRevision,
    topic: text().notNull(),
    current: text(),
    trend: text(),
    trendTag: text("trend_tag", { enum: trendTags }),
    /** the previous mentions in one piece, as the source had them; provenance, no part of the content */
    previousText: text("previous_text"),
  },
  (t) => [onePerItem(t), placed(t), oneOf("topic_rows_trend_tag", t.trendTag, trendTags)],
);

export const topicMentions = pgTable(
  "topic_mentions",
  { ...inRevision, period: period().notNull(), text: text().notNull(), absent: boolean().notNull() },
  (t) => [
    primaryKey({ columns: [t.revisionId, t.itemId, t.period] }),
    foreignKey({
      columns: [t.revisionId, t.itemId],
      foreignColumns: [topicRows.revisionId, topicRows.itemId],
    }).onDelete("cascade"),
    isPeriod("topic_mentions_period", t.period),
  ],
);
