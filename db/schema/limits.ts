import { index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { isSha256 } from "./check";

/** How often something was tried since its window began. Forgotten when the server loses power: unlogged. */
export const limits = pgTable(
  "limits",
  {
    /** what is limited; the reader's role counts under names that begin with `share.` alone */
    name: text().notNull(),
    /** keyed hash of who tries, or of what is tried */
    keySha256: text("key_sha256").notNull(),
    points: integer().notNull(),
    endsAt: timestamp("ends_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.name, t.keySha256] }),
    isSha256("limits_key_sha256", t.keySha256),
    index("limits_end").on(t.endsAt),
  ],
);
