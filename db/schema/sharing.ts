import { index, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { users } from "./auth";
import { isSha256 } from "./check";
import { revisions } from "./notes";

export const shareLinks = pgTable(
  "share_links",
  {
    id: uuid().primaryKey().defaultRandom(),
    revisionId: uuid("revision_id")
      .notNull()
      .references(() => revisions.id),
    label: text().notNull(),
    tokenSha256: text("token_sha256").notNull(),
    issuedBy: uuid("issued_by")
      .notNull()
      .references(() => users.id),
    issuedAt: timestamp("issued_at", { withTimezone: true }).notNull().defaultNow(),
    /** null: until it is revoked */
    expiresAt: timestamp("expires_at", { withTimezone: true }),
    revokedBy: uuid("revoked_by").references(() => users.id),
    revokedAt: timestamp("revoked_at", { withTimezone: true }),
  },
  (t) => [
    unique("share_links_token").on(t.tokenSha256),
    isSha256("share_links_token_sha256", t.tokenSha256),
    index("share_links_revision").on(t.revisionId),
  ],
);
