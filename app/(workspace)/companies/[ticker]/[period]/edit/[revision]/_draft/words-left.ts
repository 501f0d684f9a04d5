import type { Item } from "@/lib/notes/content";
import { type FieldAddress, type FieldValue, valueAt } from "@/lib/notes/field";
import type { Edit } from "@/lib/notes/input";
import type { Step } from "@/lib/notes/step";
import { fieldId, type Kept } from "./kept";

/** The unsaved edits with the field of an item that has gone: it was open, and what is there and will be typed is kept. */
export function withOpen(kept: readonly Kept[], item: Item, field: FieldAddress): Kept[] {
  const id = fieldId(item.id, field);
  if (kept.some((each) => each.id === id)) return [...kept];
  const value = valueAt(item, field);
  const edit: Edit = { op: "set", kind: item.kind, itemId: item.id, field, base: value, value };
  return [...kept, { id, edit, conflict: null, problem: null }];
}

/** The unsaved edits, one of them with another value. */
export function reworded(kept: readonly Kept[], id: string, value: FieldValue): Kept[] {
  return kept.map((each) =>
    each.id === id && each.edit.op === "set" ? { ...each, edit: { ...each.edit, value } } : each,
  );
}

/** The steps that write what no field can hold, which an item that is put back cannot bring along. */
export function unfitSteps(own: readonly Kept[]): Step[] {
  return own.flatMap(({ edit, problem }): Step[] =>
    edit.op === "set" && problem !== null
      ? [{ op: "set", itemId: edit.itemId, field: edit.field, value: edit.value }]
      : [],
  );
}
