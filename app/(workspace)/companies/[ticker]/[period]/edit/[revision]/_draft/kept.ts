import type { EditResult } from "@/lib/notes/edit-commands";
import type { FieldAddress } from "@/lib/notes/field";
import type { Edit } from "@/lib/notes/input";
import type { Step } from "@/lib/notes/step";

/** Why the server did not take an edit. */
type Conflict = Exclude<EditResult, { outcome: "saved" }>;

/** Who stands against a value that another tab of this person's has left. */
export const anotherTab = "You in another tab";

/** An edit that the server has not acknowledged. */
export type Kept = {
  /** one for each field and each kind of thing done to an item: a later edit of the same goes into it */
  id: string;
  edit: Edit;
  conflict: Conflict | null;
  /** what is wrong with the value, in a sentence; it is not sent like that */
  problem: string | null;
};

/** Edits as they were sent: until an answer has come they are sent again, under the same key, and not changed. */
export type Batch = { key: string; ids: string[]; edits: Edit[] };

/** One of the person's own edits, step by step in the order in which they were done: what takes each back, and does it again. */
export type Past = { undo: Step; redo: Step }[];

/** What a browser holds of a draft beside what the server has. `base`: hash of what the draft was based on when the own edits were done. */
export type Holding = { kept: Kept[]; batch: Batch | null; base: string | null; past: Past[]; future: Past[] };

export const emptyHolding: Holding = { kept: [], batch: null, base: null, past: [], future: [] };

export function keptId(edit: Edit): string {
  switch (edit.op) {
    case "set":
      return `${edit.itemId} ${edit.field}`;
    case "add":
    case "remove":
      return `${edit.item.id} ${edit.op}`;
    case "move":
      return `${edit.itemId} place`;
    default:
      return `${edit.itemId} cite ${edit.citation.field} ${edit.citation.offset} ${edit.citation.label}`;
  }
}

export function fieldId(itemId: string, field: FieldAddress): string {
  return `${itemId} ${field}`;
}

export function itemIdOf(edit: Edit): string {
  return "itemId" in edit ? edit.itemId : edit.item.id;
}
