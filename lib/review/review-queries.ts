import { and, desc, eq, gt, isNotNull, isNull, ne, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { users } from "@/db/schema/auth";
import { comments } from "@/db/schema/comments";
import { listings } from "@/db/schema/companies";
import { items, notes, revisions } from "@/db/schema/notes";
import { recalls } from "@/db/schema/publishing";
import { approvals, reviewLooks, reviewRequests, reviewSettings } from "@/db/schema/review";
import { may } from "@/lib/auth/permissions";
import type { Context } from "@/lib/context";
import type { Begun } from "@/lib/notes/draft-name";
import { findNewer } from "@/lib/notes/draft-queries";
import type { Period } from "@/lib/notes/period";
import type { RevisionState } from "@/lib/notes/state";
import { readAsked, type SentBack } from "./asked-queries";
import { type Reviewed, readReviewed } from "./change-queries";
import { type Look, type SinceLook, sinceLook } from "./looked";

type Person = { id: string; name: string };

/** A revision as whoever reviews it, or waits for that, needs it. */
export type ReviewView = Begun & {
  id: string;
  state: RevisionState;
  ticker: string;
  period: Period;
  summary: string;
  submittedBy: Person | null;
  submittedAt: Date | null;
  contentSha256: string | null;
  /** the number that it would get now */
  nextNumber: number;
  /** number of the revision that it is compared with; null: nothing is out */
  baseNumber: number | null;
  isBaseRecalled: boolean;
  /** everyone who had a hand in it, or in what it was cut out of */
  editors: Person[];
  /** whom it was sent to; nobody: any reviewer */
  asked: Person[];
  /** who has approved just this content */
  approvals: Person[];
  approvalsNeeded: number;
  reviewed: Reviewed;
  /** what came out since it was begun, and is to be merged first */
  newer: { number: number } | null;
  /** that it was cut out of another revision: it is what of that was accepted */
  isPart: boolean;
  sentBack: SentBack | null;
  since: SinceLook | null;
};

/** The revision of that id; null when there is none, or none for the actor. */
export async function findReview(ctx: Context, revisionId: string): Promise<ReviewView | null> {
  if (!may(ctx.actor, "draft.read")) return null;
  const head = await findHead(ctx, revisionId);
  if (!head) return null;
  const [reviewed, newer, look] = await Promise.all([
    readReviewed(ctx.db, revisionId),
    findNewer(ctx.db, head),
    findLook(ctx, head),
  ]);
  if (!reviewed) return null;
  const isBack = head.state === "changes_requested";
  const sentBack = isBack ? (await readAsked(ctx.db, revisionId, reviewed.changes)).sentBack : null;
  const { noteId: _, basedOn: __, cutFrom, newest, summary, ...view } = head;
  return {
    ...view,
    summary: summary ?? "",
    nextNumber: newest + 1,
    isPart: cutFrom !== null,
    reviewed,
    newer,
    sentBack,
    since: sinceLook(look, reviewed.changes),
  };
}

async function findHead(ctx: Context, revisionId: string) {
  const base = alias(revisions, "base");
  const others = alias(revisions, "others");
  const [submitter, beginner] = [alias(users, "submitter"), alias(users, "beginner")];
  const people = (which: SQL) =>
    sql<Person[]>`coalesce((
      select json_agg(json_build_object('id', ${users.id}, 'name', ${users.name}) order by ${users.name})
      from ${users} where ${which}), '[]')`;
  const [head] = await ctx.db
    .select({
      id: revisions.id,
      noteId: revisions.noteId,
      basedOn: revisions.basedOn,
      cutFrom: revisions.cutFrom,
      state: revisions.state,
      ticker: listings.ticker,
      period: notes.period,
      summary: revisions.summary,
      submittedBy: { id: submitter.id, name: submitter.name },
      submittedAt: revisions.submittedAt,
      contentSha256: revisions.contentSha256,
      baseNumber: base.number,
      isBaseRecalled: sql<boolean>`exists (select from ${recalls} where ${recalls.revisionId} = ${base.id})`,
      begunBy: { name: beginner.name },
      begunAt: revisions.createdAt,
      newest: sql<number>`(select coalesce(max(${others.number}), 0) from ${revisions} as others
        where ${others.noteId} = ${revisions.noteId})`.mapWith(Number),
      editors: people(sql`had_a_hand(${revisions.id}, ${users.id})`),
      asked: people(sql`exists (select from ${reviewRequests}
        where ${reviewRequests.revisionId} = ${revisions.id} and ${reviewRequests.reviewerId} = ${users.id})`),
      approvals: people(sql`is_reviewer(${users.id}) and not had_a_hand(${revisions.id}, ${users.id})
        and exists (select from ${approvals} where ${approvals.revisionId} = ${revisions.id}
          and ${approvals.approverId} = ${users.id} and ${approvals.contentSha256} = ${revisions.contentSha256})`),
      approvalsNeeded: reviewSettings.approvalsNeeded,
    })
    .from(revisions)
    .innerJoin(notes, eq(notes.id, revisions.noteId))
    .innerJoin(
      listings,
      and(
        eq(listings.companyId, notes.companyId),
        sql`${listings.primarySince} is not null and ${listings.retiredAt} is null`,
      ),
    )
    .innerJoin(reviewSettings, sql`true`)
    .leftJoin(base, eq(base.id, revisions.basedOn))
    .leftJoin(submitter, eq(submitter.id, revisions.submittedBy))
    .leftJoin(beginner, eq(beginner.id, revisions.createdBy))
    .where(eq(revisions.id, revisionId));
  return head ?? null;
}

/** The last look of the actor at the revision, and how much others have said of its note since. */
async function findLook(ctx: Context, { id, noteId }: { id: string; noteId: string }): Promise<Look | null> {
  if (ctx.actor.kind !== "user") return null;
  const said = (which: SQL) => sql<number>`count(${comments.id}) filter (where ${which})`.mapWith(Number);
  const { revisionId, userId, contentSha256, lookedAt } = reviewLooks;
  const [look] = await ctx.db
    .select({
      at: lookedAt,
      changes: reviewLooks.changes,
      comments: said(isNull(comments.repliesTo)),
      answers: said(isNotNull(comments.repliesTo)),
    })
    .from(reviewLooks)
    .innerJoin(items, eq(items.noteId, noteId))
    .leftJoin(
      comments,
      and(eq(comments.itemId, items.id), gt(comments.writtenAt, lookedAt), ne(comments.writtenBy, userId)),
    )
    .where(and(eq(revisionId, id), eq(userId, ctx.actor.id)))
    .groupBy(revisionId, userId, contentSha256)
    .orderBy(desc(lookedAt))
    .limit(1);
  return look ?? null;
}
