import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { users } from "./auth";
import { isSha256, oneOf } from "./check";
import { revisions } from "./notes";

const policies = ["revision", "latest"] as const;
const given = ["page", "pdf", "markdown", "json"] as const;

export const shareLinks = pgTable(
  "share_links",
  {
    id: uuid().primaryKey().defaultRandom(),
    /** what it shows; of one that follows the note, a revision of that note */
    revisionId: uuid("revision_id")
      .notNull()
      .references(() => revisions.id),
    /** `revision`: that revision for ever; `latest`: the note's revision with the highest number */
    policy: text({ enum: policies }).notNull().default("revision"),
    label: text().notNull(),
    tokenSha256: text("token_sha256").notNull(),
    issuedBy: uuid("issued_by")
      .notNull()
      .references(() => users.id),
    issuedAt: timestamp("issued_at", { withTimezone: true }).notNull().defaultNow(),
    /** whom it was handed over to, and whose access it depends on; null: still whoever made it */
    keptBy: uuid("kept_by").references(() => users.id),
    /** null: until it is revoked */
    expiresAt: timestamp("expires_at", { withTimezone: true }),
    /** null: opens without one */
    passwordHash: text("password_hash"),
    /** addresses in lower case, and domains as `@fund.example`; empty: whoever has the link */
    recipients: text().array().notNull().default(sql`'{}'`),
    mayDownload: boolean("may_download").notNull().default(false),
    /** whether readers of a revision are told that a newer one is out, and what it changed */
    showsNewer: boolean("shows_newer").notNull().default(true),
    /** null: no limit */
    viewsMax: integer("views_max"),
    /** counted for links with a limit alone */
    viewsUsed: integer("views_used").notNull().default(0),
    /** one more with each change of what it allows: whoever saves says which one they changed */
    version: integer().notNull().default(1),
    revokedBy: uuid("revoked_by").references(() => users.id),
    revokedAt: timestamp("revoked_at", { withTimezone: true }),
  },
  (t) => [
    unique("share_links_token").on(t.tokenSha256),
    isSha256("share_links_token_sha256", t.tokenSha256),
    index("share_links_revision").on(t.revisionId),
    oneOf("share_links_policy", t.policy, policies),
    check("share_links_views", sql`${t.viewsMax} > 0 and ${t.viewsUsed} >= 0`),
  ],
);

/** Who gave a link's password, or proved an address: the hash of what their browser holds. */
export const sharePasses = pgTable(
  "share_passes",
  {
    passSha256: text("pass_sha256").primaryKey(),
    linkId: uuid("link_id")
      .notNull()
      .references(() => shareLinks.id),
    gavePassword: boolean("gave_password").notNull(),
    /** the one that was proved; null: none */
    address: text(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    isSha256("share_passes_sha256", t.passSha256),
    index("share_passes_link").on(t.linkId),
    index("share_passes_expiry").on(t.expiresAt),
  ],
);

/** That somebody asked for a code by mail, whether or not the address is one of the link's. */
export const shareCodes = pgTable(
  "share_codes",
  {
    id: uuid().primaryKey(),
    linkId: uuid("link_id")
      .notNull()
      .references(() => shareLinks.id),
    address: text().notNull(),
    /** keyed hash of the code that was sent; null: none was */
    codeSha256: text("code_sha256"),
    triesLeft: integer("tries_left").notNull().default(5),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    isSha256("share_codes_sha256", t.codeSha256),
    index("share_codes_link").on(t.linkId),
    index("share_codes_expiry").on(t.expiresAt),
  ],
);

/** That a reader was given a page or a file. Kept for as long as the workspace says. */
export const shareViews = pgTable(
  "share_views",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /** made with the visit, so that one which is sent twice is kept once */
    key: uuid().notNull().unique("share_views_key").defaultRandom(),
    linkId: uuid("link_id")
      .notNull()
      .references(() => shareLinks.id),
    revisionId: uuid("revision_id")
      .notNull()
      .references(() => revisions.id),
    at: timestamp({ withTimezone: true }).notNull(),
    what: text({ enum: given }).notNull(),
    /** `203.0.113.0/24` or `2001:db8:7::/48` */
    network: text().notNull(),
    /** `Safari on iOS` */
    browser: text().notNull(),
    /** the one that was proved; null: none was asked for */
    address: text(),
  },
  (t) => [
    oneOf("share_views_what", t.what, given),
    index("share_views_link").on(t.linkId, t.at),
    index("share_views_at").on(t.at),
  ],
);

/** One row: what the workspace says of all its links. */
export const sharingSettings = pgTable(
  "sharing_settings",
  {
    only: boolean().primaryKey().default(true),
    /** false: every link answers as if there were none */
    isOn: boolean("is_on").notNull().default(true),
    logsViews: boolean("logs_views").notNull().default(true),
    viewsKeptDays: integer("views_kept_days").notNull().default(90),
  },
  (t) => [
    check("sharing_settings_one_row", sql`${t.only}`),
    check("sharing_settings_days", sql`${t.viewsKeptDays} between 1 and 3650`),
  ],
);
