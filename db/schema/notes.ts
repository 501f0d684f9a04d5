import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  customType,
  foreignKey,
  index,
  integer,
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
import { isSha256, isSha256Of, oneOf } from "./check";
import { companies } from "./companies";

/** A fiscal quarter as a key that sorts in time order, `2025-Q1`. */
export const period = customType<{ data: `${number}-Q${1 | 2 | 3 | 4}`; driverData: string }>({
  dataType: () => 'text collate "C"',
});

/** Fractional, so that an insert moves one item; compared byte by byte whatever the cluster's locale. */
const rank = customType<{ data: string; driverData: string }>({ dataType: () => 'text collate "C"' });

export function isPeriod(name: string, column: AnyPgColumn) {
  return check(name, sql`${column} ~ '^[1-9][0-9]{3}-Q[1-4]$'`);
}

export const notes = pgTable(
  "notes",
  {
    id: uuid().primaryKey().defaultRandom(),
    companyId: uuid("company_id")
      .notNull()
      .references(() => companies.id),
    period: period().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [unique("notes_one_per_quarter").on(t.companyId, t.period), isPeriod("notes_period", t.period)],
);

const revisionStates = ["draft", "in_review", "changes_requested", "published", "discarded"] as const;

export const revisions = pgTable(
  "revisions",
  {
    id: uuid().primaryKey().defaultRandom(),
    noteId: uuid("note_id")
      .notNull()
      .references(() => notes.id),
    state: text({ enum: revisionStates }).notNull().default("draft"),
    /** given when it is published: 1, 2, … without gaps; shown r1 */
    number: integer(),
    /** a published revision of the same note, or nothing */
    basedOn: uuid("based_on"),
    /** the revision in review that this one is the accepted part of; null: it was written for itself */
    cutFrom: uuid("cut_from"),
    createdBy: uuid("created_by").references(() => users.id),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    submittedBy: uuid("submitted_by").references(() => users.id),
    submittedAt: timestamp("submitted_at", { withTimezone: true }),
    summary: text(),
    publishedAt: timestamp("published_at", { withTimezone: true }),
    /** canonical JSON of its NoteContent as submitted */
    content: text(),
    /** version of that JSON's shape */
    contentFormat: smallint("content_format"),
    contentSha256: text("content_sha256"),
  },
  (t) => [
    unique("revisions_of_note").on(t.id, t.noteId),
    unique("revisions_number").on(t.noteId, t.number),
    foreignKey({ name: "revisions_based_on", columns: [t.basedOn, t.noteId], foreignColumns: [t.id, t.noteId] }),
    foreignKey({ name: "revisions_cut_from", columns: [t.cutFrom, t.noteId], foreignColumns: [t.id, t.noteId] }),
    oneOf("revisions_state", t.state, revisionStates),
    check("revisions_number_when_published", sql`(${t.state} = 'published') = (${t.number} is not null)`),
    check("revisions_date_when_published", sql`(${t.state} = 'published') = (${t.publishedAt} is not null)`),
    check(
      "revisions_content_when_submitted",
      sql`${t.state} not in ('in_review', 'published') or (${t.content} is not null and ${t.contentSha256} is not null
        and ${t.contentFormat} is not null and ${t.submittedBy} is not null and ${t.submittedAt} is not null)`,
    ),
    isSha256Of("revisions_content_sha256", t.contentSha256, t.content),
    index("revisions_open").on(t.noteId).where(sql`state in ('draft', 'in_review', 'changes_requested')`),
  ],
);

/** Everyone who had a hand in a revision's words: whoever stands here approves it never. */
export const revisionEditors = pgTable(
  "revision_editors",
  {
    revisionId: uuid("revision_id")
      .notNull()
      .references(() => revisions.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    since: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.revisionId, t.userId] })],
);

/** What a save was answered, under the key that its sender made for it: a repeat gets the same answer and writes nothing. */
export const saveReceipts = pgTable("save_receipts", {
  key: uuid().primaryKey(),
  revisionId: uuid("revision_id")
    .notNull()
    .references(() => revisions.id),
  userId: uuid("user_id")
    .notNull()
    .references(() => users.id),
  answer: json().notNull(),
  savedAt: timestamp("saved_at", { withTimezone: true }).notNull().defaultNow(),
});

/** Texts that became a revision, as they came in. */
export const noteImports = pgTable(
  "note_imports",
  {
    revisionId: uuid("revision_id")
      .primaryKey()
      .references(() => revisions.id),
    noteId: uuid("note_id")
      .notNull()
      .references(() => notes.id),
    text: text().notNull(),
    textSha256: text("text_sha256").notNull(),
    importedAt: timestamp("imported_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    unique("note_imports_once").on(t.noteId, t.textSha256),
    isSha256("note_imports_sha256_shape", t.textSha256),
    isSha256Of("note_imports_sha256", t.textSha256, t.text),
  ],
);

const itemKinds = ["headline", "takeaway", "guidance_row", "topic_row", "exchange", "covering_analyst"] as const;

/** Written once; comments, citations and history hang on it across revisions. */
export const items = pgTable(
  "items",
  {
    id: uuid().primaryKey(),
    noteId: uuid("note_id")
      .notNull()
      .references(() => notes.id),
    kind: text({ enum: itemKinds }).notNull(),
  },
  (t) => [unique("items_of_note").on(t.id, t.noteId), oneOf("items_kind", t.kind, itemKinds)],
);

/** Which items a revision has, and where. Every table of an item's fields hangs on a row here. */
export const revisionItems = pgTable(
  "revision_items",
  {
    revisionId: uuid("revision_id").notNull(),
    itemId: uuid("item_id").notNull(),
    noteId: uuid("note_id").notNull(),
    rank: rank().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.revisionId, t.itemId] }),
    foreignKey({ columns: [t.revisionId, t.noteId], foreignColumns: [revisions.id, revisions.noteId] }),
    foreignKey({ columns: [t.itemId, t.noteId], foreignColumns: [items.id, items.noteId] }),
    unique("revision_items_rank").on(t.revisionId, t.rank),
  ],
);

/** The two columns that tie a row of fields to its place in a revision. */
export const inRevision = {
  revisionId: uuid("revision_id").notNull(),
  itemId: uuid("item_id").notNull(),
};

type Placed = { revisionId: AnyPgColumn; itemId: AnyPgColumn };

/** Taking an item out of a draft takes its fields along. */
export function placed(t: Placed) {
  return foreignKey({
    columns: [t.revisionId, t.itemId],
    foreignColumns: [revisionItems.revisionId, revisionItems.itemId],
  }).onDelete("cascade");
}

export function onePerItem(t: Placed) {
  return primaryKey({ columns: [t.revisionId as never, t.itemId as never] });
}

export const headlines = pgTable("headlines", { ...inRevision, text: text().notNull() }, (t) => [
  onePerItem(t),
  placed(t),
  unique("headlines_one_per_revision").on(t.revisionId),
]);

const takeawayKinds = ["positive", "risk"] as const;

export const takeaways = pgTable(
  "takeaways",
  { ...inRevision, kind: text({ enum: takeawayKinds }).notNull(), title: text().notNull(), body: text().notNull() },
  (t) => [onePerItem(t), placed(t), oneOf("takeaways_kind", t.kind, takeawayKinds)],
);

export const coveringAnalysts = pgTable(
  "covering_analysts",
  { ...inRevision, name: text().notNull(), firm: text() },
  (t) => [onePerItem(t), placed(t)],
);
