import { saysNothing } from "@/lib/guidance/cell";
import { fold } from "@/lib/transfer/lines";
import type { Item, ItemOf, NoteContent } from "./content";
import { formatPeriod, type Period } from "./period";
import { fieldLengthMax } from "./text";

type Open = ItemOf<"guidance_row"> | ItemOf<"topic_row"> | ItemOf<"takeaway">;

/** An item of a new note that goes on from one of an earlier quarter. */
export type Carried = {
  item: Open;
  /** the earlier item's id */
  from: string;
  /** the thread that it joins; null: one is made for it */
  thread: string | null;
  /** ids of earlier items that join the thread with it */
  joining: string[];
};

export type Carrying = {
  /** of the new note */
  period: Period;
  /** the newest published content of each earlier quarter, newest first; the first one is what is carried */
  notes: readonly NoteContent[];
  /** threads by item id */
  threads: ReadonlyMap<string, string>;
  newId: () => string;
};

/**
 * What of the latest earlier note is open in the next one: guidance that nothing has come of yet, topics that were not
 * dropped and open risks. Nothing of it is said this quarter until somebody writes it, and no source is cited.
 */
export function carry({ period, notes, threads, newId }: Carrying): Carried[] {
  const [base, ...earlier] = notes;
  if (!base) return [];
  const claimed = new Set(base.items.map(({ id }) => threads.get(id)));
  const taken = new Set<string>();
  return base.items.filter(isCarried).map((old) => {
    const { thread, joining } = threadOf(old, { earlier, threads, claimed, taken });
    const own = new Set([old.id, ...joining]);
    const isSame = ({ id }: Item) => own.has(id) || (thread !== null && threads.get(id) === thread);
    const line = notes.map((note) => ({ period: note.period, items: note.items.filter(isSame) }));
    return { item: { ...next(old, base.period, period, line), id: newId() }, from: old.id, thread, joining };
  });
}

function isCarried(item: Item): item is Open {
  switch (item.kind) {
    case "guidance_row":
      return !["withdrawn", "met", "missed"].includes(item.fields.change ?? "");
    case "topic_row":
      return item.fields.trendTag !== "dropped";
    case "takeaway":
      return item.fields.kind === "risk" && (item.assessment?.status ?? "open") === "open";
    default:
      return false;
  }
}

/** The items of one thread by quarter, newest first. */
type Line = readonly { period: Period; items: readonly Item[] }[];

function next(old: Open, said: Period, period: Period, line: Line): Open {
  switch (old.kind) {
    case "guidance_row": {
      const { metric, period: about, previous } = old.fields;
      const stated = lastStated(line) ?? (saysNothing(previous) ? null : previous);
      const fields = { metric, period: about, previous: stated, current: null, change: null, changeText: null };
      return { ...old, citations: [], fields };
    }
    case "topic_row": {
      const { topic, mentions, current } = old.fields;
      const earlier = mentions.filter((each) => each.period < period && (current === null || each.period !== said));
      const last = current === null ? [] : [{ period: said, text: current, absent: false }];
      const all = [...earlier, ...last].sort((a, b) => (a.period < b.period ? -1 : 1));
      return { ...old, citations: [], fields: { topic, mentions: all, current: null, trend: null, trendTag: null } };
    }
    case "takeaway":
      return { ...old, citations: [], fields: { ...old.fields, body: "" } };
  }
}

/** `RMB 10 billion (Q1 2025)`: the last value that the thread states, with its quarter; null when none does. */
function lastStated(line: Line): string | null {
  for (const { period, items } of line) {
    const value = items
      .map((item) => (item.kind === "guidance_row" ? item.fields.current : null))
      .find((current) => !saysNothing(current));
    if (!value) continue;
    const words = `${value} (${formatPeriod(period)})`;
    return words.length > fieldLengthMax ? value : words;
  }
  return null;
}

type Known = {
  earlier: readonly NoteContent[];
  threads: ReadonlyMap<string, string>;
  /** threads that an item of the carried note is in: one row of a note does not take over another's */
  claimed: ReadonlySet<string | undefined>;
  /** earlier items that have joined already */
  taken: Set<string>;
};

/** The item's own thread, else that of the newest earlier item of the same name, else a new one. */
function threadOf(old: Item, { earlier, threads, claimed, taken }: Known): Pick<Carried, "thread" | "joining"> {
  const own = threads.get(old.id);
  if (own !== undefined) return { thread: own, joining: [] };
  const name = nameOf(old);
  const alike = earlier.flatMap(({ items }) => {
    const found = items.find((each) => name !== null && nameOf(each) === name && !taken.has(each.id));
    if (found) taken.add(found.id);
    return found ? [found.id] : [];
  });
  const known = alike.map((id) => threads.get(id)).find((thread) => thread !== undefined && !claimed.has(thread));
  return { thread: known ?? null, joining: [old.id, ...alike.filter((id) => !threads.has(id))] };
}

/** By what the same thing is known from quarter to quarter; null for what has no name, or no thread. */
function nameOf(item: Item): string | null {
  switch (item.kind) {
    case "guidance_row":
      return named(item.kind, item.fields.metric, item.fields.period ?? "");
    case "topic_row":
      return named(item.kind, item.fields.topic);
    case "takeaway":
      return item.fields.kind === "risk" ? named(item.kind, item.fields.title) : null;
    default:
      return null;
  }
}

function named(kind: string, name: string, ...more: string[]): string | null {
  const words = [name, ...more].map(fold);
  return words[0] === "" ? null : JSON.stringify([kind, ...words]);
}
