import { pgTable, text } from "drizzle-orm/pg-core";
import { oneOf } from "./check";
import { inRevision, onePerItem, placed } from "./notes";

const changes = [
  "initiated",
  "raised",
  "lowered",
  "narrowed",
  "widened",
  "maintained",
  "not_addressed",
  "withdrawn",
  "met",
  "missed",
] as const;

export const guidanceRows = pgTable(
  "guidance_rows",
  {
    ...inRevision,
    metric: text().notNull(),
    period: text(),
    previous: text(),
    current: text(),
    /** null: not stated */
    change: text({ enum: changes }),
    /** the source's own words for the change */
    changeText: text("change_text"),
  },
  (t) => [onePerItem(t), placed(t), oneOf("guidance_rows_change", t.change, changes)],
);
