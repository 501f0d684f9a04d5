import { and, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { users } from "@/db/schema/auth";
import { companies, listings } from "@/db/schema/companies";
import { notes, revisionEditors, revisions } from "@/db/schema/notes";
import { approvals } from "@/db/schema/review";
import { authorise } from "@/lib/auth/permissions";
import { readable } from "@/lib/auth/scope";
import type { Context } from "@/lib/context";
import type { NoteContent } from "./content";
import { readItems, readPublished } from "./content-queries";
import { type Period, shiftPeriod } from "./period";
import { isOpen, type OpenState } from "./state";

/** A published revision, the newest unless another is asked for, or (for those who may read drafts) the newest open one of a note that has none out yet. */
export type ShownRevision = {
  id: string;
  state: "published" | OpenState;
  /** null until published; shown `r4` */
  number: number | null;
  publishedAt: Date | null;
  contentSha256: string | null;
  /** names of everyone who had a hand in its words */
  editors: string[];
  approvers: string[];
};

type OpenRevision = {
  id: string;
  state: OpenState;
  /** the number it would get now */
  nextNumber: number;
  summary: string | null;
  editors: string[];
};

export type NoteView = {
  /** the company's primary one now; the content has the one that was approved */
  ticker: string;
  period: Period;
  revision: ShownRevision;
  /** number of the newest published revision; null when none is out */
  newest: number | null;
  content: NoteContent;
  /** drafts under way beside the shown revision; empty for whoever may not read drafts */
  openRevisions: OpenRevision[];
  /** by item id: the previous mentions of a topic row in one piece, as the source had them */
  previousMentions: Record<string, string>;
  /** by item id: who assessed the risk, and when */
  assessed: Record<string, { by: string; at: Date }>;
  /** this quarter and its neighbours, in order, and whether the person finds a note there */
  quarters: { period: Period; hasNote: boolean }[];
};

/** The note of a company and quarter as the actor may see it, `number`: as that revision has it; null when there is none for them. */
export async function findNote(
  ctx: Context,
  ticker: string,
  period: Period,
  number?: number,
): Promise<NoteView | null> {
  authorise(ctx.actor, "note.read");
  const [found, periods] = await Promise.all([
    listReadableRevisions(ctx, ticker, period),
    listReadablePeriods(ctx, ticker),
  ]);
  const published = found.find((revision) => revision.state === "published");
  const open = found.filter((revision) => isOpen(revision.state));
  const shown = number === undefined ? (published ?? open[0]) : found.find((revision) => revision.number === number);
  if (!shown) return null;
  const { summary: _, company, ...revision } = shown;
  const [read, approved] = await Promise.all([readItems(ctx.db, shown.id), readPublished(ctx.db, shown.id)]);
  return {
    ticker,
    period,
    revision: { ...revision, state: revision.state as ShownRevision["state"] },
    newest: published?.number ?? null,
    content: approved ?? { company, ticker, period, ...read.content },
    openRevisions: open
      .filter(({ id }) => id !== shown.id)
      .map(({ id, state, summary, editors }) => {
        return { id, state: state as OpenState, nextNumber: (published?.number ?? 0) + 1, summary, editors };
      }),
    previousMentions: read.previousMentions,
    assessed: read.assessed,
    quarters: [-1, 0, 1].map((step) => {
      const quarter = shiftPeriod(period, step);
      return { period: quarter, hasNote: periods.includes(quarter) };
    }),
  };
}

const atTicker = (ticker: string) =>
  and(eq(listings.ticker, ticker), isNotNull(listings.primarySince), isNull(listings.retiredAt));

/** Published ones by number, newest first, then open ones, newest first. */
function listReadableRevisions(ctx: Context, ticker: string, period: Period) {
  const editors = sql<string[]>`array(select ${users.name} from ${revisionEditors}
    join ${users} on ${users.id} = ${revisionEditors.userId}
    where ${revisionEditors.revisionId} = ${revisions.id} order by ${revisionEditors.since}, ${users.name})`;
  const approvers = sql<string[]>`array(select ${users.name} from ${approvals}
    join ${users} on ${users.id} = ${approvals.approverId}
    where ${approvals.revisionId} = ${revisions.id} and ${approvals.contentSha256} = ${revisions.contentSha256}
    order by ${approvals.approvedAt}, ${users.name})`;
  return ctx.db
    .select({
      id: revisions.id,
      company: companies.name,
      state: revisions.state,
      number: revisions.number,
      publishedAt: revisions.publishedAt,
      contentSha256: revisions.contentSha256,
      summary: revisions.summary,
      editors,
      approvers,
    })
    .from(listings)
    .innerJoin(companies, eq(companies.id, listings.companyId))
    .innerJoin(notes, eq(notes.companyId, companies.id))
    .innerJoin(revisions, eq(revisions.noteId, notes.id))
    .where(and(atTicker(ticker), eq(notes.period, period), readable(ctx.actor)))
    .orderBy(sql`${revisions.number} desc nulls last`, desc(revisions.createdAt));
}

async function listReadablePeriods(ctx: Context, ticker: string): Promise<Period[]> {
  const rows = await ctx.db
    .selectDistinct({ period: notes.period })
    .from(listings)
    .innerJoin(notes, eq(notes.companyId, listings.companyId))
    .innerJoin(revisions, eq(revisions.noteId, notes.id))
    .where(and(atTicker(ticker), readable(ctx.actor)));
  return rows.map((row) => row.period);
}
