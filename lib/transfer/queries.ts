import { and, eq, isNotNull, isNull, notInArray } from "drizzle-orm";
import { companies, listings } from "@/db/schema/companies";
import { notes, revisions } from "@/db/schema/notes";
import { sources } from "@/db/schema/sources";
import { authorise, may } from "@/lib/auth/permissions";
import { findPrimaryTicker } from "@/lib/companies/queries";
import type { Context } from "@/lib/context";
import { listSources, readItems } from "@/lib/notes/content-queries";
import { findDraftsOf, findNewest } from "@/lib/notes/draft-queries";
import type { Period } from "@/lib/notes/period";
import { findNote } from "@/lib/notes/queries";
import { writeNote } from "./canonical";
import { peopleOf, type Target } from "./target";

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
  const target: Target = { company: { name: company.name }, primary: ticker, note: null, beside: [] };
  if (!period) return target;
  const [[note], open] = await Promise.all([
    ctx.db
      .select({ id: notes.id })
      .from(notes)
      .where(and(eq(notes.companyId, company.id), eq(notes.period, period))),
    findDraftsOf(ctx, ticker, period),
  ]);
  if (!note) return target;
  return { ...target, note: await findOut(ctx, note.id), beside: peopleOf(open?.drafts ?? []) };
}

/** The newest published revision of a note, as a text would be matched with it. */
async function findOut(ctx: Context, noteId: string): Promise<Target["note"]> {
  const newest = await findNewest(ctx.db, noteId);
  if (!newest) return null;
  const [{ content, previousMentions }, documents] = await Promise.all([
    readItems(ctx.db, newest.id),
    listSources(ctx.db, noteId),
  ]);
  return { number: newest.number ?? 0, items: content.items, previousMentions, sources: documents };
}
