import { sql } from "drizzle-orm";
import { check, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "./auth";
import { isSha256Of } from "./check";
import { revisions } from "./notes";

/** The exact bytes that readers get for a published revision, kept for as long as it. */
export const publications = pgTable(
  "publications",
  {
    revisionId: uuid("revision_id")
      .primaryKey()
      .references(() => revisions.id),
    article: text().notNull(),
    articleSha256: text("article_sha256").notNull(),
    style: text().notNull(),
    publishedAt: timestamp("published_at", { withTimezone: true }).notNull(),
  },
  (t) => [isSha256Of("publications_article_sha256", t.articleSha256, t.article)],
);

/** What is published is taken back by a fact beside it: from then on readers get the reason and no content. */
export const recalls = pgTable(
  "recalls",
  {
    revisionId: uuid("revision_id")
      .primaryKey()
      .references(() => revisions.id),
    recalledBy: uuid("recalled_by")
      .notNull()
      .references(() => users.id),
    recalledAt: timestamp("recalled_at", { withTimezone: true }).notNull().defaultNow(),
    reason: text().notNull(),
  },
  (t) => [check("recalls_reason", sql`${t.reason} ~ '\\S'`)],
);
