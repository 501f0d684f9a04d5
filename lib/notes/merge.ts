import { compareLabels } from "@/lib/sources/model";
import { type Item, itemsOf, type NoteContent, sameCitations } from "./content";
import { changedFields } from "./diff";
import { type FieldAddress, type FieldValue, sameValue, valueAt, withValue } from "./field";
import { mergeCitations } from "./merge-citations";
import { fixedIn, weave } from "./weave";

/** Where two people did to one thing what cannot stand side by side. `item`: as it was written, or as ours has it. */
export type MergeConflict = { itemId: string; item: Item } & (
  | { field: FieldAddress; base: FieldValue; ours: FieldValue; theirs: FieldValue }
  /** one took the item out, the other wrote in it */
  | { field: null; removedBy: "ours" | "theirs" }
);

/** One of the two, or for a field a value of its own. */
type MergeChoice = "ours" | "theirs" | { value: FieldValue };

/** By the conflict's key. Where nothing is said a field is ours, and no item goes: words do not vanish unasked. */
export type MergeChoices = Readonly<Record<string, MergeChoice>>;

export type Merged = { content: NoteContent; conflicts: MergeConflict[] };

export function conflictKey({ itemId, field }: Pick<MergeConflict, "itemId" | "field">): string {
  return field === null ? itemId : `${itemId}:${field}`;
}

/**
 * What comes of a note that two went on with from one base, item by item and field by field. What one of them wrote, or
 * both alike, is in the content; what they wrote differently is a conflict too, settled as chosen.
 */
export function merge(
  base: NoteContent,
  written: NoteContent,
  theirs: NoteContent,
  choices: MergeChoices = {},
): Merged {
  const ours = withHeadlineOf(theirs, written);
  const conflicts: MergeConflict[] = [];
  const settle = (conflict: MergeConflict) => {
    conflicts.push(conflict);
    return choices[conflictKey(conflict)];
  };
  const [was, mine, other] = [base, ours, theirs].map(byId) as [Items, Items, Items];
  const merged = new Map<string, Item>();
  for (const id of new Set([...mine.keys(), ...other.keys()])) {
    const item = mergeItem(was.get(id), mine.get(id), other.get(id), settle);
    if (item) merged.set(id, item);
  }
  const items = orderOf(base, ours, theirs).flatMap((id) => merged.get(id) ?? []);
  return { content: { ...ours, items, sources: sourcesOf(items, [ours, theirs]) }, conflicts };
}

type Items = Map<string, Item>;

/** Two who began one note each wrote its headline: it is one item. */
function withHeadlineOf(theirs: NoteContent, ours: NoteContent): NoteContent {
  const [id] = itemsOf(theirs, "headline").map((headline) => headline.id);
  if (id === undefined || ours.items.some((item) => item.id === id)) return ours;
  return { ...ours, items: ours.items.map((item) => (item.kind === "headline" ? { ...item, id } : item)) };
}

function byId({ items }: NoteContent): Items {
  return new Map(items.map((item) => [item.id, item]));
}

/** An item's place is ours to say when we moved or added it, or only we have it still; else it is theirs. */
function orderOf(base: NoteContent, ours: NoteContent, theirs: NoteContent): string[] {
  const fixed = fixedIn(base.items, ours.items, theirs.items);
  const unmoved = new Set(fixedIn(base.items, ours.items, ours.items));
  const theirIds = new Set(theirs.items.map(({ id }) => id));
  const isOurs = (id: string) => !unmoved.has(id) || !theirIds.has(id);
  const own = new Set(ours.items.flatMap(({ id }) => (isOurs(id) ? [id] : [])));
  const others = new Set([...theirIds].filter((id) => !own.has(id)));
  return weave(fixed, [
    { items: ours.items, own },
    { items: theirs.items, own: others },
  ]);
}

type Settle = (conflict: MergeConflict) => MergeChoice | undefined;

/** The item as both leave it; null when it goes. */
function mergeItem(base: Item | undefined, ours: Item | undefined, theirs: Item | undefined, settle: Settle) {
  if (ours && theirs) return mergeWritten(base ?? null, ours, theirs, settle);
  const left = ours ?? theirs;
  if (!left || !base) return left ?? null;
  const isWritten = changedFields(base, left).length > 0 || !sameCitations(base.citations, left.citations);
  if (!isWritten) return null;
  const removedBy = ours ? "theirs" : "ours";
  return settle({ itemId: left.id, item: left, field: null, removedBy }) === removedBy ? null : left;
}

function mergeWritten(base: Item | null, ours: Item, theirs: Item, settle: Settle): Item {
  const changed = changedFields(base ?? theirs, ours);
  const theirChanges = changedFields(base ?? ours, theirs).map(({ field }) => field);
  const whole = "assessment";
  const isWhole = theirChanges.includes(whole) || changed.some(({ field }) => field === whole);
  const fieldOf = (field: FieldAddress) => (isWhole && field.startsWith(`${whole}.`) ? whole : field);
  const contested = new Set(theirChanges.map(fieldOf));
  let merged = theirs;
  for (const field of new Set(changed.map(({ field }) => fieldOf(field)))) {
    const values = { base: base && valueAt(base, field), ours: valueAt(ours, field), theirs: valueAt(theirs, field) };
    const isConflict = contested.has(field) && !sameValue(values.ours, values.theirs);
    const choice = isConflict ? settle({ itemId: ours.id, item: ours, field, ...values }) : "ours";
    if (choice === "theirs") continue;
    merged = withValue(merged, field, typeof choice === "object" ? choice.value : values.ours);
  }
  return { ...merged, citations: mergeCitations(base ?? { ...theirs, citations: [] }, ours, theirs, merged) };
}

/** The documents that items cite, in the order of their labels, as the contents describe them: the last one counts. */
export function sourcesOf(items: readonly Item[], contents: readonly NoteContent[]): NoteContent["sources"] {
  const known = new Map(contents.flatMap(({ sources }) => sources.map((source) => [source.label, source])));
  const cited = new Set(items.flatMap(({ citations }) => citations.map(({ label }) => label)));
  return [...cited].sort(compareLabels).flatMap((label) => known.get(label) ?? []);
}
