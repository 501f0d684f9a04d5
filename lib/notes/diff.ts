import { type Citation, fieldSchemas, type Item, type NoteContent, sameCitations, tidyCitations } from "./content";
import { type FieldAddress, type FieldValue, sameValue, valueAt } from "./field";
import { applySteps, type Step } from "./step";

export type FieldChange = { field: FieldAddress; before: FieldValue; after: FieldValue };

/** `beside`: what the item had in its other part before. */
type MarkChange = { before: Citation[]; after: Citation[]; beside: Citation[] } | null;

/**
 * One change: an item and one of its parts. The item is as it is now, or as it was when it has been removed; `citations`
 * are the marks in the part's own words, where they differ.
 */
export type Change = { itemId: string; item: Item } & (
  | { part: "text"; fields: FieldChange[]; citations: MarkChange }
  | { part: "assessment"; fields: FieldChange[]; citations: MarkChange }
  /** `after`: the item that it stands behind now; null when it is the first */
  | { part: "place"; change: "added"; after: string | null }
  /** `was`: the item that it stood behind */
  | { part: "place"; change: "removed"; was: string | null }
  /** within the note's order (null: it kept its place), or to the other side of the takeaways */
  | {
      part: "place";
      change: "moved";
      order: { was: string | null; after: string | null } | null;
      fields: FieldChange[];
    }
);

/** `<item>:<part>`: what names a change within a revision. */
export function changeKey({ itemId, part }: Pick<Change, "itemId" | "part">): string {
  return `${itemId}:${part}`;
}

/** What lies between two contents of one note, in the order in which a reader of the new one comes upon it. */
export type Diff = Pick<NoteContent, "company" | "ticker" | "sources"> & { changes: Change[] };

/** `placed`: items that people placed anew, which are told as moved where the order alone says it of others as well. */
export function diff(base: NoteContent, head: NoteContent, placed?: ReadonlySet<string>): Diff {
  const before = new Map(base.items.map((item) => [item.id, item]));
  const now = new Set(head.items.map(({ id }) => id));
  const still = stillInOrder(base.items, head.items, placed);
  const removed = base.items.flatMap((item, place): Change[] =>
    now.has(item.id)
      ? []
      : [{ itemId: item.id, item, part: "place", change: "removed", was: base.items[place - 1]?.id ?? null }],
  );
  const rest = head.items.flatMap((item, place): Change[] => {
    const after = head.items[place - 1]?.id ?? null;
    const was = before.get(item.id);
    if (!was) return [{ itemId: item.id, item, part: "place", change: "added", after }];
    const order = still.has(item.id) ? null : { was: previousIn(base.items, item.id), after };
    return changesOf(was, item, order);
  });
  const { company, ticker, sources } = head;
  return { company, ticker, sources, changes: [...removed, ...rest] };
}

function previousIn(items: Item[], id: string): string | null {
  return items[items.findIndex((item) => item.id === id) - 1]?.id ?? null;
}

type Moved = Extract<Change, { change: "moved" }>;

function changesOf(was: Item, item: Item, order: Moved["order"]): Change[] {
  const fields = changedFields(was, item);
  const isSide = ({ field }: FieldChange) => item.kind === "takeaway" && field === "kind";
  const isAssessment = ({ field }: FieldChange) => field.startsWith("assessment");
  const own = { itemId: item.id, item };
  const sides = fields.filter(isSide);
  const assessed = fields.filter(isAssessment);
  const words = fields.filter((change) => !isSide(change) && !isAssessment(change));
  const [inWords, inRating] = [changedMarks(was, item, false), changedMarks(was, item, true)];
  return [
    ...(order || sides.length > 0 ? [{ ...own, part: "place", change: "moved", order, fields: sides } as const] : []),
    ...(words.length > 0 || inWords ? [{ ...own, part: "text", fields: words, citations: inWords } as const] : []),
    ...(assessed.length > 0 || inRating
      ? [{ ...own, part: "assessment", fields: assessed, citations: inRating } as const]
      : []),
  ];
}

/** The marks of an item in its text, or those in the commentary on a risk. */
export function marksOf({ citations }: Pick<Item, "citations">, inRating: boolean): Citation[] {
  return citations.filter(({ field }) => (field === "commentary") === inRating);
}

function changedMarks(was: Item, item: Item, inRating: boolean): MarkChange {
  const [before, after] = [marksOf(was, inRating), marksOf(item, inRating)];
  return sameCitations(before, after) ? null : { before, after, beside: marksOf(was, !inRating) };
}

/** The fields in which two states of one item differ; an assessment as a whole while one of them has none. */
export function changedFields(was: Item, item: Item): FieldChange[] {
  return fieldsOf(was, item).flatMap((field) => {
    const [before, after] = [valueAt(was, field), valueAt(item, field)];
    return sameValue(before, after) ? [] : [{ field, before, after }];
  });
}

function fieldsOf(was: Item, item: Item): FieldAddress[] {
  const names = Object.keys(fieldSchemas[item.kind].shape);
  if (item.kind === "topic_row" && was.kind === "topic_row") {
    const periods = [...was.fields.mentions, ...item.fields.mentions].map(({ period }) => period);
    const mentions = [...new Set(periods)].sort().map((period) => `mentions.${period}`);
    return names.flatMap((name) => (name === "mentions" ? mentions : [name]));
  }
  if (item.kind !== "takeaway" || was.kind !== "takeaway") return names;
  const isBoth = was.assessment && item.assessment;
  const parts = Object.keys(item.assessment ?? {}).map((part) => `assessment.${part}`);
  return [...names, ...(isBoth ? parts : ["assessment"])];
}

