import { and, desc, eq, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { users } from "@/db/schema/auth";
import { listings } from "@/db/schema/companies";
import { notes, revisionEditors, revisions } from "@/db/schema/notes";
import { approvals, reviewLooks, reviewRequests, reviewSettings } from "@/db/schema/review";
import { may } from "@/lib/auth/permissions";
import type { Context } from "@/lib/context";
import { findNewer } from "@/lib/notes/draft-queries";
import type { Period } from "@/lib/notes/period";
import type { RevisionState } from "@/lib/notes/state";
import { readAsked, type SentBack } from "./asked-queries";
import { type Reviewed, readReviewed } from "./change-queries";
import { type SinceLook, sinceLook } from "./looked";

type Person = { id: string; name: string };

/** A revision as whoever reviews it, or waits for that, needs it. */
export type ReviewView = {
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
  /** everyone who had a hand in it */
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
    findLook(ctx, revisionId, head.contentSha256),
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
  const submitter = alias(users, "submitter");
  const people = (
    table: typeof revisionEditors | typeof reviewRequests | typeof approvals,
    id: unknown,
    more = sql``,
  ) =>
    sql<Person[]>`coalesce((
      select json_agg(json_build_object('id', ${users.id}, 'name', ${users.name}) order by ${users.name})
      from ${table} join ${users} on ${users.id} = ${id}
      where ${table.revisionId} = ${revisions.id} ${more}), '[]')`;
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
      newest: sql<number>`(select coalesce(max(${others.number}), 0) from ${revisions} as others
        where ${others.noteId} = ${revisions.noteId})`.mapWith(Number),
      editors: people(revisionEditors, revisionEditors.userId),
      asked: people(reviewRequests, reviewRequests.reviewerId),
      approvals: people(
        approvals,
        approvals.approverId,
        sql`and ${approvals.contentSha256} = ${revisions.contentSha256} and is_reviewer(${users.id})`,
      ),
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
    .where(eq(revisions.id, revisionId));
  return head ?? null;
}

/** The newest look of the actor at other words of the revision than it has now. */
async function findLook(ctx: Context, revisionId: string, contentSha256: string | null) {
  if (ctx.actor.kind !== "user") return null;
  const [look] = await ctx.db
    .select({ at: reviewLooks.lookedAt, changes: reviewLooks.changes })
    .from(reviewLooks)
    .where(
      and(
        eq(reviewLooks.revisionId, revisionId),
        eq(reviewLooks.userId, ctx.actor.id),
        ne(reviewLooks.contentSha256, contentSha256 ?? ""),
      ),
    )
    .orderBy(desc(reviewLooks.lookedAt))
    .limit(1);
  return look ?? null;
}
