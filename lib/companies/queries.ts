import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import { users } from "@/db/schema/auth";
import { companies, listings } from "@/db/schema/companies";
import { guidanceRows } from "@/db/schema/guidance";
import { headlines, notes, revisions, takeaways } from "@/db/schema/notes";
import { recalls } from "@/db/schema/publishing";
import { citations } from "@/db/schema/sources";
import { authorise } from "@/lib/auth/permissions";
import { notRecalled, readable } from "@/lib/auth/scope";
import type { Context } from "@/lib/context";
import type { Period } from "@/lib/notes/period";
import {
  boardPeriods,
  type Coverage,
  type CoverageCell,
  cellsOf,
  coverageOf,
  type GuidanceCount,
  inChangeOrder,
  type RevisionEntry,
} from "./coverage";

const primary = and(isNotNull(listings.primarySince), isNull(listings.retiredAt));

/** As many companies as a page lists; one more is read, so that it shows. */
export const companiesMax = 1_000;

/** The coverage board as the actor may see it: a viewer's is made of published revisions alone. */
export async function listCoverage(ctx: Context): Promise<Coverage & { isCut: boolean }> {
  authorise(ctx.actor, "company.read");
  const [rows, all] = await Promise.all([
    ctx.db
      .select({ id: companies.id, name: companies.name, ticker: listings.ticker, owner: users.name })
      .from(companies)
      .innerJoin(listings, and(eq(listings.companyId, companies.id), primary))
      .leftJoin(users, eq(users.id, companies.ownerId))
      .orderBy(asc(companies.name))
      .limit(companiesMax + 1),
    listRevisionEntries(ctx),
  ]);
  const shown = boardPeriods(all);
  const entries = all.filter(({ period }) => shown.includes(period));
  const guidance = await countGuidance(
    ctx,
    entries.filter(({ isRecalled }) => !isRecalled),
  );
  const coverage = coverageOf(
    rows.slice(0, companiesMax).map(({ id, ...company }) => {
      const own = entries.filter(({ companyId }) => companyId === id);
      return { ...company, cells: cellsOf(own, guidance) };
    }),
    shown,
  );
  return { ...coverage, isCut: rows.length > companiesMax };
}

/**
 * Of each note the newest published revision that stands, or the newest recalled one where none does, and every open one
 * that the actor may know of.
 */
async function listRevisionEntries(ctx: Context, companyId?: string): Promise<RevisionEntry[]> {
  const newest = sql`(select other.id from ${revisions} as other left join ${recalls} on recalls.revision_id = other.id
    where other.note_id = ${revisions.noteId} and other.state = 'published'
    order by recalls.revision_id is null desc, other.number desc limit 1)`;
  const rows = await ctx.db
    .select({
      companyId: notes.companyId,
      period: notes.period,
      id: revisions.id,
      state: revisions.state,
      number: revisions.number,
      publishedAt: revisions.publishedAt,
      isRecalled: sql<boolean>`not ${notRecalled()}`,
    })
    .from(revisions)
    .innerJoin(notes, eq(notes.id, revisions.noteId))
    .where(
      and(
        readable(ctx.actor),
        or(ne(revisions.state, "published"), eq(revisions.id, newest)),
        companyId ? eq(notes.companyId, companyId) : undefined,
      ),
    )
    .orderBy(asc(notes.period), desc(revisions.createdAt));
  return rows;
}

/** By revision id. */
async function countGuidance(ctx: Context, entries: RevisionEntry[]): Promise<Map<string, GuidanceCount[]>> {
  const counts = new Map<string, GuidanceCount[]>();
  if (entries.length === 0) return counts;
  const rows = await ctx.db
    .select({
      revisionId: guidanceRows.revisionId,
      change: guidanceRows.change,
      count: sql<number>`count(*)::int`,
    })
    .from(guidanceRows)
    .where(
      and(
        isNotNull(guidanceRows.change),
        inArray(
          guidanceRows.revisionId,
          entries.map(({ id }) => id),
        ),
      ),
    )
    .groupBy(guidanceRows.revisionId, guidanceRows.change);
  for (const { revisionId, change, count } of rows) {
    if (change) counts.set(revisionId, [...(counts.get(revisionId) ?? []), { change, count }]);
  }
  for (const [id, list] of counts) counts.set(id, inChangeOrder(list));
  return counts;
}

export type CompanyNote = {
  period: Period;
  headline: string;
  cell: CoverageCell;
  /** of the shown revision */
  takeaways: number;
  takeawaysCited: number;
  publishedAt: Date | null;
};

export type CompanyView = {
  name: string;
  ticker: string;
  /** the primary one first */
  listings: { ticker: string; exchange: string }[];
  /** ISO 4217 */
  reportingCurrency: string;
  /** month in which the fiscal year ends, 1 to 12 */
  fiscalYearEndMonth: number;
  owner: string | null;
  /** newest first */
  notes: CompanyNote[];
};

