import { eq } from "drizzle-orm";
import { revisions } from "@/db/schema/notes";
import { sha256 } from "@/lib/auth/token";
import type { Database } from "@/lib/context";
import { canonicalText, type NoteContent } from "./content";
import { readContent, readPublished } from "./content-queries";
import { findNewer } from "./draft-queries";

/** A draft, what it was begun on, and what was published since. */
export type Mergeable = {
  basedOn: string | null;
  newer: { id: string; number: number };
  base: NoteContent;
  ours: NoteContent;
  theirs: NoteContent;
  /** of the three: whoever merges says what they looked at */
  seen: string;
};

/** What is to be merged into a draft; null when it is up to date, or there is no such draft. Asks nobody's leave. */
export async function readMergeable(db: Database, revisionId: string): Promise<Mergeable | null> {
  const [draft] = await db
    .select({ noteId: revisions.noteId, basedOn: revisions.basedOn })
    .from(revisions)
    .where(eq(revisions.id, revisionId));
  const newer = draft && (await findNewer(db, draft));
  if (!newer) return null;
  const [ours, theirs, base] = await Promise.all([
    readContent(db, revisionId),
    readPublished(db, newer.id),
    draft.basedOn ? readPublished(db, draft.basedOn) : null,
  ]);
  if (!ours || !theirs) throw new Error(`Revision ${revisionId} or ${newer.id} cannot be read.`);
  return {
    basedOn: draft.basedOn,
    newer,
    ours,
    theirs,
    base: base ?? { ...theirs, items: [], sources: [] },
    seen: sha256(`${newer.id} ${canonicalText(ours)}`),
  };
}
