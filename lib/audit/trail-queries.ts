import {
  aliasedTable,
  and,
  asc,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  type SQL,
  sql,
} from "drizzle-orm";
import { auditEvents } from "@/db/schema/audit";
import { users } from "@/db/schema/auth";
import { comments } from "@/db/schema/comments";
import { companies, listings } from "@/db/schema/companies";
import { items, notes, revisions } from "@/db/schema/notes";
import { shareLinks } from "@/db/schema/sharing";
import { authorise, may } from "@/lib/auth/permissions";
import { readable } from "@/lib/auth/scope";
import type { Context } from "@/lib/context";
import { openStates } from "@/lib/notes/state";
import type { TrailFilter } from "./input";
import { formatActor, formatSubject } from "./words";

export type TrailEntry = {
  seq: number;
  at: Date;
  who: string;
  action: string;
  subject: string;
  /** where it is shown to the actor; null: nowhere */
  href: string | null;
};

export type EventWords = TrailEntry & { before: unknown; after: unknown; previousSha256: string; sha256: string };

export const trailPage = 50;
const dayMs = 24 * 60 * 60 * 1000;

/** Newest first, a page of them; `older`: whether there are more. None has a word of what it did: those are for `findEvent`. */
export async function listTrail(ctx: Context, filter: TrailFilter): Promise<{ entries: TrailEntry[]; older: boolean }> {
  authorise(ctx.actor, "audit.read");
  const rows = await listRows(ctx, matching(ctx, filter), trailPage + 1);
  return { entries: rows.slice(0, trailPage).map(entryOf), older: rows.length > trailPage };
}

/** Whether the actor may read what events changed, which is mostly drafts. */
export function mayReadWords(ctx: Context): boolean {
  return may(ctx.actor, "audit.read") && may(ctx.actor, "draft.read");
}

/** One event with its values before and after, for an admin who may read drafts too; null otherwise. */
export async function findEvent(ctx: Context, seq: number): Promise<EventWords | null> {
  if (!mayReadWords(ctx)) return null;
  const one = eq(auditEvents.seq, seq);
  const [[row], [words]] = await Promise.all([
    listRows(ctx, one, 1),
    ctx.db
      .select({
        before: auditEvents.before,
        after: auditEvents.after,
        previousSha256: auditEvents.previousSha256,
        sha256: auditEvents.sha256,
      })
      .from(auditEvents)
      .where(one),
  ]);
  return row && words ? { ...entryOf(row), ...words } : null;
}

/** Everybody whose deeds the trail may have, by name. */
export async function listPeople(ctx: Context): Promise<{ id: string; name: string; email: string }[]> {
  authorise(ctx.actor, "audit.read");
  return ctx.db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .orderBy(asc(users.name), asc(users.email));
}

type Row = Awaited<ReturnType<typeof listRows>>[number];

/** The events first, so that only those of a page are looked up. */
function listRows(ctx: Context, where: SQL | undefined, limit: number) {
  const event = ctx.db
    .select({
      seq: auditEvents.seq,
      at: auditEvents.at,
      actor: auditEvents.actor,
      action: auditEvents.action,
      kind: auditEvents.subjectKind,
      subjectId: auditEvents.subjectId,
    })
    .from(auditEvents)
    .where(where)
    .orderBy(desc(auditEvents.seq))
    .limit(limit)
    .as("event");
  const subject = aliasedTable(users, "subject");
  const isNoteShown = sql<boolean>`exists (select from ${revisions}
    where ${revisions.noteId} = ${notes.id} and ${readable(ctx.actor)})`;
  const isOpen = and(inArray(revisions.state, openStates), readable(ctx.actor));
  return ctx.db
    .select({
      seq: event.seq,
      at: event.at,
      actor: event.actor,
      action: event.action,
      kind: event.kind,
      name: users.name,
      person: subject.name,
      company: companies.name,
      ticker: listings.ticker,
      period: notes.period,
      number: revisions.number,
      itemKind: items.kind,
      threadId: comments.id,
      openId: sql<string | null>`case when ${isOpen} then ${revisions.id} end`,
      isNoteShown,
    })
    .from(event)
    .leftJoin(users, sql`${event.actor} = 'user:' || ${users.id}`)
    .leftJoin(subject, eq(subject.id, event.subjectId))
    .leftJoin(shareLinks, eq(shareLinks.id, event.subjectId))
    .leftJoin(comments, eq(comments.id, event.subjectId))
    .leftJoin(items, eq(items.id, comments.itemId))
    .leftJoin(
      revisions,
      sql`${revisions.id} = coalesce(${shareLinks.revisionId}, ${comments.revisionId}, ${event.subjectId})`,
    )
    .leftJoin(notes, sql`${notes.id} = coalesce(${revisions.noteId}, ${event.subjectId})`)
    .leftJoin(companies, sql`${companies.id} = coalesce(${notes.companyId}, ${event.subjectId})`)
    .leftJoin(
      listings,
      and(eq(listings.companyId, companies.id), isNotNull(listings.primarySince), isNull(listings.retiredAt)),
    )
    .orderBy(desc(event.seq));
}

function entryOf({ seq, at, actor, action, name, ...subject }: Row): TrailEntry {
  return { seq, at, action, who: formatActor(actor, name), subject: formatSubject(subject), href: hrefOf(subject) };
}

type Place = Pick<Row, "ticker" | "period" | "threadId" | "openId" | "isNoteShown">;

/** A thread of comments stands beside the draft that it began on, or beside the note. */
function hrefOf({ ticker, period, threadId, openId, isNoteShown }: Place): string | null {
  if (!ticker) return null;
  if (!period) return `/companies/${ticker}`;
  if (!isNoteShown) return null;
  const note = `/companies/${ticker}/${period}`;
  return threadId ? `${note}${openId ? `/edit/${openId}` : ""}#thread-${threadId}` : note;
}

function matching(ctx: Context, { person, action, about, from, to, before }: TrailFilter): SQL | undefined {
  return and(
    before ? lt(auditEvents.seq, before) : undefined,
    person === "product" ? like(auditEvents.actor, "system:%") : undefined,
    person && person !== "product" ? eq(auditEvents.actor, `user:${person}`) : undefined,
    action ? eq(auditEvents.action, action) : undefined,
    from ? gte(auditEvents.at, new Date(`${from}T00:00:00Z`)) : undefined,
    to ? lt(auditEvents.at, new Date(Date.parse(`${to}T00:00:00Z`) + dayMs)) : undefined,
    about ? sql`${auditEvents.subjectId} in ${subjectsOf(ctx, about)}` : undefined,
  );
}

/** The company of a ticker, now or formerly, with its notes' revisions, their links and comments; of one quarter, without the company. */
function subjectsOf(ctx: Context, { ticker, period }: NonNullable<TrailFilter["about"]>): SQL {
  const named = ctx.db.select({ id: listings.companyId }).from(listings).where(eq(listings.ticker, ticker));
  const ofNotes = and(sql`${notes.companyId} in ${named}`, period ? eq(notes.period, period) : undefined);
  const own = ctx.db
    .select({ id: revisions.id })
    .from(revisions)
    .innerJoin(notes, eq(notes.id, revisions.noteId))
    .where(ofNotes);
  const links = ctx.db.select({ id: shareLinks.id }).from(shareLinks).where(sql`${shareLinks.revisionId} in ${own}`);
  const said = ctx.db.select({ id: comments.id }).from(comments).where(sql`${comments.revisionId} in ${own}`);
  const ofQuarters = sql`${own} union all ${links} union all ${said}`;
  return period ? sql`(${ofQuarters})` : sql`(${named} union all ${ofQuarters})`;
}
