import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { auditEvents } from "@/db/schema/audit";
import { users } from "@/db/schema/auth";
import { companies, listings } from "@/db/schema/companies";
import { notes, revisionEditors, revisions } from "@/db/schema/notes";
import { recalls } from "@/db/schema/publishing";
import { may } from "@/lib/auth/permissions";
import type { Context } from "@/lib/context";
import type { SourceEntry } from "@/lib/sources/model";
import { type Citation, type NoteContent, parseContent } from "./content";
import { listSources, readItems } from "./content-queries";
import { findNewer } from "./draft-queries";
import { restoredNumber } from "./history-queries";
import { isOpen, type OpenState } from "./state";

/** An open revision as whoever edits it needs it. */
export type DraftView = {
  id: string;
  state: OpenState;
  /** what it is based on */
  base: {
    number: number;
    isRecalled: boolean;
    contentSha256: string;
    content: NoteContent;
    /** by item id, of what it still has */
    ranks: Record<string, string>;
  } | null;
  /** number of the older revision that it began as; null: it was not begun by restoring one */
  restored: number | null;
  /** number of what readers see; null: nothing is out, or what was is recalled */
  standing: number | null;
  /** what came out since it was begun, and is to be merged into it first */
  newer: { number: number } | null;
  content: NoteContent;
  /** by item id */
  ranks: Record<string, string>;
  /** everyone who had a hand in it, first come first */
  editors: { id: string; name: string }[];
  summary: string | null;
  /** all documents of the note, cited or not */
  sources: SourceEntry[];
  /** by item id: a topic's previous mentions in one piece, as its source had them */
  previousMentions: Record<string, string>;
  /** by item id: who assessed the risk, and when */
  assessed: Record<string, { by: string; at: Date }>;
  /** marks that stand at their field's end because the words that they stood in are gone */
  displaced: (Citation & { itemId: string })[];
  /** number of the newest event that the content has in it for sure */
  seq: number;
};

/** The open revision of that id; null when there is none, or none for the actor. */
export async function findDraft(ctx: Context, revisionId: string): Promise<DraftView | null> {
  if (!may(ctx.actor, "draft.read")) return null;
  const head = await findHead(ctx, revisionId);
  if (!head || !isOpen(head.state)) return null;
  const [{ content, ...read }, sources, newer] = await Promise.all([
    readItems(ctx.db, revisionId),
    listSources(ctx.db, head.noteId),
    findNewer(ctx.db, head),
  ]);
  const { company, ticker, period } = head;
  const base =
    head.baseNumber !== null && head.baseSha256 && head.baseContent
      ? {
          number: head.baseNumber,
          isRecalled: head.isBaseRecalled,
          contentSha256: head.baseSha256,
          content: parseContent(head.baseContent),
          ranks: read.baseRanks,
        }
      : null;
  return {
    id: revisionId,
    state: head.state,
    base,
    restored: head.restored,
    standing: head.standing,
    newer,
    content: { company, ticker, period, ...content },
    ranks: read.ranks,
    editors: head.editors,
    summary: head.summary,
    sources,
    previousMentions: read.previousMentions,
    assessed: read.assessed,
    displaced: read.displaced,
    seq: head.seq,
  };
}

/** A revision that is open no more, for whoever could have written in it; null for anybody else, and when there is none. */
export async function findClosed(ctx: Context, revisionId: string) {
  if (!may(ctx.actor, "revision.edit")) return null;
  const head = await findHead(ctx, revisionId);
  if (!head || isOpen(head.state)) return null;
  const { company, ticker, period, state } = head;
  return { company, ticker, period, state };
}

/** Read before the items: an event that comes between is in the content and is heard of once more, which does no harm. */
async function findHead(ctx: Context, revisionId: string) {
  const editors = sql<{ id: string; name: string }[]>`coalesce((
    select json_agg(json_build_object('id', ${users.id}, 'name', ${users.name}) order by ${revisionEditors.since})
    from ${revisionEditors} join ${users} on ${users.id} = ${revisionEditors.userId}
    where ${revisionEditors.revisionId} = ${revisions.id}), '[]')`;
  const [head] = await ctx.db
    .select({
      noteId: revisions.noteId,
      basedOn: revisions.basedOn,
      state: revisions.state,
      summary: revisions.summary,
      company: companies.name,
      ticker: listings.ticker,
      period: notes.period,
      editors,
      seq: sql<number>`(select coalesce(max(${auditEvents.seq}), 0)::int from ${auditEvents})`,
      restored: restoredNumber,
      baseNumber: sql<number | null>`base.number`,
      baseSha256: sql<string | null>`base.content_sha256`,
      baseContent: sql<string | null>`base.content`,
      isBaseRecalled: sql<boolean>`exists (select from ${recalls} where ${recalls.revisionId} = base.id)`,
      standing: sql<number | null>`(select max(other.number) from ${revisions} as other
        where other.note_id = ${revisions.noteId} and other.state = 'published'
        and not exists (select from ${recalls} where ${recalls.revisionId} = other.id))`,
    })
    .from(revisions)
    .innerJoin(notes, eq(notes.id, revisions.noteId))
    .innerJoin(companies, eq(companies.id, notes.companyId))
    .innerJoin(listings, eq(listings.companyId, companies.id))
    .leftJoin(sql`${revisions} as base`, sql`base.id = ${revisions.basedOn}`)
    .where(and(eq(revisions.id, revisionId), isNotNull(listings.primarySince), isNull(listings.retiredAt)));
  return head;
}
