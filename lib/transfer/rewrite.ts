import { type Citation, compareCitations, fieldSchemas, type Item, type ItemKind } from "@/lib/notes/content";
import { stillInOrder } from "@/lib/notes/diff";
import { type FieldAddress, type FieldValue, sameValue, textOf, valueAt } from "@/lib/notes/field";
import type { Edit, SetEdit } from "@/lib/notes/input";
import { movingMarks } from "@/lib/notes/marks";
import { matchItems } from "./match";
import type { ParsedItem, ParsedNote } from "./parsed";

/** A note that a text is read into. `previousMentions`: by item id, what a topic's source had as previous mentions. */
export type Existing = { items: readonly Item[]; previousMentions: Readonly<Record<string, string>> };

/** What makes the note say what the text says. */
export type Rewrite = {
  edits: Edit[];
  /** what topics that are added bring along as previous mentions, by item id */
  previousMentions: Record<string, string>;
  /** what the text does not have: it stays, unless a person says of each that it goes */
  missing: Item[];
};

type Choices = {
  /** items that go, of those that are missing */
  removed?: ReadonlySet<string>;
  /** of the items in the draft that the edits are for */
  ranks?: Readonly<Record<string, string>>;
  newId: () => string;
};

/**
 * The edits that bring a note to what a text says. Items keep their ids, and with them their threads and comments. Where
 * the text says nothing, the note keeps what it has: an assessment, an outcome, a mention, a mark. Our own form says all.
 */
export function rewriteOf(existing: Existing, text: ParsedNote, { removed, ranks, newId }: Choices): Rewrite {
  const { known, missing } = matchItems(existing.items, text.items);
  const absent = missing.filter(({ kind }) => kind !== "headline");
  const gone = absent.filter(({ id }) => removed?.has(id));
  const previousMentions: Record<string, string> = {};
  const entries = text.items.map((read, index): Entry => {
    const item = known[index];
    if (item) return { item, isNew: false, edits: itemEdits(existing, item, read, text) };
    const added = itemOf(read, newId());
    if (read.kind === "topic_row" && read.previous) previousMentions[added.id] = read.previous;
    return { item: added, isNew: true, edits: [] };
  });
  const staying = existing.items.filter((item) => !gone.includes(item));
  const edits = [
    ...gone.map((item): Edit => ({ op: "remove", item })),
    ...entries.flatMap((entry) => entry.edits),
    ...placeEdits(staying, entries, ranks),
  ];
  return { edits, previousMentions, missing: absent };
}

/** An item as read, under an id. */
export function itemOf(read: ParsedItem, id: string): Item {
  const { previous: _, ...item } = { previous: null, ...read };
  return { ...item, id, citations: item.citations.toSorted(compareCitations) } as Item;
}

type Entry = { item: Item; isNew: boolean; edits: Edit[] };

/** What is read out of the words beside it, unless somebody has chosen it since. */
const derived: Record<FieldAddress, FieldAddress[]> = {
  change: ["previous", "current", "changeText"],
  trendTag: ["current", "trend", "mentions"],
};

function itemEdits(existing: Existing, item: Item, read: ParsedItem, text: ParsedNote): Edit[] {
  const said = itemOf(read, item.id);
  const sets: SetEdit[] = [];
  const tell = (field: FieldAddress) => {
    const [base, value] = [valueAt(item, field), valueAt(said, field)];
    const isSilent = !text.isExact && (value === null || value === "" || (Array.isArray(value) && value.length === 0));
    if (isSilent || sameValue(base, value)) return;
    sets.push({ op: "set", kind: item.kind, itemId: item.id, field, base, value });
  };
  const names = Object.keys(fieldSchemas[item.kind].shape);
  for (const name of names) if (name !== "mentions" && !derived[name]) tell(name);
  if (item.kind === "topic_row" && read.kind === "topic_row") {
    const isOther = text.isExact || read.previous !== (existing.previousMentions[item.id] ?? null);
    const periods = [...read.fields.mentions, ...(text.isExact ? item.fields.mentions : [])].map(
      ({ period }) => period,
    );
    for (const period of isOther ? new Set(periods) : []) tell(`mentions.${period}`);
  }
  for (const name of names) {
    const words = derived[name];
    const isReread = sets.some(({ field }) => words?.includes(field.split(".")[0] ?? ""));
    if (words && (text.isExact || isReread || valueAt(item, name) === null)) tell(name);
  }
  if (said.kind === "takeaway" && said.assessment) tell("assessment");
  return withMarks(item, said, sets, text);
}

