import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { users } from "./auth";
import { items, revisions } from "./notes";

/** What the team says beside an item. It stays with the item across revisions and never reaches a reader. */
export const comments = pgTable(
  "comments",
  {
    id: uuid().primaryKey().defaultRandom(),
    itemId: uuid("item_id")
      .notNull()
      .references(() => items.id),
    /** the revision that its writer had open */
    revisionId: uuid("revision_id")
      .notNull()
      .references(() => revisions.id),
    /** the first comment of the thread; null: this is it */
    repliesTo: uuid("replies_to").references((): AnyPgColumn => comments.id),
    text: text().notNull(),
    writtenBy: uuid("written_by")
      .notNull()
      .references(() => users.id),
    writtenAt: timestamp("written_at", { withTimezone: true }).notNull().defaultNow(),
    /** the words it is about: the field, its whole text then, and where in that they stand; all null: the item */
    field: text(),
    fieldText: text("field_text"),
    /** UTF-16 code units */
    quoteStart: integer("quote_start"),
    quoteEnd: integer("quote_end"),
    /** of a thread, on its first comment */
    resolvedBy: uuid("resolved_by").references(() => users.id),
    resolvedAt: timestamp("resolved_at", { withTimezone: true }),
  },
  (t) => [
    index("comments_item").on(t.itemId, t.writtenAt),
    index("comments_thread").on(t.repliesTo),
    check("comments_text", sql`${t.text} ~ '\\S'`),
    check(
      "comments_words",
      sql`num_nulls(${t.field}, ${t.fieldText}, ${t.quoteStart}, ${t.quoteEnd}) = 4
        or (num_nulls(${t.field}, ${t.fieldText}, ${t.quoteStart}, ${t.quoteEnd}) = 0
          and ${t.quoteStart} >= 0 and ${t.quoteEnd} > ${t.quoteStart} and ${t.repliesTo} is null)`,
    ),
    check("comments_resolved", sql`(${t.resolvedBy} is null) = (${t.resolvedAt} is null)`),
    check("comments_thread_resolved", sql`${t.resolvedAt} is null or ${t.repliesTo} is null`),
  ],
);

/** Whom a comment calls on. */
export const commentMentions = pgTable(
  "comment_mentions",
  {
    commentId: uuid("comment_id")
      .notNull()
      .references(() => comments.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
  },
  (t) => [primaryKey({ columns: [t.commentId, t.userId] }), index("comment_mentions_user").on(t.userId)],
);
