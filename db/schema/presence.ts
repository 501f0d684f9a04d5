import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "./auth";
import { revisions } from "./notes";

/** Who has which draft open in a tab, and where they are in it. Forgotten when the server loses power: unlogged. */
export const presences = pgTable(
  "presences",
  {
    /** made by the tab itself */
    tab: uuid().primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    revisionId: uuid("revision_id")
      .notNull()
      .references(() => revisions.id),
    /** the item and the field that they are in; null: nowhere in particular */
    itemId: uuid("item_id"),
    field: text(),
    seenAt: timestamp("seen_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [index("presences_revision").on(t.revisionId)],
);
