import { pgTable, text } from "drizzle-orm/pg-core";
import { oneOf } from "./check";
import { inRevision, onePerItem, placed } from "./notes";

const outcomes = ["answered", "partly", "deflected", "refused"] as const;

export const exchanges = pgTable(
  "exchanges",
  {
    ...inRevision,
    topic: text(),
    question: text().notNull(),
    answer: text(),
    askedBy: text("asked_by"),
    askedByFirm: text("asked_by_firm"),
    /** who answered */
    speakers: text().array().notNull(),
    outcome: text({ enum: outcomes }),
  },
  (t) => [onePerItem(t), placed(t), oneOf("exchanges_outcome", t.outcome, outcomes)],
);
