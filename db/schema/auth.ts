import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, pgTable, primaryKey, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { isSha256, oneOf } from "./check";

export const users = pgTable(
  "users",
  {
    id: uuid().primaryKey().defaultRandom(),
    email: text().notNull().unique(),
    name: text().notNull(),
    /** argon2id in its own notation; null for whoever signs in another way */
    passwordHash: text("password_hash"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    disabledAt: timestamp("disabled_at", { withTimezone: true }),
  },
  (t) => [
    check("users_email_is_normalised", sql`${t.email} = lower(${t.email}) and ${t.email} ~ '^[^@\\s]+@[^@\\s]+$'`),
  ],
);

export const roles = ["viewer", "analyst", "reviewer", "admin"] as const;

export const userRoles = pgTable(
  "user_roles",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    role: text({ enum: roles }).notNull(),
    grantedAt: timestamp("granted_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.role] }), oneOf("user_roles_role", t.role, roles)],
);

const waysIn = ["password", "mail", "oidc"] as const;

export const sessions = pgTable(
  "sessions",
  {
    tokenSha256: text("token_sha256").primaryKey(),
    /** what its person calls it by to end it: the hash is nobody's to see */
    id: uuid().notNull().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    via: text({ enum: waysIn }).notNull().default("password"),
    /** null: it has not shown the second factor, and where one is asked for it has no rights */
    factorPassedAt: timestamp("factor_passed_at", { withTimezone: true }),
    /** `Safari on iOS, phone` */
    device: text().notNull().default("unknown"),
    /** `203.0.113.0/24` or `2001:db8:7::/48` */
    network: text().notNull().default("unknown"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    /** to some minutes */
    lastSeenAt: timestamp("last_seen_at", { withTimezone: true }).notNull().defaultNow(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    unique("sessions_id").on(t.id),
    index("sessions_user").on(t.userId),
    isSha256("sessions_token_sha256", t.tokenSha256),
    oneOf("sessions_via", t.via, waysIn),
  ],
);

const themes = ["system", "light", "dark"] as const;

/** How a person likes the pages. No row: as they come. */
export const preferences = pgTable(
  "preferences",
  {
    userId: uuid("user_id")
      .primaryKey()
      .references(() => users.id),
    theme: text({ enum: themes }).notNull(),
    /** whether single letters act */
    hasKeys: boolean("has_keys").notNull(),
  },
  (t) => [oneOf("preferences_theme", t.theme, themes)],
);

/** The app that gives a person their codes. */
export const secondFactors = pgTable("second_factors", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id),
  /** what the codes are made of, sealed */
  secret: text().notNull(),
  /** the half minute of the last code that was taken: none before the next one is */
  lastStep: bigint("last_step", { mode: "number" }).notNull(),
  /** SHA-256 of each recovery code that was not used */
  recoverySha256: text("recovery_sha256").array().notNull(),
  addedAt: timestamp("added_at", { withTimezone: true }).notNull(),
});

/** A second factor that a person has begun to set up, and not shown a code of. */
export const factorSetups = pgTable("factor_setups", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id),
  secret: text().notNull(),
  begunAt: timestamp("begun_at", { withTimezone: true }).notNull(),
});

/** Whom an issuer of identities means by a subject. */
export const issuedIdentities = pgTable(
  "issued_identities",
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    linkedAt: timestamp("linked_at", { withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] }), index("issued_identities_user").on(t.userId)],
);

const purposes = ["sign_in", "reset"] as const;

/** That somebody asked for a mail to get in with, whether or not the address is a member's. Gone once it was used. */
export const entryMails = pgTable(
  "entry_mails",
  {
    id: uuid().primaryKey().defaultRandom(),
    purpose: text({ enum: purposes }).notNull(),
    address: text().notNull(),
    /** of the token in the mail; null: none was sent */
    tokenSha256: text("token_sha256"),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    unique("entry_mails_token").on(t.tokenSha256),
    isSha256("entry_mails_token_sha256", t.tokenSha256),
    oneOf("entry_mails_purpose", t.purpose, purposes),
    index("entry_mails_expiry").on(t.expiresAt),
  ],
);

/** One row: what the workspace asks of whoever signs in. */
export const signInSettings = pgTable(
  "sign_in_settings",
  {
    only: boolean().primaryKey().default(true),
    /** whether everybody needs a second factor */
    asksFactor: boolean("asks_factor").notNull().default(false),
    /** whether who comes from the issuer of identities needs none here */
    trustsIssuer: boolean("trusts_issuer").notNull().default(false),
  },
  (t) => [check("sign_in_settings_one_row", sql`${t.only}`)],
);

/** When a person last signed in. Outlives their sessions, and a trigger on those writes it. */
export const signIns = pgTable("sign_ins", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id),
  lastAt: timestamp("last_at", { withTimezone: true }).notNull(),
});
