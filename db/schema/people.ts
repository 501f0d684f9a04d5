import { sql } from "drizzle-orm";
import { check, pgTable, text, timestamp, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { roles, users } from "./auth";
import { isSha256 } from "./check";

/** That somebody may become a member: under this address, with these roles, once. */
export const invitations = pgTable(
  "invitations",
  {
    id: uuid().primaryKey().defaultRandom(),
    email: text().notNull(),
    roles: text({ enum: roles }).array().notNull(),
    /** of the newest link's; null: it waits to be made, by the job that mails it */
    tokenSha256: text("token_sha256"),
    invitedBy: uuid("invited_by")
      .notNull()
      .references(() => users.id),
    invitedAt: timestamp("invited_at", { withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    /** who they are since */
    acceptedBy: uuid("accepted_by").references(() => users.id),
    acceptedAt: timestamp("accepted_at", { withTimezone: true }),
    withdrawnBy: uuid("withdrawn_by").references(() => users.id),
    withdrawnAt: timestamp("withdrawn_at", { withTimezone: true }),
  },
  (t) => [
    unique("invitations_token").on(t.tokenSha256),
    isSha256("invitations_token_sha256", t.tokenSha256),
    check(
      "invitations_email_is_normalised",
      sql`${t.email} = lower(${t.email}) and ${t.email} ~ '^[^@\\s]+@[^@\\s]+$'`,
    ),
    check("invitations_roles", sql`${t.roles} <> '{}' and ${t.roles} <@ '{viewer,analyst,reviewer,admin}'`),
    check("invitations_one_end", sql`${t.acceptedAt} is null or ${t.withdrawnAt} is null`),
    uniqueIndex("invitations_one_open").on(t.email).where(sql`accepted_at is null and withdrawn_at is null`),
  ],
);

/** What lets somebody make themselves the first admin. There are none once a workspace has an admin. */
export const setUpCodes = pgTable(
  "set_up_codes",
  {
    codeSha256: text("code_sha256").primaryKey(),
    madeAt: timestamp("made_at", { withTimezone: true }).notNull(),
  },
  (t) => [isSha256("set_up_codes_sha256", t.codeSha256)],
);
