import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  json,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { users } from "./auth";
import { isSha256, oneOf } from "./check";
import { items, revisions } from "./notes";

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

/** Whom a revision's editors asked to review it; nobody named: any reviewer. */
export const reviewRequests = pgTable(
  "review_requests",
  {
    revisionId: uuid("revision_id")
      .notNull()
      .references(() => revisions.id),
    reviewerId: uuid("reviewer_id")
      .notNull()
      .references(() => users.id),
    requestedAt: timestamp("requested_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.revisionId, t.reviewerId] }), index("review_requests_reviewer").on(t.reviewerId)],
);

const parts = ["text", "assessment", "place"] as const;

const verdicts = ["accepted", "change_requested", "undecided"] as const;

/** What a reviewer said of one change; the newest on it counts, as long as the change is the one that they saw. */
export const decisions = pgTable(
  "decisions",
  {
    seq: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    revisionId: uuid("revision_id")
      .notNull()
      .references(() => revisions.id),
    itemId: uuid("item_id")
      .notNull()
      .references(() => items.id),
    part: text({ enum: parts }).notNull(),
    /** of the part before and after, as the reviewer saw it */
    changeSha256: text("change_sha256").notNull(),
    verdict: text({ enum: verdicts }).notNull(),
    decidedBy: uuid("decided_by")
      .notNull()
      .references(() => users.id),
    decidedAt: timestamp("decided_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    index("decisions_revision").on(t.revisionId, t.seq),
    oneOf("decisions_part", t.part, parts),
    oneOf("decisions_verdict", t.verdict, verdicts),
    isSha256("decisions_change_sha256", t.changeSha256),
  ],
);

/** Which changes a person has had before their eyes, by the content they belong to. No part of the record. */
export const reviewLooks = pgTable(
  "review_looks",
  {
    revisionId: uuid("revision_id")
      .notNull()
      .references(() => revisions.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    contentSha256: text("content_sha256").notNull(),
    /** the hash of each change by `<item>:<part>` */
    changes: json().$type<Record<string, string>>().notNull(),
    lookedAt: timestamp("looked_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.revisionId, t.userId, t.contentSha256] })],
);

/** One row: what the workspace asks of a review. */
export const reviewSettings = pgTable(
  "review_settings",
  {
    only: boolean().primaryKey().default(true),
    approvalsNeeded: smallint("approvals_needed").notNull().default(1),
    /** whether a takeaway without a citation keeps a draft from being submitted */
    uncitedBlocks: boolean("uncited_blocks").notNull().default(false),
  },
  (t) => [
    check("review_settings_one_row", sql`${t.only}`),
    check("review_settings_approvals", sql`${t.approvalsNeeded} in (1, 2)`),
  ],
);
