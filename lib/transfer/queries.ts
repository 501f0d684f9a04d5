import { and, eq, notInArray } from "drizzle-orm";
import { notes, revisions } from "@/db/schema/notes";
import { sources } from "@/db/schema/sources";
import { authorise, may } from "@/lib/auth/permissions";
import type { Context } from "@/lib/context";
import type { Period } from "@/lib/notes/period";
import { findNote } from "@/lib/notes/queries";
import { writeNote } from "./canonical";

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
