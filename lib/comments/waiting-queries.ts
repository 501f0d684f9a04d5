import { and, desc, eq, isNotNull, isNull, ne, type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, alias } from "drizzle-orm/pg-core";
import { users } from "@/db/schema/auth";
import { commentMentions, comments } from "@/db/schema/comments";
import { companies, listings } from "@/db/schema/companies";
import { exchanges } from "@/db/schema/exchanges";
import { guidanceRows } from "@/db/schema/guidance";
import { coveringAnalysts, headlines, items, notes, revisions, takeaways } from "@/db/schema/notes";
import { topicRows } from "@/db/schema/topics";
import { authorise, may } from "@/lib/auth/permissions";
import { readable } from "@/lib/auth/scope";
import type { Context, UserActor } from "@/lib/context";
import type { ItemKind } from "@/lib/notes/content";
import type { Period } from "@/lib/notes/period";
import { isOpen, type OpenState } from "@/lib/notes/state";

/** A thread in which somebody else has the last word, and the actor is called on or has spoken. */
export type WaitingThread = {
  threadId: string;
  /** who has the last word, what it says and since when */
  by: string;
  text: string;
  since: Date;
  /** whether the actor is called on in it; else it is an answer in a thread of theirs */
  isMention: boolean;
  item: { kind: ItemKind; name: string | null };
  company: string;
  ticker: string;
  period: Period;
  /** the revision that it was said on, while that is on its way to readers; null: the note's page has the thread */
  open: { id: string; state: OpenState } | null;
};

const first = alias(comments, "first");
const last = alias(comments, "last");

/** As many threads as the desk lists; those that are answered make room. */
export const waitingMax = 500;

/** What waits for an answer of the actor's, newest first: `waitingMax`, and one more where there are more. */
export async function listWaiting(ctx: Context): Promise<WaitingThread[]> {
  authorise(ctx.actor, "draft.read");
  if (ctx.actor.kind !== "user") return [];
  const at = { revisionId: last.revisionId, itemId: first.itemId };
  const of = (table: { revisionId: AnyPgColumn; itemId: AnyPgColumn }) =>
    and(eq(table.revisionId, at.revisionId), eq(table.itemId, at.itemId));
  const rows = await ctx.db
    .select({
      threadId: first.id,
      by: users.name,
      text: last.text,
      since: last.writtenAt,
      isMention: isCalledOn(ctx.actor, sql`${last.id}`),
      kind: items.kind,
      name: sql<
        string | null
      >`coalesce(${headlines.text}, ${takeaways.title}, ${guidanceRows.metric}, ${topicRows.topic},
        ${exchanges.topic}, ${exchanges.question}, ${coveringAnalysts.name})`,
      company: companies.name,
      ticker: listings.ticker,
      period: notes.period,
      revisionId: last.revisionId,
      state: revisions.state,
    })
    .from(first)
    .innerJoin(last, eq(last.id, lastOf()))
    .innerJoin(users, eq(users.id, last.writtenBy))
    .innerJoin(items, eq(items.id, first.itemId))
    .innerJoin(notes, eq(notes.id, items.noteId))
    .innerJoin(companies, eq(companies.id, notes.companyId))
    .innerJoin(listings, and(eq(listings.companyId, companies.id), isPrimary))
    .innerJoin(revisions, eq(revisions.id, last.revisionId))
    .leftJoin(headlines, of(headlines))
    .leftJoin(takeaways, of(takeaways))
    .leftJoin(guidanceRows, of(guidanceRows))
    .leftJoin(topicRows, of(topicRows))
    .leftJoin(exchanges, of(exchanges))
    .leftJoin(coveringAnalysts, of(coveringAnalysts))
    .where(waitsFor(ctx, ctx.actor))
    .orderBy(desc(last.writtenAt), desc(last.id))
    .limit(waitingMax + 1);
  return rows.map(({ kind, name, revisionId, state, ...row }) => ({
    ...row,
    item: { kind, name: name || null },
    open: isOpen(state) ? { id: revisionId, state } : null,
  }));
}

/** How many of these there are; none for whoever may not read drafts. */
export async function countWaiting(ctx: Context): Promise<number> {
  if (ctx.actor.kind !== "user" || !may(ctx.actor, "draft.read")) return 0;
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(first)
    .innerJoin(last, eq(last.id, lastOf()))
    .innerJoin(items, eq(items.id, first.itemId))
    .where(waitsFor(ctx, ctx.actor));
  return row?.count ?? 0;
}

const isPrimary = and(isNotNull(listings.primarySince), isNull(listings.retiredAt));

/** The newest comment of the thread. */
function lastOf(): SQL {
  return sql`(select said.id from ${comments} as said where ${first.id} in (said.id, said.replies_to)
    order by said.replies_to is null, said.written_at desc, said.id desc limit 1)`;
}

function isCalledOn({ id }: UserActor, comment: SQL): SQL<boolean> {
  return sql<boolean>`exists (select from ${commentMentions}
    where ${commentMentions.commentId} = ${comment} and ${commentMentions.userId} = ${id})`;
}

function waitsFor(ctx: Context, actor: UserActor): SQL | undefined {
  const isParty = sql`exists (select from ${comments} as said where ${first.id} in (said.id, said.replies_to)
    and (said.written_by = ${actor.id} or ${isCalledOn(actor, sql`said.id`)}))`;
  // A note of which nothing is left to open has no page on which to answer.
  const hasPage = sql`exists (select from ${revisions} where ${revisions.noteId} = ${items.noteId} and ${readable(ctx.actor)})`;
  return and(isNull(first.repliesTo), isNull(first.resolvedAt), ne(last.writtenBy, actor.id), isParty, hasPage);
}
