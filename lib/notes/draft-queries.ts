import { and, desc, eq, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { users } from "@/db/schema/auth";
import { companies, listings } from "@/db/schema/companies";
import { notes, revisionEditors, revisions } from "@/db/schema/notes";
import { recalls } from "@/db/schema/publishing";
import { authorise } from "@/lib/auth/permissions";
import { notRecalled, standing } from "@/lib/auth/scope";
import type { Context, Database } from "@/lib/context";
import { carry } from "./carry";
import { itemsOf, type NoteContent, parseContent } from "./content";
import type { Period } from "./period";
import { type OpenState, openStates } from "./state";

/** A revision on its way to readers, as whoever looks for it needs to know it. */
export type OpenDraft = {
  id: string;
  state: OpenState;
  /** who began it; null: the product itself */
  begunBy: { id: string; name: string } | null;
  begunAt: Date;
  /** names of everyone who had a hand in its words */
  editors: string[];
  /** the published revision that it is based on; null: nothing */
  basedOn: number | null;
  /** whether it can be published as things stand: nothing has come out since that is not in it */
  mayFollow: boolean;
};

export type NoteDrafts = {
  company: string;
  /** number of the newest published revision that was not recalled; null when none is out */
  published: number | null;
  /** the newest that was published and recalled, while none is out */
  recalled: { id: string; number: number } | null;
  /** newest first */
  drafts: OpenDraft[];
};

/** The open revisions of a note; null when the company has none for that quarter, or nothing is left of it. */
export async function findDraftsOf(ctx: Context, ticker: string, period: Period): Promise<NoteDrafts | null> {
  authorise(ctx.actor, "draft.read");
  const base = alias(revisions, "base");
  const editors = sql<string[]>`array(select ${users.name} from ${revisionEditors}
    join ${users} on ${users.id} = ${revisionEditors.userId}
    where ${revisionEditors.revisionId} = ${revisions.id} order by ${revisionEditors.since}, ${users.name})`;
  const rows = await ctx.db
    .select({
      company: companies.name,
      number: revisions.number,
      id: revisions.id,
      state: revisions.state,
      begunBy: { id: users.id, name: users.name },
      begunAt: revisions.createdAt,
      editors,
      basedOn: base.number,
      isRecalled: sql<boolean>`not ${notRecalled()}`,
    })
    .from(listings)
    .innerJoin(companies, eq(companies.id, listings.companyId))
    .innerJoin(notes, eq(notes.companyId, companies.id))
    .innerJoin(revisions, eq(revisions.noteId, notes.id))
    .leftJoin(base, eq(base.id, revisions.basedOn))
    .leftJoin(users, eq(users.id, revisions.createdBy))
    .where(and(atTicker(ticker), eq(notes.period, period), inArray(revisions.state, ["published", ...openStates])))
    .orderBy(desc(revisions.createdAt));
  const [first] = rows;
  if (!first) return null;
  const newestOf = (of: typeof rows) => of.reduce<number | null>((most, { number: n }) => higher(most, n), null);
  const published = newestOf(rows.filter(({ isRecalled }) => !isRecalled));
  const follow = [newestOf(rows), published];
  const last = published === null ? rows.find(({ number }) => number !== null && number === follow[0]) : undefined;
  return {
    company: first.company,
    published,
    recalled: last ? { id: last.id, number: last.number ?? 0 } : null,
    drafts: rows.flatMap(({ company: _, isRecalled: __, number, state, ...draft }) =>
      number === null ? [{ ...draft, state: state as OpenState, mayFollow: follow.includes(draft.basedOn) }] : [],
    ),
  };
}

function higher(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

/**
 * What a draft of a note is based on: its newest published revision that was not recalled; null when none is out. Asks
 * nobody's leave.
 */
export async function findNewest(db: Database, noteId: string): Promise<{ id: string; number: number | null } | null> {
  const [newest] = await db
    .select({ id: revisions.id, number: revisions.number })
    .from(revisions)
    .where(and(eq(revisions.noteId, noteId), standing()))
    .orderBy(desc(revisions.number))
    .limit(1);
  return newest ?? null;
}

/**
 * What was published over a draft's head, and is to be merged into it; null while it is based on the newest revision, or
 * on the newest that was not recalled. Asks nobody's leave.
 */
export async function findNewer(
  db: Database,
  { noteId, basedOn }: { noteId: string; basedOn: string | null },
): Promise<{ id: string; number: number } | null> {
  const [row] = await db
    .select({ id: revisions.id, number: revisions.number, isUpToDate: sql<boolean>`may_follow(${basedOn}, ${noteId})` })
    .from(revisions)
    .leftJoin(recalls, eq(recalls.revisionId, revisions.id))
    .where(and(eq(revisions.noteId, noteId), eq(revisions.state, "published"), isNull(recalls.revisionId)))
    .orderBy(desc(revisions.number))
    .limit(1);
  return row && !row.isUpToDate ? { id: row.id, number: row.number ?? 0 } : null;
}

/** A published note that the next one can be carried forward from, and how much of it would be. */
export type CarryBase = { period: Period; number: number; guidance: number; topics: number; risks: number };

/** What the note of a quarter could be carried forward from; null when no earlier quarter has a published note. */
export async function findCarryBase(ctx: Context, ticker: string, period: Period): Promise<CarryBase | null> {
  authorise(ctx.actor, "revision.create");
  const [company] = await ctx.db.select({ id: listings.companyId }).from(listings).where(atTicker(ticker));
  const [base] = company ? await listPublishedBefore(ctx.db, company.id, period, 1) : [];
  if (!base) return null;
  const items = carry({ period, notes: [base.content], threads: new Map(), newId: () => "" }).map(({ item }) => item);
  return {
    period: base.content.period,
    number: base.number,
    guidance: itemsOf({ items }, "guidance_row").length,
    topics: itemsOf({ items }, "topic_row").length,
    risks: itemsOf({ items }, "takeaway").length,
  };
}

type Published = { revisionId: string; number: number; content: NoteContent };

/** The newest published revision of each quarter before this one that was not recalled, newest quarter first. Asks nobody's leave. */
export async function listPublishedBefore(
  db: Database,
  companyId: string,
  period: Period,
  limit = 1_000, // more quarters than any company has
): Promise<Published[]> {
  const newest = db
    .selectDistinctOn([notes.period], { period: notes.period, id: revisions.id })
    .from(notes)
    .innerJoin(revisions, eq(revisions.noteId, notes.id))
    .where(and(eq(notes.companyId, companyId), lt(notes.period, period), standing()))
    .orderBy(desc(notes.period), desc(revisions.number))
    .limit(limit)
    .as("newest");
  const rows = await db
    .select({ revisionId: revisions.id, number: revisions.number, content: revisions.content })
    .from(newest)
    .innerJoin(revisions, eq(revisions.id, newest.id))
    .orderBy(desc(newest.period));
  return rows.map(({ revisionId, number, content }) => {
    return { revisionId, number: number ?? 0, content: parseContent(content ?? "") };
  });
}

const atTicker = (ticker: string) =>
  and(eq(listings.ticker, ticker), isNotNull(listings.primarySince), isNull(listings.retiredAt));