/** A company with the list of its notes as the actor may see them; null when the ticker is not a primary one. */
export async function findCompany(ctx: Context, ticker: string): Promise<CompanyView | null> {
  authorise(ctx.actor, "company.read");
  const [company] = await ctx.db
    .select({
      id: companies.id,
      name: companies.name,
      reportingCurrency: companies.reportingCurrency,
      fiscalYearEndMonth: companies.fiscalYearEndMonth,
      owner: users.name,
    })
    .from(listings)
    .innerJoin(companies, eq(companies.id, listings.companyId))
    .leftJoin(users, eq(users.id, companies.ownerId))
    .where(and(eq(listings.ticker, ticker), primary));
  if (!company) return null;
  const { id, ...facts } = company;
  const [listed, entries] = await Promise.all([
    ctx.db
      .select({ ticker: listings.ticker, exchange: listings.exchange })
      .from(listings)
      .where(and(eq(listings.companyId, id), isNull(listings.retiredAt)))
      .orderBy(sql`${listings.primarySince} nulls last`, asc(listings.ticker)),
    listRevisionEntries(ctx, id),
  ]);
  return { ...facts, ticker, listings: listed, notes: await listCompanyNotes(ctx, entries) };
}

async function listCompanyNotes(ctx: Context, entries: RevisionEntry[]): Promise<CompanyNote[]> {
  const said = entries.filter(({ isRecalled }) => !isRecalled);
  const [guidance, shown] = await Promise.all([countGuidance(ctx, said), summarise(ctx, said)]);
  return [...cellsOf(entries, guidance)]
    .map(([period, cell]) => {
      const summary = shown.get(cell.revisionId);
      return {
        period,
        cell,
        headline: summary?.headline ?? "",
        takeaways: summary?.takeaways ?? 0,
        takeawaysCited: summary?.cited ?? 0,
        publishedAt: said.find(({ id }) => id === cell.revisionId)?.publishedAt ?? null,
      };
    })
    .reverse();
}

/** Headline and how many takeaways cite a source, by revision id. */
async function summarise(ctx: Context, entries: RevisionEntry[]) {
  if (entries.length === 0) return new Map<string, never>();
  const ofRevision = sql`${takeaways.revisionId} = ${revisions.id}`;
  const isCited = sql`exists (select from ${citations}
    where ${citations.revisionId} = ${takeaways.revisionId} and ${citations.itemId} = ${takeaways.itemId})`;
  const rows = await ctx.db
    .select({
      id: revisions.id,
      headline: headlines.text,
      takeaways: sql<number>`(select count(*)::int from ${takeaways} where ${ofRevision})`,
      cited: sql<number>`(select count(*)::int from ${takeaways} where ${ofRevision} and ${isCited})`,
    })
    .from(revisions)
    .leftJoin(headlines, eq(headlines.revisionId, revisions.id))
    .where(
      inArray(
        revisions.id,
        entries.map(({ id }) => id),
      ),
    );
  return new Map(rows.map(({ id, ...summary }) => [id, summary]));
}

export type CompanyEntry = { name: string; ticker: string; owner: string | null; notes: number; latest: Period | null };

/** Companies by name, `companiesMax` and one at most, with how many notes of each the actor may read; one that was recalled is not read any more. */
export async function listCompanies(ctx: Context): Promise<CompanyEntry[]> {
  authorise(ctx.actor, "company.read");
  const readableNotes = ctx.db
    .selectDistinct({ companyId: notes.companyId, period: notes.period })
    .from(notes)
    .innerJoin(revisions, eq(revisions.noteId, notes.id))
    .where(and(readable(ctx.actor), notRecalled()))
    .as("readable_notes");
  return ctx.db
    .select({
      name: companies.name,
      ticker: listings.ticker,
      owner: users.name,
      notes: sql<number>`count(${readableNotes.period})::int`,
      latest: sql<Period | null>`max(${readableNotes.period})`,
    })
    .from(companies)
    .innerJoin(listings, and(eq(listings.companyId, companies.id), primary))
    .leftJoin(users, eq(users.id, companies.ownerId))
    .leftJoin(readableNotes, eq(readableNotes.companyId, companies.id))
    .groupBy(companies.id, companies.name, listings.ticker, users.name)
    .orderBy(asc(companies.name))
    .limit(companiesMax + 1);
}

/** The primary ticker that a former or further one leads to; null when it leads nowhere, or to more than one company. */
export async function findPrimaryTicker(ctx: Context, ticker: string): Promise<string | null> {
  authorise(ctx.actor, "company.read");
  const known = ctx.db.select({ id: listings.companyId }).from(listings).where(eq(listings.ticker, ticker));
  const rows = await ctx.db
    .select({ ticker: listings.ticker })
    .from(listings)
    .where(and(inArray(listings.companyId, known), primary));
  return rows.length === 1 ? (rows[0]?.ticker ?? null) : null;
}
