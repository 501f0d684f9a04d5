import canonicalize from "canonicalize";
import { type Citation, compareCitations, type NoteContent } from "@/lib/notes/content";
import { sameValue, valueAt } from "@/lib/notes/field";
import type { Step } from "@/lib/notes/step";
import type { Holding, Past } from "./kept";

const [pastMax, lengthMax] = [200, 300_000];

/** The own edits with one more; typing that goes on in a field goes into the last one. */
export function withPast(past: readonly Past[], edit: Past, goesOn: boolean): Past[] {
  const [[was] = [], [now] = []] = [past.at(-1), edit];
  const longer = goesOn && was && now ? [...past.slice(0, -1), [{ undo: was.undo, redo: now.redo }]] : [...past, edit];
  return goesOn ? longer : recent(longer);
}

/** What is held of a draft, without own edits that a merge has come after: taken back, they would go from what it made. */
export function ofBase(holding: Holding, base: string | null): Holding {
  return holding.base === base ? holding : { ...holding, base, past: [], future: [] };
}

/** The newest of them that a browser has room for beside what is not saved. */
function recent(past: readonly Past[]): Past[] {
  let length = 0;
  const last = past.slice(-pastMax);
  const from = last.findLastIndex((edit) => {
    length += JSON.stringify(edit).length;
    return length > lengthMax;
  });
  return last.slice(Math.min(from + 1, last.length - 1));
}

/** Why an own edit cannot be taken back, in a sentence; null when it can. `expected`: what the edit had made of it. */
export function whyNotBack(step: Step, expected: Step, shown: NoteContent): string | null {
  if (step.op === "add") return null;
  const item = shown.items.find(({ id }) => id === step.itemId);
  if (!item) return "This item is not in the draft any more, so there is nothing in it to take back.";
  const isOvertaken =
    step.op === "set" && expected.op === "set" && !sameValue(valueAt(item, step.field), expected.value);
  const isRewritten =
    step.op === "remove" && expected.op === "add" && canonicalize(item) !== canonicalize(expected.item);
  if (isRewritten) return "Somebody has written in this item since. It was not taken out with their words.";
  const isElsewhere = step.op === "move" && expected.op === "move" && previous(shown, step.itemId) !== expected.after;
  if (isElsewhere) return "This item has been moved since, or another one has come before it. It was left where it is.";
  if (isOvertaken) return "Somebody has changed this since. Taking your edit back would undo theirs, so it was left.";
  const isMoved =
    step.op === "cite" && expected.op === "cite" && without(expected.citations, step.citations).some(isNoneOf(item));
  return isMoved ? "The mark has moved or gone since, so it was left as it is." : null;
}

function previous({ items }: NoteContent, id: string): string | null {
  return items[items.findIndex((item) => item.id === id) - 1]?.id ?? null;
}

/** A step that takes an own edit back, done to the marks that the item has by now: others than the edit's own stay. */
export function onMarksNow(step: Step, expected: Step, shown: NoteContent): Step {
  if (step.op !== "cite" || expected.op !== "cite") return step;
  const now = shown.items.find(({ id }) => id === step.itemId)?.citations ?? [];
  const kept = without(now, without(expected.citations, step.citations));
  return { ...step, citations: [...kept, ...without(step.citations, expected.citations)] };
}

function without(marks: readonly Citation[], others: readonly Citation[]): Citation[] {
  return marks.filter((mark) => others.every((other) => compareCitations(other, mark) !== 0));
}

function isNoneOf({ citations }: { citations: readonly Citation[] }) {
  return (mark: Citation) => without([mark], citations).length > 0;
}
