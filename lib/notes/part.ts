import { type Item, type NoteContent, tidyCitations } from "./content";
import { type Change, changeKey, unmoved } from "./diff";
import { withValue } from "./field";
import { sourcesOf } from "./merge";
import { weave } from "./weave";

/** Where each item of a part has what it has: of the base or of the head that is reviewed. */
export type PartItem = {
  id: string;
  text: "base" | "head";
  assessment: "base" | "head";
  /** on which side of the takeaways it stands */
  side: "base" | "head";
};

export type Part = { content: NoteContent; items: PartItem[] };

/** The base with some changes of a revision and without the others. `accepted`: their keys. */
export function partOf(
  base: NoteContent,
  head: NoteContent,
  changes: readonly Change[],
  accepted: ReadonlySet<string>,
): Part {
  const kept = new Map(changes.map((change) => [changeKey(change), accepted.has(changeKey(change))]));
  const isIn = (itemId: string, part: Change["part"]) => kept.get(`${itemId}:${part}`) ?? true;
  const [was, is] = [base, head].map(({ items }) => new Map(items.map((item) => [item.id, item]))) as [Items, Items];
  const parts = new Map<string, { item: Item; from: PartItem }>();
  for (const id of new Set([...was.keys(), ...is.keys()])) {
    const found = partItem(was.get(id), is.get(id), (part) => isIn(id, part));
    if (found) parts.set(id, found);
  }
  const fixed = unmoved(base, head, changes);
  const stays = new Set(fixed);
  const placed = (items: readonly Item[], byHead: boolean) => ({
    items,
    own: new Set(
      items.flatMap(({ id }) => (!stays.has(id) && (is.has(id) && isIn(id, "place")) === byHead ? [id] : [])),
    ),
  });
  const order = weave(fixed, [placed(base.items, false), placed(head.items, true)]);
  const inOrder = order.flatMap((id) => parts.get(id) ?? []);
  const items = inOrder.map(({ item }) => item);
  return {
    content: { ...head, items, sources: sourcesOf(items, [base, head]) },
    items: inOrder.map(({ from }) => from),
  };
}

type Items = Map<string, Item>;

function partItem(was: Item | undefined, is: Item | undefined, isIn: (part: Change["part"]) => boolean) {
  const whole = (item: Item, from: "base" | "head") => {
    return { item, from: { id: item.id, text: from, assessment: from, side: from } as PartItem };
  };
  if (!was) return is && isIn("place") ? whole(is, "head") : null;
  if (!is) return isIn("place") ? null : whole(was, "base");
  const from = (part: Change["part"]) => (isIn(part) ? "head" : "base");
  const text = from("text");
  let item = text === "head" ? is : was;
  if (item.kind === "takeaway" && was.kind === "takeaway" && is.kind === "takeaway") {
    const side = from("place") === "head" ? is : was;
    const rated = from("assessment") === "head" ? is : was;
    const marks = item.citations.filter(({ field }) => field !== "commentary");
    const ratingMarks = rated.citations.filter(({ field }) => field === "commentary");
    const citations = rated === item ? item.citations : tidyCitations([...marks, ...ratingMarks]);
    item = { ...(withValue(item, "kind", side.fields.kind) as typeof item), assessment: rated.assessment, citations };
  }
  return { item, from: { id: item.id, text, assessment: from("assessment"), side: from("place") } as PartItem };
}
