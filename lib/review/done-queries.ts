import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/auth";
import { listings } from "@/db/schema/companies";
import { notes, revisionEditors, revisions } from "@/db/schema/notes";
import { reviewRequests } from "@/db/schema/review";
import { may } from "@/lib/auth/permissions";
import type { Context } from "@/lib/context";
import type { Begun } from "@/lib/notes/draft-name";
import type { Period } from "@/lib/notes/period";
import type { RevisionState } from "@/lib/notes/state";

/** What became of a revision, to say where somebody arrives who has just done it. */
export type Done = Begun & {
  id: string;
  state: RevisionState;
  number: number | null;
  ticker: string;
  period: Period;
  /** names of those who wrote in it */
  editors: string[];
  /** names of who was asked to review it; none: any reviewer */
  asked: string[];
};

/** `revisionId`: as the address of a page has it; `ticker`: of that page's company, null: it is of none. Null for whoever may read no drafts. */
export async function findDone(ctx: Context, ticker: string | null, revisionId: unknown): Promise<Done | null> {
  const id = z.uuid().safeParse(revisionId);
  if (!id.success || !may(ctx.actor, "draft.read")) return null;
  const [done] = await ctx.db
    .select({
      id: revisions.id,
      state: revisions.state,
      number: revisions.number,
      ticker: listings.ticker,
      period: notes.period,
      editors: sql<string[]>`array(select editor.name from ${revisionEditors}
        join ${users} as editor on editor.id = ${revisionEditors.userId}
        where ${revisionEditors.revisionId} = ${revisions.id} order by editor.name)`,
      begunBy: { id: users.id, name: users.name },
      begunAt: revisions.createdAt,
      asked: sql<string[]>`array(select asked.name from ${reviewRequests}
        join ${users} as asked on asked.id = ${reviewRequests.reviewerId}
        where ${reviewRequests.revisionId} = ${revisions.id} order by asked.name)`,
    })
    .from(revisions)
    .innerJoin(notes, eq(notes.id, revisions.noteId))
    .innerJoin(listings, eq(listings.companyId, notes.companyId))
    .leftJoin(users, eq(users.id, revisions.createdBy))
    .where(
      and(
        eq(revisions.id, id.data),
        ticker === null ? undefined : eq(listings.ticker, ticker),
        isNotNull(listings.primarySince),
        isNull(listings.retiredAt),
      ),
    );
  return done ?? null;
}
