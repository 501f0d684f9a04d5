import { type Citation, fieldSchemas, type Item, type NoteContent, sameCitations } from "./content";
import { type FieldAddress, type FieldValue, sameValue, valueAt } from "./field";
import { applySteps, type Step } from "./step";

export type FieldChange = { field: FieldAddress; before: FieldValue; after: FieldValue };

/** One change: an item and one of its parts. The item is as it is now, or as it was when it has been removed. */
export type Change = { itemId: string; item: Item } & (
  | { part: "text"; fields: FieldChange[]; citations: { before: Citation[]; after: Citation[] } | null }
  | { part: "assessment"; fields: FieldChange[] }
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

/** What lies between two contents of one note, in the order in which a reader of the new one comes upon it. */
export type Diff = Pick<NoteContent, "company" | "ticker" | "sources"> & { changes: Change[] };

export function diff(base: NoteContent, head: NoteContent): Diff {
  const before = new Map(base.items.map((item) => [item.id, item]));
  const now = new Set(head.items.map(({ id }) => id));
  const still = stillInOrder(base.items, head.items);
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
  const citations = sameCitations(was.citations, item.citations)
    ? null
    : { before: was.citations, after: item.citations };
  return [
    ...(order || sides.length > 0 ? [{ ...own, part: "place", change: "moved", order, fields: sides } as const] : []),
    ...(words.length > 0 || citations ? [{ ...own, part: "text", fields: words, citations } as const] : []),
    ...(assessed.length > 0 ? [{ ...own, part: "assessment", fields: assessed } as const] : []),
  ];
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

/** The common items that a longest run of the old order keeps; the others have moved. */
export function stillInOrder(base: readonly { id: string }[], head: readonly { id: string }[]): Set<string> {
  const placeOf = new Map(base.map(({ id }, place) => [id, place]));
  const common = head.flatMap(({ id }) => {
    const place = placeOf.get(id);
    return place === undefined ? [] : [{ id, place }];
  });
  // Patience: for each length, the run that ends lowest, and for each entry the one before it in its run.
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [index, { place }] of common.entries()) {
    const found = ends.findIndex((end) => (common[end]?.place ?? 0) > place);
    const length = found < 0 ? ends.length : found;
    previous[index] = ends[length - 1];
    ends[length] = index;
  }
  const kept = new Set<string>();
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) kept.add(common[at]?.id ?? "");
  return kept;
}

/** The steps that do a change. Those of a whole diff are done in its order. */
export function stepsOf(change: Change): Step[] {
  const { itemId } = change;
  if (change.part !== "place") {
    const steps = change.fields.map(({ field, after }): Step => ({ op: "set", itemId, field, value: after }));
    const cites = change.part === "text" && change.citations;
    return cites ? [...steps, { op: "cite", itemId, citations: cites.after }] : steps;
  }
  if (change.change === "added") return [{ op: "add", item: change.item, after: change.after }];
  if (change.change === "removed") return [{ op: "remove", itemId }];
  const sides = change.fields.map(({ field, after }): Step => ({ op: "set", itemId, field, value: after }));
  return change.order ? [...sides, { op: "move", itemId, after: change.order.after }] : sides;
}

/** `diff(base, head)` done to `base` is `head`. */
export function applyDiff(base: NoteContent, { changes, company, ticker, sources }: Diff): NoteContent {
  return { ...applySteps(base, changes.flatMap(stepsOf), sources), company, ticker };
}

/** The steps that take changes of one diff back: what was added goes first, and nothing is placed before what it stood behind. */
export function undoOf(changes: readonly Change[]): Step[] {
  const steps = changes.flatMap(undoOfOne);
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
    const steps = change.fields.map(({ field, before }): Step => ({ op: "set", itemId, field, value: before }));
    const cites = change.part === "text" && change.citations;
    return cites ? [...steps, { op: "cite", itemId, citations: cites.before }] : steps;
  }
  if (change.change === "added") return [{ op: "remove", itemId }];
  if (change.change === "removed") return [{ op: "add", item: change.item, after: change.was }];
  const sides = change.fields.map(({ field, before }): Step => ({ op: "set", itemId, field, value: before }));
  return change.order ? [...sides, { op: "move", itemId, after: change.order.was }] : sides;
}
