import type { NoteContent } from "@/lib/notes/content";
import { type Change, diff, placedAnew } from "@/lib/notes/diff";
import { type Displaced, lostAgainst } from "@/lib/notes/displaced";
import type { SaveAnswer } from "@/lib/notes/edit-commands";
import type { DraftView } from "@/lib/notes/editor-queries";
import type { Edit } from "@/lib/notes/input";
import type { SourceEntry } from "@/lib/sources/model";
import { shownOver } from "./holding";
import type { HoldingStorage } from "./holding-storage";
import type { Holding, Kept } from "./kept";
import type { CopiedView, ServerCopy } from "./server-copy";

export type Refusal = { reason: "signed_out" | "not_found" | "forbidden" | "conflict" | "invalid"; sentence: string };

/** What a save comes back as. A rejected promise is a server that could not be reached. */
type Sent = { answer: SaveAnswer } | { refusal: Refusal };
export type Send = (save: { revisionId: string; key: string; edits: Edit[] }) => Promise<Sent>;

/** What a draft in a tab is made of: what the page came with, the way to the server, and the browser's storage. */
export type Wiring = {
  view: CopiedView & Pick<DraftView, "id" | "base">;
  send: Send;
  storage: HoldingStorage;
};

export type Snapshot = {
  /** the note as it stands for this person: what the server has, and over it what it does not have yet */
  shown: NoteContent;
  /** against what readers see; empty for the first draft of a note */
  changes: Change[];
  kept: readonly Kept[];
  /** all documents of the note, cited or not, in the order of their labels */
  sources: readonly SourceEntry[];
  /** against what readers see */
  displaced: readonly Displaced[];
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

/** How a tab stands besides the draft itself. */
type TabState = Pick<Snapshot, "saving" | "savedAt" | "refusal" | "notice" | "isKept"> & { isSending: boolean };

export function snapshotOf(copy: ServerCopy, holding: Holding, base: DraftView["base"], tab: TabState): Snapshot {
  const { kept, batch, past, future } = holding;
  const { isSending, ...told } = tab;
  const shown = shownOver(copy, kept);
  return {
    ...told,
    shown,
    changes: base ? diff(base.content, shown, placedIn(copy, kept, base.ranks)).changes : [],
    kept,
    sources: copy.sources,
    displaced: lostAgainst(base?.content.items ?? [], shown.items, copy.displaced),
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    sending: new Set(isSending ? batch?.ids : []),
  };
}

/** What was placed anew, saved or not. */
function placedIn({ ranks }: ServerCopy, kept: readonly Kept[], was: Record<string, string>): Set<string> {
  const unsaved = kept.flatMap(({ edit }) => (edit.op === "move" ? [edit.itemId] : []));
  return new Set([...placedAnew(was, Object.fromEntries(ranks)), ...unsaved]);
}