/**
 * The common items that a longest run of the old order keeps; the others have moved. Where several runs are as long, as
 * when two items have changed places, the one that leaves out most of what was `placed` anew.
 */
export function stillInOrder(
  base: readonly { id: string }[],
  head: readonly { id: string }[],
  placed: ReadonlySet<string> = new Set(),
): Set<string> {
  const placeOf = new Map(base.map(({ id }, place) => [id, place]));
  const common = head.flatMap(({ id }) => {
    const place = placeOf.get(id);
    return place === undefined ? [] : [{ id, place }];
  });
  if (common.every(({ place }, at) => place > (common[at - 1]?.place ?? -1)))
    return new Set(common.map(({ id }) => id));
  // For each entry the best run that ends with it: one entry more outweighs all that may be placed anew.
  const runs: { worth: number; before: number }[] = [];
  let last = -1;
  for (const [at, { id, place }] of common.entries()) {
    let before = -1;
    for (let each = 0; each < at; each += 1) {
      if ((common[each]?.place ?? 0) < place && worthOf(each) >= worthOf(before)) before = each;
    }
    runs.push({ worth: worthOf(before) + common.length + (placed.has(id) ? 0 : 1), before });
    if (worthOf(at) >= worthOf(last)) last = at;
  }
  function worthOf(at: number): number {
    return runs[at]?.worth ?? 0;
  }
  const kept = new Set<string>();
  for (let at = last; at >= 0; at = runs[at]?.before ?? -1) kept.add(common[at]?.id ?? "");
  return kept;
}

/** The items that stand under another rank than in the base: those that somebody placed there. */
export function placedAnew(was: Readonly<Record<string, string>>, is: Readonly<Record<string, string>>): Set<string> {
  return new Set(Object.keys(is).filter((id) => was[id] !== undefined && was[id] !== is[id]));
}

/** The items that stand in both contents as they did, in the new order: what others are placed between. */
export function unmoved(base: NoteContent, head: NoteContent, changes: readonly Change[]): string[] {
  const before = new Set(base.items.map(({ id }) => id));
  const moved = new Set(
    changes.flatMap((change) =>
      change.part === "place" && change.change === "moved" && change.order ? [change.itemId] : [],
    ),
  );
  return head.items.flatMap(({ id }) => (before.has(id) && !moved.has(id) ? [id] : []));
}

/** The steps that do changes of one diff, in its order. */
export function stepsOf(changes: readonly Change[]): Step[] {
  return [...changes.flatMap(stepsOfOne), ...citesOf(changes, "after")];
}

function stepsOfOne(change: Change): Step[] {
  const { itemId } = change;
  if (change.part !== "place") {
    return change.fields.map(({ field, after }): Step => ({ op: "set", itemId, field, value: after }));
  }
  if (change.change === "added") return [{ op: "add", item: change.item, after: change.after }];
  if (change.change === "removed") return [{ op: "remove", itemId }];
  const sides = change.fields.map(({ field, after }): Step => ({ op: "set", itemId, field, value: after }));
  return change.order ? [...sides, { op: "move", itemId, after: change.order.after }] : sides;
}

/** One step for each item whose marks change, which names all that it has then: in its words and in its rating. */
function citesOf(changes: readonly Change[], side: "before" | "after"): Step[] {
  const steps = new Map<string, Extract<Step, { op: "cite" }>>();
  for (const { itemId, item, ...change } of changes) {
    if (change.part === "place" || !change.citations) continue;
    const inRating = change.part === "assessment";
    const { beside, [side]: own } = change.citations;
    const marks = steps.get(itemId)?.citations ?? (side === "before" ? item.citations : beside);
    const others = marksOf({ citations: marks }, !inRating);
    steps.set(itemId, { op: "cite", itemId, citations: tidyCitations([...others, ...own]) });
  }
  return [...steps.values()];
}

/** `diff(base, head)` done to `base` is `head`. */
export function applyDiff(base: NoteContent, { changes, company, ticker, sources }: Diff): NoteContent {
  return { ...applySteps(base, stepsOf(changes), sources), company, ticker };
}

/** The steps that take changes of one diff back: what was added goes first, and nothing is placed before what it stood behind. */
export function undoOf(changes: readonly Change[]): Step[] {
  const steps = [...changes.flatMap(undoOfOne), ...citesOf(changes, "before")];
  const behind = new Map(steps.flatMap((step) => ("after" in step ? [[placedId(step), step.after]] : [])));
  const turn = (id: string | null): number => (id && behind.has(id) ? 1 + turn(behind.get(id) ?? null) : 0);
  const turnOf = (step: Step) => (step.op === "remove" ? -1 : "after" in step ? turn(placedId(step)) : 0);
  return steps.toSorted((a, b) => turnOf(a) - turnOf(b));
}

function placedId(step: Extract<Step, { op: "add" | "move" }>): string {
  return step.op === "add" ? step.item.id : step.itemId;
}

function undoOfOne(change: Change): Step[] {
  const { itemId } = change;
  if (change.part !== "place") {
    return change.fields.map(({ field, before }): Step => ({ op: "set", itemId, field, value: before }));
  }
  if (change.change === "added") return [{ op: "remove", itemId }];
  if (change.change === "removed") return [{ op: "add", item: change.item, after: change.was }];
  const sides = change.fields.map(({ field, before }): Step => ({ op: "set", itemId, field, value: before }));
  return change.order ? [...sides, { op: "move", itemId, after: change.order.was }] : sides;
}
