import type { NoteContent } from "@/lib/notes/content";
import { judge } from "@/lib/notes/edit";
import type { SaveAnswer } from "@/lib/notes/edit-commands";
import { type FieldValue, fieldSchema, sameValue } from "@/lib/notes/field";
import type { Edit, SetEdit } from "@/lib/notes/input";
import { newId } from "@/lib/notes/new-id";
import { applyStep } from "@/lib/notes/step";
import { anotherTab, type Batch, fieldId, type Holding, itemIdOf, type Kept, keptId } from "./kept";
import { isMark, withMarksMoved } from "./kept-marks";
import type { ServerCopy } from "./server-copy";

type Keeping = Pick<Holding, "kept" | "batch">;

/** What one save may carry: the server takes no more edits at once, and no longer request. */
const [editsMax, lengthMax] = [1_000, 300_000];

/**
 * What can be sent now: all but what waits for the person, and marks in words that are not saved yet. What one save
 * cannot carry goes into the next.
 */
export function gather({ kept }: Keeping): Batch | null {
  let length = 0;
  const isAhead = (edit: Edit, place: number) => kept.slice(0, place).some((before) => isMark(edit, before.edit));
  const ready = kept
    .filter(({ edit, conflict, problem }, place) => !conflict && !problem && !isAhead(edit, place))
    .slice(0, editsMax)
    .filter(({ edit }, place) => {
      length += JSON.stringify(edit).length;
      return place === 0 || length <= lengthMax;
    });
  if (ready.length === 0) return null;
  return { key: newId(), ids: ready.map(({ id }) => id), edits: ready.map(({ edit }) => edit) };
}

export function replaced(kept: readonly Kept[], id: string, by: Kept | null): Kept[] {
  return kept.flatMap((each) => (each.id === id ? (by ? [by] : []) : [each]));
}

/** The unsaved edits with one more: in the one of the same field or place, where there is one. */
export function withEdit({ kept, batch }: Keeping, edit: Edit): Kept[] {
  const id = keptId(edit);
  const known = kept.find((each) => each.id === id);
  const isSent = batch?.ids.includes(id) ?? false;
  if (edit.op === "set") {
    const problem = problemOf(edit);
    if (known?.edit.op !== "set") return [...kept, { id, edit, conflict: null, problem }];
    const isBack = !isSent && !known.conflict && sameValue(known.edit.base, edit.value);
    const written = isBack ? null : { ...known, edit: { ...known.edit, value: edit.value }, problem };
    return replaced(withMarksMoved(kept, known.edit, edit.value), id, written);
  }
  if (edit.op === "move" && known?.edit.op === "move") {
    return replaced(kept, id, { ...known, edit: { ...known.edit, after: edit.after } });
  }
  if (edit.op === "move") {
    const added = kept.find((each) => each.edit.op === "add" && each.edit.item.id === edit.itemId);
    if (added?.edit.op === "add" && !batch?.ids.includes(added.id)) {
      return replaced(kept, added.id, { ...added, edit: { ...added.edit, after: edit.after } });
    }
  }
  const added = edit.op === "remove" ? kept.findIndex((each) => each.id === `${edit.item.id} add`) : -1;
  if (added >= 0 && !batch?.ids.includes(`${itemIdOf(edit)} add`)) {
    return kept.filter((each, place) => place < added || itemIdOf(each.edit) !== itemIdOf(edit));
  }
  return [...replaced(kept, id, null), { id, edit, conflict: null, problem: null }];
}

/** The sentence for a value that the field cannot hold; null when it can. */
function problemOf({ kind, field, value }: SetEdit): string | null {
  const parsed = fieldSchema(kind, field)?.safeParse(value);
  return parsed?.success ? null : (parsed?.error.issues[0]?.message ?? "This field is not known. Reload the page.");
}

/** The unsaved edits once a conflict was settled with the value that the field shall have. */
export function settled(kept: readonly Kept[], copy: ServerCopy, id: string, value: FieldValue): Kept[] {
  const known = kept.find((each) => each.id === id);
  if (known?.edit.op !== "set") return [...kept];
  // What a colleague has written meanwhile was not shown beside two values of one's own: it is a conflict of its own.
  const isTwin = known.conflict?.outcome === "conflict" && known.conflict.by === anotherTab;
  const base = isTwin ? known.edit.base : copy.valueAt(known.edit.itemId, known.edit.field);
  const edit = { ...known.edit, base, value };
  const next = sameValue(base, value) ? null : { id, edit, conflict: null, problem: problemOf(edit) };
  return replaced(withMarksMoved(kept, known.edit, value), id, next);
}

