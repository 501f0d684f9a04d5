import { and, asc, eq, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { users } from "@/db/schema/auth";
import { companies, listings } from "@/db/schema/companies";
import { notes, revisions } from "@/db/schema/notes";
import { approvals, reviewRequests } from "@/db/schema/review";
import { may } from "@/lib/auth/permissions";
import type { Context, UserActor } from "@/lib/context";
import type { Period } from "@/lib/notes/period";
import type { RevisionState } from "@/lib/notes/state";

/** A revision on somebody's list, the longest waiting first. */
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

export type Queue = { waiting: QueuedRevision[]; sent: QueuedRevision[]; others: QueuedRevision[] };

/** What waits for the actor's review, what they sent or wrote in, and what else is under way. Empty for who may read no drafts. */
export async function listQueue(ctx: Context): Promise<Queue> {
  const { actor } = ctx;
  if (actor.kind !== "user" || !may(actor, "draft.read")) return { waiting: [], sent: [], others: [] };
  const submitter = alias(users, "submitter");
  const waits = sql<boolean>`(${waitsFor(actor)})`;
  const isOwn = sql<boolean>`(${hadAHand(actor)} or ${revisions.submittedBy} = ${actor.id})`;
  const rows = await ctx.db
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
    .orderBy(asc(revisions.submittedAt), asc(revisions.id));
  const plain = ({ waits: _, isOwn: __, ...row }: (typeof rows)[number]): QueuedRevision => row;
  return {
    waiting: rows.filter(({ waits }) => waits).map(plain),
    sent: rows.filter(({ waits, isOwn }) => !waits && isOwn).map(plain),
    others: rows.filter(({ waits, isOwn }) => !waits && !isOwn).map(plain),
  };
}

/** How many revisions wait for the actor's review. */
export async function countWaitingReviews(ctx: Context): Promise<number> {
  const { actor } = ctx;
  if (actor.kind !== "user" || !may(actor, "revision.review")) return 0;
  const [row] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(revisions).where(waitsFor(actor));
  return row?.count ?? 0;
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
