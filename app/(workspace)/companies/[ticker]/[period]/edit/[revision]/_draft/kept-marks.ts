import type { Item } from "@/lib/notes/content";
import { judge } from "@/lib/notes/edit";
import { citedField, type FieldValue, textOf, valueAt, withValue } from "@/lib/notes/field";
import type { Edit, SetEdit } from "@/lib/notes/input";
import { moveCitations, movingMarks } from "@/lib/notes/marks";
import { type Kept, keptId } from "./kept";

/** Whether an edit puts a mark into the words that another one writes, or takes one out of them. */
export function isMark(edit: Edit, words: Edit): boolean {
  if ((edit.op !== "cite" && edit.op !== "uncite") || words.op !== "set") return false;
  return words.itemId === edit.itemId && citedField(words.field) === edit.citation.field;
}

/** The unsaved edits, those of marks behind unsaved words moved to where they go in other words in their place. */
export function withMarksMoved(kept: readonly Kept[], set: SetEdit, value: FieldValue): Kept[] {
  const place = kept.findIndex(({ id }) => id === keptId(set));
  const moved = movingMarks(textOf(set.value) ?? "", textOf(value) ?? "");
  return kept.map((each, at) => {
    const { edit } = each;
    if (at < place || !isMark(edit, set) || !("citation" in edit)) return each;
    const { offset } = moved(edit.citation.offset);
    const carried = { ...edit, citation: { ...edit.citation, offset } };
    return { ...each, id: keptId(carried), edit: carried };
  });
}

/** An item with what the person's own unsaved edits of it say, as far as it can hold it. */
export function withOwnWords(item: Item, own: readonly Kept[]): Item {
  let reached = item;
  for (const { edit, problem } of own) {
    if (problem !== null) continue;
    const judged = judge({ items: [reached], ranks: new Map() }, edit);
    if (edit.op === "set") {
      const [was, is] = [valueAt(reached, edit.field), edit.value].map((value) => textOf(value) ?? "");
      const citations = moveCitations(reached.citations, citedField(edit.field), was ?? "", is ?? "");
      reached = { ...withValue(reached, edit.field, edit.value), citations };
    } else if (judged.outcome === "done" && judged.step.op === "cite") {
      reached = { ...reached, citations: judged.step.citations };
    }
  }
  return reached;
}