/** The edits of an item's words between those that take marks off and those that set them where the text has them. */
function withMarks(item: Item, said: Item, sets: SetEdit[], { isExact, sources }: ParsedNote): Edit[] {
  const of = { kind: item.kind, itemId: item.id };
  const at = (field: FieldAddress) => (citation: Citation) => citation.field === field;
  const cited = [...said.citations, ...(isExact ? item.citations : [])].map(({ field }) => field);
  const off: Edit[] = [];
  const on: Edit[] = [];
  for (const field of new Set(cited)) {
    const [held, given] = [item.citations.filter(at(field)), said.citations.filter(at(field))];
    const set = sets.find((edit) => edit.field === field);
    // A place in other words than the text's own is no place.
    if (field === "commentary" || !sameWords(set ? set.value : valueAt(item, field), valueAt(said, field))) continue;
    if (set && moveAlong(held, given, set)) continue;
    const isIn = (list: Citation[], mark: Citation) => !set && list.some((each) => compareCitations(each, mark) === 0);
    for (const citation of held) if (!isIn(given, citation)) off.push({ op: "uncite", ...of, citation });
    for (const citation of given) {
      const source = sources.find(({ label }) => label === citation.label) ?? null;
      if (!isIn(held, citation)) on.push({ op: "cite", ...of, citation, source });
    }
  }
  return [...off, ...sets, ...on];
}

/** Whether the marks come to stand where the text has them by moving with the words. */
function moveAlong(held: Citation[], given: Citation[], { base, value }: SetEdit): boolean {
  const [before, after] = [textOf(base) ?? "", textOf(value) ?? ""];
  const moving = movingMarks(before, after);
  if (held.some(({ offset }) => moving(offset).isLost)) return false;
  const moved = held.map((mark) => ({ ...mark, offset: moving(mark.offset).offset })).sort(compareCitations);
  return moved.length === given.length && moved.every((mark, at) => compareCitations(mark, given[at] ?? mark) === 0);
}

function sameWords(a: FieldValue, b: FieldValue): boolean {
  return textOf(a) === textOf(b);
}

const kinds = Object.keys(fieldSchemas) as ItemKind[];

/** Adds what is new and moves what stands elsewhere in the text; order counts among items of one kind. */
function placeEdits(staying: readonly Item[], entries: readonly Entry[], ranks: Choices["ranks"]): Edit[] {
  const order: Pick<Item, "id" | "kind">[] = [...staying];
  const edits: Edit[] = [];
  for (const kind of kinds) {
    const own = entries.filter(({ item }) => item.kind === kind);
    const known = own.filter(({ isNew }) => !isNew).map(({ item }) => item);
    const still = stillInOrder(staying, known);
    let last: string | null = null;
    for (const { item, isNew } of own) {
      if (!still.has(item.id)) {
        const was = order.findIndex(({ id }) => id === item.id);
        if (was >= 0) order.splice(was, 1);
        const place = last === null ? startOf(order, kind) : order.findIndex(({ id }) => id === last) + 1;
        const after = order[place - 1]?.id ?? null;
        order.splice(place, 0, item);
        edits.push(
          isNew ? { op: "add", item, after } : { op: "move", itemId: item.id, base: ranks?.[item.id] ?? "", after },
        );
      }
      last = item.id;
    }
  }
  return edits;
}

/** Where the first item of a kind stands, or would. */
function startOf(order: Pick<Item, "kind">[], kind: ItemKind): number {
  const first = order.findIndex((item) => item.kind === kind);
  return first >= 0 ? first : order.findLastIndex((item) => kinds.indexOf(item.kind) < kinds.indexOf(kind)) + 1;
}
