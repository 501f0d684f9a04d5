import { and, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { auditEvents } from "@/db/schema/audit";
import { users } from "@/db/schema/auth";
import { companies, listings } from "@/db/schema/companies";
import { notes, revisionEditors, revisions } from "@/db/schema/notes";
import { recalls } from "@/db/schema/publishing";
import { authorise, may } from "@/lib/auth/permissions";
import { readable } from "@/lib/auth/scope";
import type { Context } from "@/lib/context";
import type { NoteContent } from "./content";
import { readItems, readPublished } from "./content-queries";
import type { Begun } from "./draft-name";
import { type Period, shiftPeriod } from "./period";
import type { Recall } from "./recall-queries";
import { isOpen, type Numbers, type OpenState } from "./state";

/** A published revision, the newest that stands unless another is asked for, or (for those who may read drafts) the newest open one of a note that has none. */
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

type OpenRevision = Begun & {
  id: string;
  state: OpenState;
  summary: string | null;
  editors: string[];
};

export type NoteView = Numbers & {
  /** the company's primary one now; the content has the one that was approved */
  ticker: string;
  period: Period;
  revision: ShownRevision;
  content: NoteContent;
  /** that the shown revision itself was recalled */
  recall: Recall | null;
  /** what was recalled since the shown revision came out; newest first */
  recalls: Recall[];
  /** drafts under way beside the shown revision; empty for whoever may not read drafts */
  openRevisions: OpenRevision[];
  /** by item id: the previous mentions of a topic row in one piece, as the source had them */
  previousMentions: Record<string, string>;
  /** by item id: who assessed the risk, and when */
  assessed: Record<string, { by: string; at: Date }>;
  /** this quarter and its neighbours, in order, and whether the person finds a note there */
  quarters: { period: Period; hasNote: boolean }[];
};

/** The note of a company and quarter as the actor may see it, `number`: as that revision has it; null when there is none for them, or all of it was recalled. */
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
  const published = found.find(({ state, recall }) => state === "published" && !recall?.at);
  const open = found.filter((revision) => isOpen(revision.state));
  const shown = number === undefined ? (published ?? open[0]) : found.find((revision) => revision.number === number);
  const isRecalled = shown?.recall?.at != null;
  // What was recalled is history for those who write it; to everybody else its content is gone.
  if (!shown || (isRecalled && !may(ctx.actor, "draft.read"))) return null;
  const { summary: _, begunBy: __, begunAt: ___, company, recall, ...revision } = shown;
  const [read, approved] = await Promise.all([readItems(ctx.db, shown.id), readPublished(ctx.db, shown.id)]);
  return {
    ticker,
    period,
    revision: { ...revision, state: revision.state as ShownRevision["state"] },
    newest: found[0]?.number ?? null,
    standing: published?.number ?? null,
    content: approved ?? { company, ticker, period, ...read.content },
    recall: recallOf(shown.number, recall, 0)[0] ?? null,
    recalls: found.flatMap(({ number, recall }) => recallOf(number, recall, published?.number ?? 0)),
    openRevisions: open
      .filter(({ id }) => id !== shown.id)
      .map(({ id, state, summary, begunBy, begunAt, editors }) => {
        return { id, state: state as OpenState, summary, begunBy, begunAt, editors };
      }),
    previousMentions: read.previousMentions,
    assessed: read.assessed,
    quarters: [-1, 0, 1].map((step) => {
      const quarter = shiftPeriod(period, step);
      return { period: quarter, hasNote: periods.includes(quarter) };
    }),
  };
}

type FoundRecall = { by: string | null; at: Date | null; reason: string | null } | null;

/** Of a revision that came out after the shown one. */
function recallOf(number: number | null, recall: FoundRecall, shown: number): Recall[] {
  if (number === null || number <= shown || !recall?.by || !recall.at || !recall.reason) return [];
  return [{ number, by: recall.by, at: recall.at, reason: recall.reason }];
}

const atTicker = (ticker: string) =>
  and(eq(listings.ticker, ticker), isNotNull(listings.primarySince), isNull(listings.retiredAt));

/** Names of those whose approvals counted when a revision was published, whatever has become of their roles. */
export const approversOfRevision = sql<string[]>`array(select ${users.name} from ${auditEvents}
  cross join json_array_elements_text(${auditEvents.after} -> 'approverIds') with ordinality as approver (id, place)
  join ${users} on ${users.id} = approver.id::uuid
  where ${auditEvents.subjectId} = ${revisions.id} and ${auditEvents.after} ->> 'number' is not null order by place)`;

/** Published ones by number, newest first, then open ones, newest first. */
function listReadableRevisions(ctx: Context, ticker: string, period: Period) {
  const [recaller, beginner] = [alias(users, "recaller"), alias(users, "beginner")];
  const editors = sql<string[]>`array(select ${users.name} from ${revisionEditors}
    join ${users} on ${users.id} = ${revisionEditors.userId}
    where ${revisionEditors.revisionId} = ${revisions.id} order by ${revisionEditors.since}, ${users.name})`;
  return ctx.db
    .select({
      id: revisions.id,
      company: companies.name,
      state: revisions.state,
      number: revisions.number,
      publishedAt: revisions.publishedAt,
      contentSha256: revisions.contentSha256,
      summary: revisions.summary,
      begunBy: { name: beginner.name },
      begunAt: revisions.createdAt,
      editors,
      approvers: approversOfRevision,
      recall: { by: recaller.name, at: recalls.recalledAt, reason: recalls.reason },
    })
    .from(listings)
    .innerJoin(companies, eq(companies.id, listings.companyId))
    .innerJoin(notes, eq(notes.companyId, companies.id))
    .innerJoin(revisions, eq(revisions.noteId, notes.id))
    .leftJoin(recalls, eq(recalls.revisionId, revisions.id))
    .leftJoin(recaller, eq(recaller.id, recalls.recalledBy))
    .leftJoin(beginner, eq(beginner.id, revisions.createdBy))
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
