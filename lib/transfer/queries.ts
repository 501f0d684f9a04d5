import { and, desc, eq, inArray, isNotNull, isNull, notInArray, sql } from "drizzle-orm";
import { users } from "@/db/schema/auth";
import { companies, listings } from "@/db/schema/companies";
import { notes, revisionEditors, revisions } from "@/db/schema/notes";
import { sources } from "@/db/schema/sources";
import { authorise, may } from "@/lib/auth/permissions";
import { findPrimaryTicker } from "@/lib/companies/queries";
import type { Context } from "@/lib/context";
import { listSources, readItems } from "@/lib/notes/content-queries";
import type { Period } from "@/lib/notes/period";
import { findNote } from "@/lib/notes/queries";
import { openStates } from "@/lib/notes/state";
import { writeNote } from "./canonical";
import type { Target } from "./target";

/** The note in our canonical text form, as the actor may see it; null when there is none for them. */
export async function exportNote(ctx: Context, ticker: string, period: Period): Promise<string | null> {
  authorise(ctx.actor, "note.export");
  const note = await findNote(ctx, ticker, period);
  if (!note) return null;
  // What a draft has brought along is no viewer's to see; what is published cites its sources.
  if (!may(ctx.actor, "draft.read")) return writeNote(note.content, note.previousMentions);
  const cited = note.content.sources.map(({ label }) => label);
  const uncited = await ctx.db
    .select({
      label: sources.label,
      title: sources.title,
      kind: sources.kind,
      date: sources.date,
      address: sources.address,
    })
    .from(sources)
    .innerJoin(notes, eq(notes.id, sources.noteId))
    .innerJoin(revisions, eq(revisions.noteId, notes.id))
    .where(and(eq(revisions.id, note.revision.id), notInArray(sources.label, cited.length > 0 ? cited : [""])));
  return writeNote(note.content, note.previousMentions, uncited);
}

/** Where a text of this company and quarter would go; `period` is null while nobody has said it. */
export async function findTarget(
  ctx: Context,
  { ticker, period }: { ticker: string; period: Period | null },
): Promise<Target> {
  authorise(ctx.actor, "note.import");
  const [company] = await ctx.db
    .select({ id: companies.id, name: companies.name })
    .from(listings)
    .innerJoin(companies, eq(companies.id, listings.companyId))
    .where(and(eq(listings.ticker, ticker), isNotNull(listings.primarySince), isNull(listings.retiredAt)));
  if (!company) return { company: null, primary: await findPrimaryTicker(ctx, ticker), note: null, beside: [] };
  const { id: companyId, name } = company;
  const at = period && and(eq(notes.companyId, companyId), eq(notes.period, period));
  const [note] = at ? await ctx.db.select({ id: notes.id }).from(notes).where(at) : [];
  const target: Target = { company: { name }, primary: ticker, note: null, beside: [] };
  if (!note) return target;
  const [newest, open] = await Promise.all([findOut(ctx, note.id), listOpenDrafts(ctx, note.id)]);
  return { ...target, note: newest, beside: [...new Set(open.flatMap(({ by }) => by))] };
}

/** The newest published revision of a note, as a text would be matched with it. */
async function findOut(ctx: Context, noteId: string): Promise<Target["note"]> {
  const [newest] = await ctx.db
    .select({ id: revisions.id, number: revisions.number })
    .from(revisions)
    .where(and(eq(revisions.noteId, noteId), eq(revisions.state, "published")))
    .orderBy(desc(revisions.number))
    .limit(1);
  if (!newest) return null;
  const [{ content, previousMentions }, documents] = await Promise.all([
    readItems(ctx.db, newest.id),
    listSources(ctx.db, noteId),
  ]);
  return { number: newest.number ?? 0, items: content.items, previousMentions, sources: documents };
}

/** Drafts of a note that are under way, and whose they are: who began each, and who has written in it. */
export async function listOpenDrafts(ctx: Context, noteId: string): Promise<{ id: string; by: string[] }[]> {
  const by = sql<string[]>`array(select ${users.name} from ${users} where ${users.id} = ${revisions.createdBy}
    or ${users.id} in (select ${revisionEditors.userId} from ${revisionEditors}
      where ${revisionEditors.revisionId} = ${revisions.id}) order by ${users.name})`;
  return ctx.db
    .select({ id: revisions.id, by })
    .from(revisions)
    .where(and(eq(revisions.noteId, noteId), inArray(revisions.state, [...openStates])));
}
