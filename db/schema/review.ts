import { pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { users } from "./auth";
import { isSha256 } from "./check";
import { revisions } from "./notes";

/** A reviewer's yes to one exact content. Refused by trigger for whoever had a hand in it. */
export const approvals = pgTable(
  "approvals",
  {
    id: uuid().primaryKey().defaultRandom(),
    revisionId: uuid("revision_id")
      .notNull()
      .references(() => revisions.id),
    approverId: uuid("approver_id")
      .notNull()
      .references(() => users.id),
    contentSha256: text("content_sha256").notNull(),
    approvedAt: timestamp("approved_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    unique("approvals_once").on(t.revisionId, t.approverId, t.contentSha256),
    isSha256("approvals_content_sha256", t.contentSha256),
  ],
);
