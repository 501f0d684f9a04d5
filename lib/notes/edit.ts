import canonicalize from "canonicalize";
import { compareCitations, type Item, type ItemOf, itemsMax, tidyCitations } from "./content";
import { citedField, citedText, type FieldValue, sameValue, textOf, valueAt } from "./field";
import type { Edit, SetEdit } from "./input";
import { moveCitations } from "./marks";
import type { Step } from "./step";

/** What an edit comes to: a step and the step that undoes it, or why it cannot be done as it was meant. */
export type Judgement =
  | { outcome: "done"; step: Step; undo: Step }
  /** what it would do is so already */
  | { outcome: "idle" }
  /** the field holds neither what it was based on nor what it would write */
  | { outcome: "conflict"; theirs: FieldValue }
  /** the item that was to go or to move is not as it was read */
  | { outcome: "changed"; theirs: Item }
  /** the item is not in the draft any more */
  | { outcome: "gone" }
  | { outcome: "full" };

/** The items of a draft in their order, and their ranks; for an edit that minds no order, the edited item alone will do. */
export type Held = { items: readonly Item[]; ranks: ReadonlyMap<string, string> };

/** Compares an edit with what the draft holds. The order of items decides nothing but where an item goes. */
export function judge(held: Held, edit: Edit): Judgement {
  if (edit.op === "add") return judgeAdd(held, edit);
  const id = edit.op === "remove" ? edit.item.id : edit.itemId;
  const item = held.items.find((each) => each.id === id);
  if (!item) return edit.op === "remove" ? { outcome: "idle" } : { outcome: "gone" };
  if ("kind" in edit && edit.kind !== item.kind) return { outcome: "gone" };
  switch (edit.op) {
    case "set":
      return judgeSet(item, edit);
    case "remove": {
      const undo = { op: "add", item, after: before(held, id) } as const;
      if (canonicalize(item) !== canonicalize(edit.item)) return { outcome: "changed", theirs: item };
      return { outcome: "done", step: { op: "remove", itemId: id }, undo };
    }
    case "move": {
      if ((held.ranks.get(id) ?? "") !== edit.base) return { outcome: "changed", theirs: item };
      const [was, after] = [before(held, id), placeFor(held, item, edit.after)];
      if (after === was || after === id) return { outcome: "idle" };
      const step = { op: "move", itemId: id } as const;
      return { outcome: "done", step: { ...step, after }, undo: { ...step, after: was } };
    }
    default:
      return judgeCite(item, edit);
  }
}

function judgeSet(item: Item, { field, base, value }: SetEdit): Judgement {
  const held = valueAt(item, field);
  if (sameValue(held, value)) return { outcome: "idle" };
  const isPartOfNothing = field.startsWith("assessment.") && item.kind === "takeaway" && item.assessment === null;
  if (!sameValue(held, base) || isPartOfNothing) return { outcome: "conflict", theirs: held };
  const set = { op: "set", itemId: item.id, field } as const;
  const cited = citedField(field);
  if (!item.citations.some((citation) => citation.field === cited)) {
    return { outcome: "done", step: { ...set, value }, undo: { ...set, value: held } };
  }
  // A mention or an assessment that is taken away takes its marks along.
  const isTaken = value === null && (field === "assessment" || field.startsWith("mentions."));
  const citations = isTaken
    ? item.citations.filter((citation) => citation.field !== cited)
    : moveCitations(item.citations, cited, textOf(held) ?? "", textOf(value) ?? "");
  return {
    outcome: "done",
    step: { ...set, value, citations },
    undo: { ...set, value: held, citations: item.citations },
  };
}

function judgeAdd(held: Held, { item, after }: Extract<Edit, { op: "add" }>): Judgement {
  if (held.items.some(({ id }) => id === item.id)) return { outcome: "idle" };
  const isSecondHeadline = item.kind === "headline" && held.items.some(({ kind }) => kind === "headline");
  if (isSecondHeadline || held.items.length >= itemsMax) return { outcome: "full" };
  return {
    outcome: "done",
    step: { op: "add", item, after: placeFor(held, item, after) },
    undo: { op: "remove", itemId: item.id },
  };
}

/** Why there was no room for what an edit adds. */
export function fullSentence(edit: Edit): string {
  return edit.op === "add" && edit.item.kind === "headline"
    ? "This note has a headline already."
    : `A note has at most ${itemsMax} items. Delete one first.`;
}

function judgeCite(item: Item, { op, citation }: Extract<Edit, { op: "cite" | "uncite" }>): Judgement {
  const text = citedText(item, citation.field);
  if (text === null) return { outcome: "gone" };
  const mark = { ...citation, offset: Math.min(citation.offset, text.length) };
  const others = item.citations.filter((each) => compareCitations(each, mark) !== 0);
  const isThere = others.length < item.citations.length;
  if (isThere === (op === "cite")) return { outcome: "idle" };
  const citations = op === "cite" ? tidyCitations([...others, mark]) : others;
  const cite = { op: "cite", itemId: item.id } as const;
  return { outcome: "done", step: { ...cite, citations }, undo: { ...cite, citations: item.citations } };
}

function before({ items }: Held, id: string): string | null {
  return items[items.findIndex((item) => item.id === id) - 1]?.id ?? null;
}

/** The item to stand behind; when that has gone meanwhile, the last one of the same section, or of the note. */
function placeFor({ items }: Held, item: Item, after: string | null): string | null {
  if (after === null || items.some(({ id }) => id === after)) return after;
  const others = items.filter(({ id }) => id !== item.id);
  return (others.findLast((other) => sectionOf(other) === sectionOf(item)) ?? others.at(-1))?.id ?? null;
}

export type SectionName = "headline" | "positive" | "risk" | Exclude<Item["kind"], "headline" | "takeaway">;

/** The part of a note that an item stands in. */
export function sectionOf(item: Item): SectionName {
  return item.kind === "takeaway" ? (item as ItemOf<"takeaway">).fields.kind : item.kind;
}
