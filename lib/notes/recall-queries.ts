import { and, desc, eq, isNotNull, isNull } from "drizzle-orm";
import { users } from "@/db/schema/auth";
import { companies, listings } from "@/db/schema/companies";
import { notes, revisions } from "@/db/schema/notes";
import { recalls } from "@/db/schema/publishing";
import { authorise } from "@/lib/auth/permissions";
import { standing } from "@/lib/auth/scope";
import type { Context } from "@/lib/context";
import type { Period } from "./period";

/** That a published revision was taken back, and nothing of what it said. */
export type Recall = { number: number; by: string; at: Date; reason: string };

export type RecalledNote = {
  company: string;
  ticker: string;
  period: Period;
  /** newest revision first */
  recalls: Recall[];
};

/** What was recalled of a note; null when there is no such note, or nothing of it was. Says nothing of drafts. */
export async function findRecalls(ctx: Context, ticker: string, period: Period): Promise<RecalledNote | null> {
  authorise(ctx.actor, "note.read");
  const rows = await ctx.db
    .select({
      company: companies.name,
      number: revisions.number,
      by: users.name,
      at: recalls.recalledAt,
      reason: recalls.reason,
    })
    .from(listings)
    .innerJoin(companies, eq(companies.id, listings.companyId))
    .innerJoin(notes, eq(notes.companyId, companies.id))
    .innerJoin(revisions, eq(revisions.noteId, notes.id))
    .innerJoin(recalls, eq(recalls.revisionId, revisions.id))
    .innerJoin(users, eq(users.id, recalls.recalledBy))
    .where(atQuarter(ticker, period))
    .orderBy(desc(revisions.number));
  const [first] = rows;
  if (!first) return null;
  const told = rows.map(({ company: _, number, ...recall }) => ({ ...recall, number: number ?? 0 }));
  return { company: first.company, ticker, period, recalls: told };
}

/** A published revision that can be recalled: the newest that stands, or the one of that number; null when there is none. */
export async function findRecallable(
  ctx: Context,
  { ticker, period, number }: { ticker: string; period: Period; number: number | null },
): Promise<{ revisionId: string; company: string; ticker: string; period: Period; number: number } | null> {
  authorise(ctx.actor, "revision.recall");
  const [found] = await ctx.db
    .select({ revisionId: revisions.id, company: companies.name, number: revisions.number })
    .from(listings)
    .innerJoin(companies, eq(companies.id, listings.companyId))
    .innerJoin(notes, eq(notes.companyId, companies.id))
    .innerJoin(revisions, eq(revisions.noteId, notes.id))
    .where(and(atQuarter(ticker, period), standing(), number === null ? undefined : eq(revisions.number, number)))
    .orderBy(desc(revisions.number))
    .limit(1);
  return found ? { ...found, number: found.number ?? 0, ticker, period } : null;
}

const atQuarter = (ticker: string, period: Period) =>
  and(
    eq(listings.ticker, ticker),
    isNotNull(listings.primarySince),
    isNull(listings.retiredAt),
    eq(notes.period, period),
  );
