import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "./auth";
import { oneOf } from "./check";
import { companies } from "./companies";
import { items } from "./notes";

const threadKinds = ["takeaway", "guidance_row", "topic_row"] as const;

/** What one guidance row, topic or risk is across the quarters of a company. */
export const threads = pgTable(
  "threads",
  {
    id: uuid().primaryKey().defaultRandom(),
    companyId: uuid("company_id")
      .notNull()
      .references(() => companies.id),
    kind: text({ enum: threadKinds }).notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [index("threads_company").on(t.companyId), oneOf("threads_kind", t.kind, threadKinds)],
);

/** Stands outside revisions and outside every hash, so that it can be corrected after publishing. */
export const threadMembers = pgTable(
  "thread_members",
  {
    itemId: uuid("item_id")
      .primaryKey()
      .references(() => items.id),
    threadId: uuid("thread_id")
      .notNull()
      .references(() => threads.id),
    joinedBy: uuid("joined_by")
      .notNull()
      .references(() => users.id),
    joinedAt: timestamp("joined_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [index("thread_members_thread").on(t.threadId)],
);
