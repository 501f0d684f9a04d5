import { and, asc, desc, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { auditEvents } from "@/db/schema/audit";
import { users } from "@/db/schema/auth";
import { companies, listings } from "@/db/schema/companies";
import { notes, revisionEditors, revisions } from "@/db/schema/notes";
import { recalls } from "@/db/schema/publishing";
import { authorise, may } from "@/lib/auth/permissions";
import { readable } from "@/lib/auth/scope";
import type { Context, Database } from "@/lib/context";
import { blame, type Line, type NamedEvent } from "./blame";
import type { NoteContent } from "./content";
import { readContent, readPublished } from "./content-queries";
import type { Period } from "./period";
import { approversOfRevision } from "./queries";
import type { OpenState } from "./state";

/** A revision as the list of a note's revisions has it. */
export type HistoryRevision = {
  id: string;
  state: "published" | OpenState;
  /** null until published; shown `r4` */
  number: number | null;
  summary: string | null;
  /** null: the product itself */
  begunBy: { name: string } | null;
  begunAt: Date;
  submittedAt: Date | null;
  publishedAt: Date | null;
  /** null: it stands, or was never published */
  recalledAt: Date | null;
  contentSha256: string | null;
  /** names of everyone who had a hand in its words */
  editors: string[];
  approvers: string[];
  /** number of the published revision that it is based on; null: nothing */
  basedOn: number | null;
  /** number of the older revision that it began as; null: it was not begun by restoring one */
  restored: number | null;
};

export type NoteHistory = {
  /** the company's primary one now */
  ticker: string;
  company: string;
  period: Period;
  /** the highest number, recalled or not; null when none was published */
  newest: number | null;
  /** the highest number of those that were not recalled; null when there is none */
  standing: number | null;
  /** open ones first, then published ones, each newest first; never empty */
  revisions: HistoryRevision[];
};

/** As many revisions as a page lists; one more is read, so that it shows. */
export const revisionsMax = 500;

/** Revisions of a note that the actor may know of, all unless a limit is given; null when there is none for them. */
export async function findHistory(
  ctx: Context,
  ticker: string,
  period: Period,
  limit?: number,
): Promise<NoteHistory | null> {
  authorise(ctx.actor, "note.read");
  const some = listRevisions(ctx, ticker, period);
  const rows = await (limit === undefined ? some : some.limit(limit));
  const [first] = rows;
  if (!first) return null;
  return {
    ticker,
    company: first.company,
    period,
    newest: first.newest,
    standing: rows.find(({ number, recalledAt }) => number !== null && recalledAt === null)?.number ?? null,
    revisions: rows.map(({ company: _, newest: __, state, ...row }) => {
      return { ...row, state: state as HistoryRevision["state"] };
    }),
  };
}

/** Number of the older revision that a revision began as; null: it was not begun by restoring one. */
export const restoredNumber = sql<number | null>`(select old.number from ${auditEvents} join ${revisions} as old
  on old.id = (${auditEvents.after} ->> 'restored')::uuid
  where ${auditEvents.subjectId} = ${revisions.id} and ${auditEvents.action} = 'revision.restored')`;

function listRevisions(ctx: Context, ticker: string, period: Period) {
  const base = alias(revisions, "base");
  const editors = sql<string[]>`array(select ${users.name} from ${revisionEditors}
    join ${users} on ${users.id} = ${revisionEditors.userId}
    where ${revisionEditors.revisionId} = ${revisions.id} order by ${revisionEditors.since}, ${users.name})`;
  return ctx.db
    .select({
      id: revisions.id,
      company: companies.name,
      state: revisions.state,
      number: revisions.number,
      summary: revisions.summary,
      begunBy: { name: users.name },
      begunAt: revisions.createdAt,
      submittedAt: revisions.submittedAt,
      publishedAt: revisions.publishedAt,
      recalledAt: recalls.recalledAt,
      newest: sql<
        number | null
      >`(select max(every.number) from ${revisions} as every where every.note_id = ${notes.id})`,
      contentSha256: revisions.contentSha256,
      editors,
      approvers: approversOfRevision,
      basedOn: base.number,
      restored: restoredNumber,
    })
    .from(listings)
    .innerJoin(companies, eq(companies.id, listings.companyId))
    .innerJoin(notes, eq(notes.companyId, companies.id))
    .innerJoin(revisions, eq(revisions.noteId, notes.id))
    .leftJoin(base, eq(base.id, revisions.basedOn))
    .leftJoin(recalls, eq(recalls.revisionId, revisions.id))
    .leftJoin(users, eq(users.id, revisions.createdBy))
    .where(
      and(
        eq(listings.ticker, ticker),
        isNotNull(listings.primarySince),
        isNull(listings.retiredAt),
        eq(notes.period, period),
        readable(ctx.actor),
        // What was recalled is history for those who write it; to everybody else its content is gone.
        may(ctx.actor, "draft.read") ? undefined : isNull(recalls.recalledAt),
      ),
    )
    .orderBy(sql`${revisions.number} desc nulls first`, desc(revisions.createdAt));
}

/** How an address names a revision: a published one by its number, `3`, an open one by its id. */
export function revisionName({ number, id }: Pick<HistoryRevision, "number" | "id">): string {
  return number === null ? id : String(number);
}

type Compared = { revision: HistoryRevision; content: NoteContent };

/**
 * Two revisions of a note with what they say. Without `to` it is the newest, without `from` the one that `to` is based on.
 * Null when the actor knows of no such revision.
 */
export async function findComparison(
  ctx: Context,
  { ticker, period, from, to }: { ticker: string; period: Period; from?: string | undefined; to?: string | undefined },
): Promise<{ history: NoteHistory; from: Compared; to: Compared } | null> {
  const history = await findHistory(ctx, ticker, period);
  if (!history) return null;
  const named = (name: string | undefined) => history.revisions.find((revision) => revisionName(revision) === name);
  const after = to === undefined ? history.revisions[0] : named(to);
  if (!after) return null;
  const before = from === undefined ? (named(String(after.basedOn)) ?? after) : named(from);
  if (!before) return null;
  const [was, is] = await Promise.all([contentOf(ctx.db, before), contentOf(ctx.db, after)]);
  return { history, from: { revision: before, content: was }, to: { revision: after, content: is } };
}

async function contentOf(db: Database, { id, number }: HistoryRevision): Promise<NoteContent> {
  const content = number === null ? await readContent(db, id) : await readPublished(db, id);
  if (!content) throw new Error(`Revision ${id} cannot be read.`);
  return content;
}

export type Blamed = Line & { since: number };

/** A published revision with who wrote each of its fields, and in which revision it came, by `lineKey`; null when there is none. */
export async function findBlame(
  ctx: Context,
  { ticker, period, number }: { ticker: string; period: Period; number: number },
): Promise<{ history: NoteHistory; content: NoteContent; lines: Map<string, Blamed> } | null> {
  const history = await findHistory(ctx, ticker, period);
  const revision = history?.revisions.find((each) => each.number === number);
  if (!history || !revision) return null;
  const [content, events] = await Promise.all([contentOf(ctx.db, revision), listNoteEvents(ctx.db, revision.id)]);
  const published = history.revisions.flatMap(({ id, number }) => (number === null ? [] : [{ id, number }]));
  return { history, content, lines: blame(events, published, number) };
}

/** What was written in any revision of a note, one of which is given, oldest first. */
async function listNoteEvents(db: Database, revisionId: string): Promise<NamedEvent[]> {
  const ofNote = db
    .select({ id: revisions.id })
    .from(revisions)
    .where(sql`${revisions.noteId} = (select own.note_id from ${revisions} as own where own.id = ${revisionId})`);
  const rows = await db
    .select({
      action: auditEvents.action,
      subject: auditEvents.subjectId,
      before: auditEvents.before,
      after: auditEvents.after,
      seq: auditEvents.seq,
      at: auditEvents.at,
      by: users.name,
    })
    .from(auditEvents)
    .leftJoin(users, sql`${auditEvents.actor} = 'user:' || ${users.id}`)
    .where(
      and(
        inArray(auditEvents.subjectId, ofNote),
        or(
          inArray(auditEvents.action, ["revision.edited", "revision.published"]),
          sql`${auditEvents.after} -> 'content' is not null`,
        ),
      ),
    )
    .orderBy(asc(auditEvents.seq));
  return rows as NamedEvent[];
}
