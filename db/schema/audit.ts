import { bigint, index, json, pgTable, smallint, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** Append-only and chained by trigger, which fills in all but the first five. No foreign keys: it outlives its subjects. */
export const auditEvents = pgTable(
  "audit_events",
  {
    action: text().notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: uuid("subject_id").notNull(),
    /** `json`, not `jsonb`: kept to the letter, for the hash and for rebuilding */
    before: json(),
    after: json(),
    seq: bigint({ mode: "number" }).primaryKey().default(0),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    actor: text().notNull().default(""),
    previousSha256: text("previous_sha256").notNull().default(""),
    sha256: text().notNull().default(""),
    hashVersion: smallint("hash_version").notNull().default(1),
  },
  (t) => [index("audit_events_subject").on(t.subjectId, t.seq)],
);
