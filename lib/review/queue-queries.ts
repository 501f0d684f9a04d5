import { and, asc, eq, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { auditEvents } from "@/db/schema/audit";
import { users } from "@/db/schema/auth";
import { companies, listings } from "@/db/schema/companies";
import { notes, revisions } from "@/db/schema/notes";
import { approvals, reviewRequests } from "@/db/schema/review";
import { may } from "@/lib/auth/permissions";
import type { Context, UserActor } from "@/lib/context";
import type { Period } from "@/lib/notes/period";
import type { RevisionState } from "@/lib/notes/state";

/** A revision on somebody's list: those that were sent to them by name before the others, of each the longest waiting first. */
export type QueuedRevision = {
  id: string;
  company: string;
  ticker: string;
  period: Period;
  state: RevisionState;
  summary: string | null;
  submittedBy: string | null;
  submittedAt: Date | null;
  /** names of who was asked for by name */
  asked: string[];
};

export type Queue = { waiting: QueuedRevision[]; sent: QueuedRevision[]; others: QueuedRevision[]; isCut: boolean };

/** As many revisions as a page lists, of all three kinds together; `isCut`: there are more. */
export const queuedMax = 500;

/** What waits for the actor's review, what they sent or wrote in, and what else is under way. Empty for who may read no drafts. */
export async function listQueue(ctx: Context): Promise<Queue> {
  const { actor } = ctx;
  if (actor.kind !== "user" || !may(actor, "draft.read")) return { waiting: [], sent: [], others: [], isCut: false };
  const submitter = alias(users, "submitter");
  const waits = sql<boolean>`(${waitsFor(actor)})`;
  const isOwn = isOwnOf(actor);
  const read = await ctx.db
    .select({
      id: revisions.id,
      company: companies.name,
      ticker: listings.ticker,
      period: notes.period,
      state: revisions.state,
      summary: revisions.summary,
      submittedBy: submitter.name,
      submittedAt: revisions.submittedAt,
      asked: sql<string[]>`array(select ${users.name} from ${reviewRequests}
        join ${users} on ${users.id} = ${reviewRequests.reviewerId}
        where ${reviewRequests.revisionId} = ${revisions.id} order by ${users.name})`,
      waits,
      isOwn,
    })
    .from(revisions)
    .innerJoin(notes, eq(notes.id, revisions.noteId))
    .innerJoin(companies, eq(companies.id, notes.companyId))
    .innerJoin(
      listings,
      and(eq(listings.companyId, companies.id), isNotNull(listings.primarySince), isNull(listings.retiredAt)),
    )
    .leftJoin(submitter, eq(submitter.id, revisions.submittedBy))
    .where(inArray(revisions.state, ["in_review", "changes_requested"]))
    .orderBy(
      sql`not exists (select from ${reviewRequests} where ${reviewRequests.revisionId} = ${revisions.id}
      and ${reviewRequests.reviewerId} = ${actor.id})`,
      asc(revisions.submittedAt),
      asc(revisions.id),
    )
    .limit(queuedMax + 1);
  const rows = read.slice(0, queuedMax);
  const plain = ({ waits: _, isOwn: __, ...row }: (typeof rows)[number]): QueuedRevision => row;
  return {
    waiting: rows.filter(({ waits }) => waits).map(plain),
    sent: rows.filter(({ waits, isOwn }) => !waits && isOwn).map(plain),
    others: rows.filter(({ waits, isOwn }) => !waits && !isOwn).map(plain),
    isCut: read.length > queuedMax,
  };
}

/** A revision that waits for the actor: for their review, or for what a reviewer asked of them. */
export type WaitingRevision = {
  id: string;
  company: string;
  ticker: string;
  period: Period;
  /** `asked`: for their review, sent to them by name; `open`: for any reviewer's; `back`: they wrote it, and it was sent back */
  why: "asked" | "open" | "back";
  /** by whose act it waits, and since when */
  by: string | null;
  since: Date;
  /** why it was submitted, or sent back */
  words: string | null;
};

/** The newest event that brought a revision back to its writers: it was sent back, or its accepted part cut out. */
const sentBackBy = sql`greatest(
  (select max(said.seq) from ${auditEvents} as said
    where said.subject_id = ${revisions.id} and said.action = 'revision.sent_back'),
  (select max(said.seq) from ${revisions} as part join ${auditEvents} as said on said.subject_id = part.id
    where part.cut_from = ${revisions.id} and said.action = 'revision.cut'))`;

/**
 * What waits for the actor, for their review or sent back to them; what is theirs before what any reviewer could take:
 * `queuedMax`, and one more where there are more. Empty for who may read no drafts.
 */
export async function listWaitingRevisions(ctx: Context): Promise<WaitingRevision[]> {
  const { actor } = ctx;
  if (actor.kind !== "user" || !may(actor, "draft.read")) return [];
  const by = alias(users, "by");
  const back = isBackWith(actor);
  const rows = await ctx.db
    .select({
      id: revisions.id,
      company: companies.name,
      ticker: listings.ticker,
      period: notes.period,
      why: sql<WaitingRevision["why"]>`case when ${back} then 'back'
        when ${reviewRequests.reviewerId} is null then 'open' else 'asked' end`,
      by: by.name,
      since: sql`coalesce(${auditEvents.at}, ${revisions.submittedAt})`.mapWith(auditEvents.at),
      words: sql<string | null>`coalesce(${auditEvents.after} ->> 'reason', ${revisions.summary})`,
    })
    .from(revisions)
    .innerJoin(notes, eq(notes.id, revisions.noteId))
    .innerJoin(companies, eq(companies.id, notes.companyId))
    .innerJoin(
      listings,
      and(eq(listings.companyId, companies.id), isNotNull(listings.primarySince), isNull(listings.retiredAt)),
    )
    .leftJoin(reviewRequests, and(eq(reviewRequests.revisionId, revisions.id), eq(reviewRequests.reviewerId, actor.id)))
    .leftJoin(auditEvents, and(back, eq(auditEvents.seq, sentBackBy)))
    .leftJoin(
      by,
      sql`case when ${auditEvents.seq} is null then ${by.id} = ${revisions.submittedBy}
        else ${auditEvents.actor} = 'user:' || ${by.id} end`,
    )
    .where(or(waitsFor(actor), back))
    .orderBy(sql`not ${back} and ${reviewRequests.reviewerId} is null`, asc(revisions.submittedAt), asc(revisions.id))
    .limit(queuedMax + 1);
  return rows;
}

/** How many revisions wait for the actor's review, and how many were sent back to them. */
export async function countWaitingRevisions(ctx: Context): Promise<{ reviews: number; back: number }> {
  const { actor } = ctx;
  if (actor.kind !== "user" || !may(actor, "draft.read")) return { reviews: 0, back: 0 };
  const back = isBackWith(actor);
  const [row] = await ctx.db
    .select({
      reviews: sql<number>`count(*) filter (where not ${back})::int`,
      back: sql<number>`count(*) filter (where ${back})::int`,
    })
    .from(revisions)
    .where(or(waitsFor(actor), back));
  return row ?? { reviews: 0, back: 0 };
}

/** Sent back, and they wrote in it or submitted it. */
function isBackWith(actor: UserActor): SQL {
  return sql`(${revisions.state} = 'changes_requested' and ${isOwnOf(actor)})`;
}

function isOwnOf(actor: UserActor): SQL<boolean> {
  return sql<boolean>`(${hadAHand(actor)} or ${revisions.submittedBy} = ${actor.id})`;
}

/** In review, not by the actor, and sent to them, or to nobody by name; and not approved by them already. */
function waitsFor(actor: UserActor): SQL | undefined {
  if (!may(actor, "revision.review")) return sql`false`;
  const asked = sql`(select from ${reviewRequests} where ${reviewRequests.revisionId} = ${revisions.id}`;
  return and(
    eq(revisions.state, "in_review"),
    sql`not ${hadAHand(actor)}`,
    or(sql`not exists ${asked})`, sql`exists ${asked} and ${reviewRequests.reviewerId} = ${actor.id})`),
    sql`not exists (select from ${approvals} where ${approvals.revisionId} = ${revisions.id}
      and ${approvals.approverId} = ${actor.id} and ${approvals.contentSha256} = ${revisions.contentSha256})`,
  );
}

function hadAHand(actor: UserActor): SQL {
  return sql`had_a_hand(${revisions.id}, ${actor.id})`;
}
