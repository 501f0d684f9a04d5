import { and, desc, eq, isNotNull, isNull } from "drizzle-orm";
import { companies, listings } from "@/db/schema/companies";
import { notes, revisions } from "@/db/schema/notes";
import { recalls } from "@/db/schema/publishing";
import { authorise, may } from "@/lib/auth/permissions";
import type { Context } from "@/lib/context";
import type { Period } from "@/lib/notes/period";

export type ShareableRevision = { id: string; number: number; publishedAt: Date };

/** A note as whoever shares it sees it. */
export type ShareableNote = {
  company: string;
  ticker: string;
  period: Period;
  /** the revision that was asked for, or the newest one that stands; null: there is none to share */
  revision: ShareableRevision | null;
  /** all that stand, newest first */
  revisions: ShareableRevision[];
  /** the revision with the highest number, which a link that follows the note shows; null: nothing is out yet */
  newest: { number: number; isRecalled: boolean } | null;
};

/** Null when there is no such note, or no such revision of it, that the actor may know of. */
export async function findShareable(
  ctx: Context,
  { ticker, period, number }: { ticker: string; period: Period; number: number | null },
): Promise<ShareableNote | null> {
  authorise(ctx.actor, "link.read");
  const rows = await ctx.db
    .select({
      company: companies.name,
      id: revisions.id,
      number: revisions.number,
      publishedAt: revisions.publishedAt,
      recalledAt: recalls.recalledAt,
    })
    .from(listings)
    .innerJoin(companies, eq(companies.id, listings.companyId))
    .innerJoin(notes, eq(notes.companyId, companies.id))
    .leftJoin(revisions, and(eq(revisions.noteId, notes.id), eq(revisions.state, "published")))
    .leftJoin(recalls, eq(recalls.revisionId, revisions.id))
    .where(
      and(
        eq(listings.ticker, ticker),
        isNotNull(listings.primarySince),
        isNull(listings.retiredAt),
        eq(notes.period, period),
      ),
    )
    .orderBy(desc(revisions.number));
  const [first] = rows;
  if (!first) return null;
  const out = rows.flatMap(({ id, number, publishedAt, recalledAt }) =>
    id !== null && number !== null && publishedAt ? [{ id, number, publishedAt, isRecalled: recalledAt !== null }] : [],
  );
  const [newest] = out;
  // That a note is there of which nothing is out tells that somebody writes it.
  if (!newest && !may(ctx.actor, "draft.read")) return null;
  if (number !== null && !out.some((each) => each.number === number)) return null;
  const standing = out.flatMap(({ isRecalled, ...revision }) => (isRecalled ? [] : [revision]));
  return {
    company: first.company,
    ticker,
    period,
    revision: standing.find((each) => number === null || each.number === number) ?? null,
    revisions: standing,
    newest: newest ? { number: newest.number, isRecalled: newest.isRecalled } : null,
  };
}
