import { type Citation, compareCitations, type Item } from "@/lib/notes/content";
import type { Displaced } from "@/lib/notes/displaced";
import { citedField, textOf, valueAt } from "@/lib/notes/field";
import { movingMarks } from "@/lib/notes/marks";
import type { Step } from "@/lib/notes/step";

/** Those marks after a step; `item` is as it was before it. */
export function displacedAfter(displaced: readonly Displaced[], item: Item | undefined, step: Step): Displaced[] {
  const itemId = step.op === "add" ? step.item.id : step.itemId;
  const others = displaced.filter((mark) => mark.itemId !== itemId);
  const own = displaced.filter((mark) => mark.itemId === itemId);
  if (step.op === "add" || step.op === "remove") return others;
  if (step.op === "cite") return [...others, ...own.filter((mark) => isIn(step.citations, mark))];
  if (step.op !== "set" || !step.citations || !item) return [...displaced];
  const field = citedField(step.field);
  const moved = movingMarks(textOf(valueAt(item, step.field)) ?? "", textOf(step.value) ?? "");
  const lost = item.citations.flatMap((mark) => {
    const { offset, isLost } = mark.field === field ? moved(mark.offset) : { ...mark, isLost: false };
    return isLost || isIn(own, mark) ? [{ ...mark, offset, itemId }] : [];
  });
  return [...others, ...lost.filter((mark) => isIn(step.citations ?? [], mark))];
}

function isIn(marks: readonly Citation[], mark: Citation): boolean {
  return marks.some((each) => isSame(each, mark));
}

function isSame(a: Citation, b: Citation): boolean {
  return compareCitations(a, b) === 0;
}