/** The unsaved edits with one that deletes or moves an item although it has changed meanwhile. */
export function insisted(kept: readonly Kept[], copy: ServerCopy, id: string): Kept[] {
  return kept.flatMap((each) => {
    if (each.id !== id) return [each];
    if (each.edit.op === "add") return [{ ...each, conflict: null }];
    const held = copy.find(itemIdOf(each.edit));
    if (!held) return [];
    const { edit } = each;
    const again = edit.op === "move" ? { ...edit, base: copy.ranks.get(held.id) ?? "" } : { ...edit, item: held };
    return [{ ...each, edit: again as Edit, conflict: null }];
  });
}

/** What stays unsaved once a batch was answered. */
export function acknowledged(kept: readonly Kept[], batch: Batch, { results }: SaveAnswer, copy: ServerCopy): Kept[] {
  return kept.flatMap((each) => {
    const place = batch.ids.indexOf(each.id);
    const [sent, result] = [batch.edits[place], results[place]];
    if (!sent || !result) return [placed(each, copy)];
    if (result.outcome !== "saved") return [{ ...each, conflict: result }];
    return rest(each, sent, copy) ?? [];
  });
}

/** An item that was moved before the server had it is moved from where the server has put it. */
function placed(kept: Kept, copy: ServerCopy): Kept {
  const { edit } = kept;
  const rank = edit.op === "move" && edit.base === "" ? copy.ranks.get(edit.itemId) : undefined;
  return edit.op === "move" && rank !== undefined ? { ...kept, edit: { ...edit, base: rank } } : kept;
}

/** What was written while the save was under way, on top of what it saved. */
function rest(kept: Kept, sent: Edit, copy: ServerCopy): Kept | null {
  const { edit } = kept;
  if (edit.op !== sent.op) return kept; // a mark that was taken away while it was on its way there, or the reverse
  if (edit.op === "set" && sent.op === "set" && !sameValue(edit.value, sent.value)) {
    return { ...kept, edit: { ...edit, base: sent.value } };
  }
  if (edit.op === "move" && sent.op === "move" && edit.after !== sent.after) {
    return { ...kept, edit: { ...edit, base: copy.ranks.get(edit.itemId) ?? "" } };
  }
  return null;
}

/** Tells at once which unsaved edits the draft has gone past, without waiting for the server to refuse them. */
export function rechecked(
  { kept, batch }: Keeping,
  copy: ServerCopy,
  news: { by: string | null; at: string | null },
): Kept[] {
  const isAdded = (itemId: string) => kept.some(({ edit }) => edit.op === "add" && edit.item.id === itemId);
  return kept.flatMap((each): Kept[] => {
    if (each.edit.op !== "set" || batch?.ids.includes(each.id) || isAdded(each.edit.itemId)) return [each];
    const { itemId, field, base, value } = each.edit;
    const was = each.conflict;
    if (!copy.find(itemId))
      return [was?.outcome === "gone" ? each : { ...each, conflict: { outcome: "gone", ...news } }];
    const theirs = copy.valueAt(itemId, field);
    if (isOfNoRating(copy, kept, each.edit)) {
      const isTold = was?.outcome === "conflict" && was.theirs === null;
      return [isTold ? each : { ...each, conflict: { outcome: "conflict", theirs: null, ...news } }];
    }
    if (was?.outcome === "conflict" && was.by === anotherTab) {
      // Two values of one person's: when one of them is there already, the other is still to be decided on.
      const other = { ...each.edit, base: theirs, value: was.theirs };
      return [sameValue(theirs, value) ? { ...each, edit: other, conflict: { ...was, theirs } } : each];
    }
    if (sameValue(theirs, value)) return [];
    if (sameValue(theirs, base)) return [was ? { ...each, conflict: null } : each];
    const isTold = was?.outcome === "conflict" && sameValue(was.theirs, theirs);
    return [isTold ? each : { ...each, conflict: { outcome: "conflict", theirs, ...news } }];
  });
}

/** Whether an edit writes a part of a rating that the risk does not have any more. */
function isOfNoRating(copy: ServerCopy, kept: readonly Kept[], { itemId, field }: SetEdit): boolean {
  if (!field.startsWith("assessment.") || copy.valueAt(itemId, "assessment") !== null) return false;
  return kept.every(({ id }) => id !== fieldId(itemId, "assessment"));
}

/** The draft with the unsaved edits over it. A field in conflict is shown as the person who writes in it has it. */
export function shownOver(copy: ServerCopy, kept: readonly Kept[]): NoteContent {
  return kept.reduce((content, { edit }) => {
    const sources = edit.op === "cite" && edit.source ? [...copy.sources, edit.source] : copy.sources;
    const judged = judge({ items: content.items, ranks: copy.ranks }, edit);
    if (judged.outcome === "done") return applyStep(content, judged.step, sources);
    if (edit.op !== "set" || judged.outcome !== "conflict") return content;
    return applyStep(content, { op: "set", itemId: edit.itemId, field: edit.field, value: edit.value }, sources);
  }, copy.content);
}
