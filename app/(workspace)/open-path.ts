import type { RevisionState } from "@/lib/notes/state";

/** Where an open revision is worked on: one in review is read and judged, else it is written. `note`: the note's path. */
export function openPath(note: string, { id, state }: { id: string; state: RevisionState }): string {
  return state === "in_review" ? `/review/${id}` : `${note}/edit/${id}`;
}
