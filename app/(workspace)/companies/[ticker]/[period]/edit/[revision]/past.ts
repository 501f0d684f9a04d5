import type { NoteContent } from "@/lib/notes/content";
import { sameValue, valueAt } from "@/lib/notes/field";
import type { Step } from "@/lib/notes/step";
import type { Past } from "./kept";

const pastMax = 200;

/** The own edits with one more; typing that goes on in a field goes into the last one. */
export function withPast(past: readonly Past[], edit: Past, goesOn: boolean): Past[] {
  const last = past.at(-1);
  const longer = goesOn && last ? [...past.slice(0, -1), { undo: last.undo, redo: edit.redo }] : [...past, edit];
  return longer.slice(-pastMax);
}

/** Why an own edit cannot be taken back, in a sentence; null when it can. `expected`: what the edit had made of it. */
export function whyNotBack(step: Step, expected: Step, shown: NoteContent): string | null {
  if (step.op === "add") return null;
  const item = shown.items.find(({ id }) => id === step.itemId);
  if (!item) return "This item is not in the draft any more, so there is nothing in it to take back.";
  const isOvertaken =
    step.op === "set" && expected.op === "set" && !sameValue(valueAt(item, step.field), expected.value);
  return isOvertaken
    ? "Somebody has changed this since. Taking your edit back would undo theirs, so it was left."
    : null;
}
