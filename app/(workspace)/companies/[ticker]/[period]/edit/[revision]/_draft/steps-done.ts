import { type Citation, compareCitations, type NoteContent } from "@/lib/notes/content";
import { fullSentence, judge } from "@/lib/notes/edit";
import { citedField, valueAt } from "@/lib/notes/field";
import type { Edit } from "@/lib/notes/input";
import { applyStep, type Step } from "@/lib/notes/step";
import type { SourceEntry } from "@/lib/sources/model";
import { shownOver, withEdit } from "./holding";
import type { Holding, Kept, Past } from "./kept";
import { onMarksNow, whyNotBack } from "./past";
import type { ServerCopy } from "./server-copy";

/** A step to be done. `expected`: what it takes back or does again, which must be as it was left; null: nothing. */
export type Wanted = { step: Step; expected: Step | null };

export type Done = {
  /** the unsaved edits with those that the steps came to */
  kept: Kept[];
  done: Past;
  /** the steps that would have undone what somebody else has done since, and the sentence that says so */
  left: Set<Step>;
  why: string | null;
};

/** The steps that take an own edit back, the last first, or do it again. */
export function wantedOf(past: Past, way: "back" | "again"): Wanted[] {
  if (way === "again") return past.map(({ undo, redo }) => ({ step: redo, expected: undo }));
  return past.toReversed().map(({ undo, redo }) => ({ step: undo, expected: redo }));
}

/** Does steps one after the other on what is shown. */
export function doneOn(
  content: NoteContent,
  { kept: held, batch }: Pick<Holding, "kept" | "batch">,
  copy: ServerCopy,
  steps: readonly Wanted[],
): Done {
  const { ranks, sources } = copy;
  let [shown, kept] = [content, held];
  const reached: Omit<Done, "kept"> = { done: [], left: new Set(), why: null };
  for (const { step, expected } of steps) {
    const why = expected && whyNotBack(step, expected, shown);
    if (why) {
      reached.left.add(step);
      reached.why = why;
      continue;
    }
    const own = expected ? onMarksNow(step, expected, shown) : step;
    if (own.op === "remove") dropUnfit(own.itemId, "");
    if (own.op === "set" && own.field === "assessment") dropUnfit(own.itemId, "assessment.");
    const done = doStep(own);
    if (done) reached.done.push({ undo: done.undo, redo: own.op === "cite" ? own : done.step });
    if (own.op === "set" && own.citations) doStep(marksBack(own, shown));
  }
  return { ...reached, kept };

  /** Words that no field can hold were never sent, and do not go along with what they stand in; taking its end back brings them, too. */
  function dropUnfit(itemId: string, within: string): void {
    const unfit = kept.filter(
      ({ edit, problem }) =>
        problem !== null && edit.op === "set" && edit.itemId === itemId && edit.field.startsWith(within),
    );
    for (const { edit } of unfit) {
      if (edit.op !== "set") continue;
      const set = { op: "set", itemId, field: edit.field } as const;
      reached.done.push({ undo: { ...set, value: edit.value }, redo: { ...set, value: edit.base } });
    }
    kept = kept.filter((each) => !unfit.includes(each));
    if (unfit.length > 0) shown = shownOver(copy, kept);
  }

  /** What its first edit came to; a step on marks may come to several. */
  function doStep(wanted: Step): { undo: Step; step: Step } | null {
    let first: { undo: Step; step: Step } | null = null;
    for (const edit of editsOf(wanted, shown, ranks, sources)) {
      const judged = judge({ items: shown.items, ranks }, edit);
      if (judged.outcome === "full") reached.why = fullSentence(edit);
      if (judged.outcome !== "done") continue;
      first ??= judged;
      kept = withEdit({ kept, batch }, edit);
      shown = applyStep(shown, judged.step, sources);
    }
    return first;
  }
}

/** The edits that a step comes to on what is shown now; none when its item is not there. */
function editsOf(
  step: Step,
  shown: NoteContent,
  ranks: ReadonlyMap<string, string>,
  sources: readonly SourceEntry[],
): Edit[] {
  if (step.op === "add") return [{ op: "add", item: step.item, after: step.after }];
  const item = shown.items.find(({ id }) => id === step.itemId);
  if (!item) return [];
  const { kind } = item;
  switch (step.op) {
    case "remove":
      return [{ op: "remove", item }];
    case "move":
      return [{ op: "move", itemId: item.id, base: ranks.get(item.id) ?? "", after: step.after }];
    case "set": {
      const base = valueAt(item, step.field);
      return [{ op: "set", kind, itemId: item.id, field: step.field, base, value: step.value }];
    }
    case "cite": {
      const isIn = (list: typeof step.citations, mark: (typeof list)[number]) =>
        list.some((each) => compareCitations(each, mark) === 0);
      const gone = item.citations.filter((mark) => !isIn(step.citations, mark));
      const come = step.citations.filter((mark) => !isIn(item.citations, mark));
      return [
        ...gone.map((citation): Edit => ({ op: "uncite", kind, itemId: item.id, citation })),
        ...come.map((citation): Edit => {
          const source = sources.find(({ label }) => label === citation.label) ?? null;
          return { op: "cite", kind, itemId: item.id, citation, source };
        }),
      ];
    }
  }
}

/** What puts the marks of a field where a step had them. Those of other fields stay, and those that came since. */
function marksBack({ itemId, field, citations = [] }: Extract<Step, { op: "set" }>, shown: NoteContent): Step {
  const isOwn = (mark: Citation) => mark.field === citedField(field);
  const now = shown.items.find(({ id }) => id === itemId)?.citations ?? [];
  const back = citations.filter(isOwn);
  const labels = back.map(({ label }) => label);
  const others = now.filter((mark) => {
    const at = isOwn(mark) ? labels.indexOf(mark.label) : -1;
    if (at >= 0) labels.splice(at, 1);
    return at < 0;
  });
  return { op: "cite", itemId, citations: [...others, ...back] };
}
