import { and, asc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, alias, type PgTable } from "drizzle-orm/pg-core";
import { users } from "@/db/schema/auth";
import { companies, listings } from "@/db/schema/companies";
import { exchanges } from "@/db/schema/exchanges";
import { guidanceRows } from "@/db/schema/guidance";
import { coveringAnalysts, headlines, items, notes, revisionItems, revisions, takeaways } from "@/db/schema/notes";
import { riskAssessments } from "@/db/schema/risks";
import { citations, sources } from "@/db/schema/sources";
import { topicMentions, topicRows } from "@/db/schema/topics";
import type { Database } from "@/lib/context";
import { compareLabels, type SourceEntry } from "@/lib/sources/model";
import type { Mention } from "@/lib/topics/model";
import { type Citation, compareCitations, type ItemKind, type NoteContent, parseContent } from "./content";
import type { DisplacedMark } from "./plan";
import { itemOfRow } from "./rows";

/** The table of the fields of each kind of item. */
export const fieldTables = {
  headline: headlines,
  takeaway: takeaways,
  guidance_row: guidanceRows,
  topic_row: topicRows,
  exchange: exchanges,
  covering_analyst: coveringAnalysts,
} as const satisfies Record<ItemKind, PgTable>;

const sourceColumns = {
  label: sources.label,
  title: sources.title,
  kind: sources.kind,
  date: sources.date,
  address: sources.address,
};

/** What a revision says, as one value; null when there is no such revision. Asks nobody's leave: commands have asked. */
export async function readContent(db: Database, revisionId: string): Promise<NoteContent | null> {
  return (await readMarked(db, revisionId))?.content ?? null;
}

/** With it those of its marks that have lost their place. */
export async function readMarked(db: Database, revisionId: string) {
  const [note] = await db
    .select({ company: companies.name, ticker: listings.ticker, period: notes.period })
    .from(revisions)
    .innerJoin(notes, eq(notes.id, revisions.noteId))
    .innerJoin(companies, eq(companies.id, notes.companyId))
    .innerJoin(listings, eq(listings.companyId, companies.id))
    .where(and(eq(revisions.id, revisionId), isNotNull(listings.primarySince), isNull(listings.retiredAt)));
  if (!note) return null;
  const { content, displaced } = await readItems(db, revisionId);
  return { content: { ...note, ...content } satisfies NoteContent, displaced };
}

/** The very words that were approved, whatever the company is called by now; null for what is not published. */
export async function readPublished(db: Database, revisionId: string): Promise<NoteContent | null> {
  const [row] = await db
    .select({ content: revisions.content })
    .from(revisions)
    .where(and(eq(revisions.id, revisionId), eq(revisions.state, "published")));
  return row?.content ? parseContent(row.content) : null;
}

/** The items of a revision with what belongs to them, in three queries whatever the note's length. */
export async function readItems(db: Database, revisionId: string) {
  const [rows, mentions, cited] = await Promise.all([
    listItemRows(db, eq(revisionItems.revisionId, revisionId)),
    listMentions(db, eq(topicMentions.revisionId, revisionId)),
    listCitations(db, eq(citations.revisionId, revisionId)),
  ]);
  const labels = new Map(cited.map(({ source }) => [source.label, source]));
  return {
    content: {
      items: rows.map((row) => itemOfRow(row, belonging(row.id, mentions, cited))),
      sources: [...labels.values()].sort((a, b) => compareLabels(a.label, b.label)),
    } satisfies Pick<NoteContent, "items" | "sources">,
    previousMentions: Object.fromEntries(rows.flatMap((row) => (row.previousText ? [[row.id, row.previousText]] : []))),
    assessed: Object.fromEntries(
      rows.flatMap(({ id, assessedBy: by, assessedAt: at }) => (by && at ? [[id, { by, at }]] : [])),
    ),
    ranks: Object.fromEntries(rows.map(({ id, rank }) => [id, rank])),
    baseRanks: Object.fromEntries(rows.flatMap(({ id, baseRank }) => (baseRank === null ? [] : [[id, baseRank]]))),
    displaced: displacedAmong(cited),
  };
}

/** What of the mentions and citations belongs to an item. */
export function belonging(id: string, mentions: MentionRow[], cited: CitationRow[]) {
  return {
    mentions: mentions
      .filter(({ itemId }) => itemId === id)
      .map(({ period, text, absent }): Mention => ({ period, text, absent })),
    citations: cited
      .filter(({ itemId }) => itemId === id)
      .map(({ field, offset, source }): Citation => ({ field, offset, label: source.label }))
      .sort(compareCitations),
  };
}

/** The marks that stand at their field's end because the words that they stood in are gone. */
export function displacedAmong(cited: CitationRow[]): DisplacedMark[] {
  return cited.flatMap(({ itemId, field, offset, source, displacedAt: since }) =>
    since ? [{ itemId, field, offset, label: source.label, since }] : [],
  );
}

/** Of each table the first column is one that is never null: by it drizzle tells whether there is a row. */
function listItemRows(db: Database, where: SQL | undefined) {
  const at = (table: { revisionId: AnyPgColumn; itemId: AnyPgColumn }) =>
    and(eq(table.revisionId, revisionItems.revisionId), eq(table.itemId, revisionItems.itemId));
  const base = alias(revisionItems, "base");
  const baseId = sql`(select based_on from revisions where id = ${revisionItems.revisionId})`;
  return db
    .select({
      id: items.id,
      kind: items.kind,
      rank: revisionItems.rank,
      /** where it stood in the revision that this one is based on */
      baseRank: base.rank,
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
        question: exchanges.question,
        topic: exchanges.topic,
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
    .leftJoin(base, and(eq(base.revisionId, baseId), eq(base.itemId, revisionItems.itemId)))
    .leftJoin(headlines, at(headlines))
    .leftJoin(takeaways, at(takeaways))
    .leftJoin(riskAssessments, at(riskAssessments))
    .leftJoin(users, eq(users.id, riskAssessments.assessedBy))
    .leftJoin(guidanceRows, at(guidanceRows))
    .leftJoin(topicRows, at(topicRows))
    .leftJoin(exchanges, at(exchanges))
    .leftJoin(coveringAnalysts, at(coveringAnalysts))
    .where(where)
    .orderBy(asc(revisionItems.rank));
}

type MentionRow = Awaited<ReturnType<typeof listMentions>>[number];

export function listMentions(db: Database, where: SQL | undefined) {
  return db
    .select({
      itemId: topicMentions.itemId,
      period: topicMentions.period,
      text: topicMentions.text,
      absent: topicMentions.absent,
    })
    .from(topicMentions)
    .where(where)
    .orderBy(asc(topicMentions.period));
}

type CitationRow = Awaited<ReturnType<typeof listCitations>>[number];

export function listCitations(db: Database, where: SQL | undefined) {
  return db
    .select({
      itemId: citations.itemId,
      field: citations.field,
      offset: citations.offset,
      displacedAt: citations.displacedAt,
      source: sourceColumns,
    })
    .from(citations)
    .innerJoin(sources, eq(sources.id, citations.sourceId))
    .where(where);
}

/** The note's documents with these labels, or all of them, in the order of their labels. */
export async function listSources(db: Database, noteId: string, labels?: readonly string[]): Promise<SourceEntry[]> {
  const named = labels ? inArray(sources.label, [...labels]) : undefined;
  const rows = await db
    .select(sourceColumns)
    .from(sources)
    .where(and(eq(sources.noteId, noteId), named));
  return rows.sort((a, b) => compareLabels(a.label, b.label));
}
