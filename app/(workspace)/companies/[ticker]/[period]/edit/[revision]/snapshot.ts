import type { NoteContent } from "@/lib/notes/content";
import type { Change } from "@/lib/notes/diff";
import type { SaveAnswer } from "@/lib/notes/edit-commands";
import type { SourceEntry } from "@/lib/sources/model";
import type { Kept } from "./kept";

export type Refusal = { reason: "signed_out" | "not_found" | "forbidden" | "conflict" | "invalid"; sentence: string };

/** What a save comes back as. A rejected promise is a server that could not be reached. */
export type Sent = { answer: SaveAnswer } | { refusal: Refusal };

export type Snapshot = {
  /** the note as it stands for this person: what the server has, and over it what it does not have yet */
  shown: NoteContent;
  /** against what readers see; empty for the first draft of a note */
  changes: Change[];
  kept: readonly Kept[];
  sources: readonly SourceEntry[];
  saving: "saved" | "saving" | "unsaved" | "unreachable" | "refused";
  savedAt: Date | null;
  refusal: Refusal | null;
  /** why the last undo was left undone */
  notice: string | null;
  canUndo: boolean;
  canRedo: boolean;
  /** whether the browser keeps what is unsaved over a reload */
  isKept: boolean;
  /** ids of the kept edits that are under way */
  sending: ReadonlySet<string>;
};
