import { and, asc, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { users } from "@/db/schema/auth";
import { companies, listings } from "@/db/schema/companies";
import { exchanges } from "@/db/schema/exchanges";
import { guidanceRows } from "@/db/schema/guidance";
import {
  coveringAnalysts,
  headlines,
  items,
  notes,
  revisionEditors,
  revisionItems,
  revisions,
  takeaways,
} from "@/db/schema/notes";
import { approvals } from "@/db/schema/review";
import { riskAssessments } from "@/db/schema/risks";
import { citations, sources } from "@/db/schema/sources";
import { topicMentions, topicRows } from "@/db/schema/topics";
import { authorise } from "@/lib/auth/permissions";
import { readable } from "@/lib/auth/scope";
import type { Context, Database } from "@/lib/context";
import { compareLabels } from "@/lib/sources/model";
import type { Mention } from "@/lib/topics/model";
import type { Citation, NoteContent } from "./content";
import { type Period, shiftPeriod } from "./period";
import { itemOfRow } from "./rows";
import { isOpen, type OpenState } from "./state";

/** A published revision, or (for those who may read drafts) the newest open one of a note that has none out yet. */
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

export type OpenRevision = {
  id: string;
  state: OpenState;
  /** the number it would get now */
  nextNumber: number;
  summary: string | null;
  editors: string[];
};

export type NoteView = {
  period: Period;
  revision: ShownRevision;
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

/** The note of a company and quarter as the actor may see it; null when there is none for them. */
export async function findNote(ctx: Context, ticker: string, period: Period): Promise<NoteView | null> {
  authorise(ctx.actor, "note.read");
  const [found, periods] = await Promise.all([
    listReadableRevisions(ctx, ticker, period),
    listReadablePeriods(ctx, ticker),
  ]);
  const published = found.find((revision) => revision.state === "published");
  const open = found.filter((revision) => isOpen(revision.state));
  const shown = published ?? open[0];
  if (!shown) return null;
  const { summary: _, company, ...revision } = shown;
  const read = await readItems(ctx.db, shown.id);
  return {
    period,
    revision: { ...revision, state: revision.state as ShownRevision["state"] },
    content: { company, ticker, period, ...read.content },
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
    where ${approvals.revisionId} = ${revisions.id} order by ${approvals.approvedAt}, ${users.name})`;
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

/** What a revision says, as one value; null when there is no such revision. Asks nobody's leave: commands have asked. */
export async function readContent(db: Database, revisionId: string): Promise<NoteContent | null> {
  const [note] = await db
    .select({ company: companies.name, ticker: listings.ticker, period: notes.period })
    .from(revisions)
    .innerJoin(notes, eq(notes.id, revisions.noteId))
    .innerJoin(companies, eq(companies.id, notes.companyId))
    .innerJoin(listings, eq(listings.companyId, companies.id))
    .where(and(eq(revisions.id, revisionId), isNotNull(listings.primarySince), isNull(listings.retiredAt)));
  if (!note) return null;
  const read = await readItems(db, revisionId);
  return { ...note, ...read.content };
}

async function readItems(db: Database, revisionId: string) {
  const [rows, mentions, cited] = await Promise.all([
    listItemRows(db, revisionId),
    listMentions(db, revisionId),
    listCitations(db, revisionId),
  ]);
  const labels = new Map(cited.map(({ source }) => [source.label, source]));
  return {
    content: {
      items: rows.map((row) =>
        itemOfRow(row, {
          mentions: mentions
            .filter(({ itemId }) => itemId === row.id)
            .map(({ period, text, absent }): Mention => ({ period, text, absent })),
          citations: cited
            .filter(({ itemId }) => itemId === row.id)
            .map(({ field, offset, source }): Citation => ({ field, offset, label: source.label })),
        }),
      ),
      sources: [...labels.values()].sort((a, b) => compareLabels(a.label, b.label)),
    } satisfies Pick<NoteContent, "items" | "sources">,
    previousMentions: Object.fromEntries(rows.flatMap((row) => (row.previousText ? [[row.id, row.previousText]] : []))),
    assessed: Object.fromEntries(
      rows.flatMap(({ id, assessedBy: by, assessedAt: at }) => (by && at ? [[id, { by, at }]] : [])),
    ),
  };
}

function listItemRows(db: Database, revisionId: string) {
  const at = (table: { revisionId: AnyPgColumn; itemId: AnyPgColumn }) =>
    and(eq(table.revisionId, revisionItems.revisionId), eq(table.itemId, revisionItems.itemId));
  return db
    .select({
      id: items.id,
      kind: items.kind,
      headline: { text: headlines.text },
      takeaway: { kind: takeaways.kind, title: takeaways.title, body: takeaways.body },
      assessment: {
        severity: riskAssessments.severity,
        likelihood: riskAssessments.likelihood,
        horizon: riskAssessments.horizon,
        status: riskAssessments.status,
        commentary: riskAssessments.commentary,
      },
      assessedAt: riskAssessments.assessedAt,
      assessedBy: users.name,
      guidanceRow: {
        metric: guidanceRows.metric,
        period: guidanceRows.period,
        previous: guidanceRows.previous,
        current: guidanceRows.current,
        change: guidanceRows.change,
        changeText: guidanceRows.changeText,
      },
      topicRow: {
        topic: topicRows.topic,
        current: topicRows.current,
        trend: topicRows.trend,
        trendTag: topicRows.trendTag,
      },
      previousText: topicRows.previousText,
      exchange: {
        topic: exchanges.topic,
        question: exchanges.question,
        answer: exchanges.answer,
        askedBy: exchanges.askedBy,
        askedByFirm: exchanges.askedByFirm,
        speakers: exchanges.speakers,
        outcome: exchanges.outcome,
      },
      coveringAnalyst: { name: coveringAnalysts.name, firm: coveringAnalysts.firm },
    })
    .from(revisionItems)
    .innerJoin(items, eq(items.id, revisionItems.itemId))
    .leftJoin(headlines, at(headlines))
    .leftJoin(takeaways, at(takeaways))
    .leftJoin(riskAssessments, at(riskAssessments))
    .leftJoin(users, eq(users.id, riskAssessments.assessedBy))
    .leftJoin(guidanceRows, at(guidanceRows))
    .leftJoin(topicRows, at(topicRows))
    .leftJoin(exchanges, at(exchanges))
    .leftJoin(coveringAnalysts, at(coveringAnalysts))
    .where(eq(revisionItems.revisionId, revisionId))
    .orderBy(asc(revisionItems.rank));
}

function listMentions(db: Database, revisionId: string) {
  return db
    .select({
      itemId: topicMentions.itemId,
      period: topicMentions.period,
      text: topicMentions.text,
      absent: topicMentions.absent,
    })
    .from(topicMentions)
    .where(eq(topicMentions.revisionId, revisionId))
    .orderBy(asc(topicMentions.period));
}

function listCitations(db: Database, revisionId: string) {
  return db
    .select({
      itemId: citations.itemId,
      field: citations.field,
      offset: citations.offset,
      source: {
        label: sources.label,
        title: sources.title,
        kind: sources.kind,
        date: sources.date,
        address: sources.address,
      },
    })
    .from(citations)
    .innerJoin(sources, eq(sources.id, citations.sourceId))
    .where(eq(citations.revisionId, revisionId))
    .orderBy(asc(citations.field), asc(citations.offset), asc(sources.label));
}
