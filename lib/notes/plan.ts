import { generateKeyBetween } from "fractional-indexing";
import type { Citation, Item } from "./content";
import { type Judgement, judge } from "./edit";
import { citedField, textOf, valueAt } from "./field";
import type { Edit } from "./input";
import { movingMarks } from "./marks";
import { type Step, stepped } from "./step";

/** A mark that stands at its field's end because the words that it stood in are gone, and since when. */
export type DisplacedMark = Citation & { itemId: string; since: Date };

/** What a draft holds: all of its items in their order, or only those that edits which mind no order name. */
export type Held = {
  items: Item[];
  ranks: Record<string, string>;
  displaced: readonly DisplacedMark[];
  /** by item id: a topic's previous mentions in one piece */
  previousMentions: Record<string, string>;
};

/** A citation of an item, with when it lost its place. */
type PlacedCitation = { citation: Citation; displacedAt: Date | null };

/** A step, with what its tables have besides: where the item goes, a topic's provenance, and the item's marks. */
export type Write = {
  step: Step;
  /** as it was before, or as it is added */
  item: Item;
  rank: string | null;
  previousText: string | null;
  citations: PlacedCitation[];
};

/** What edits come to, each judged after those before it. */
export type Plan = { judged: Judgement[]; writes: Write[]; undo: Step[] };

export function planEdits(held: Held, edits: readonly Edit[], now: Date): Plan {
  const plan: Plan = { judged: [], writes: [], undo: [] };
  const ranks = new Map(Object.entries(held.ranks));
  const provenance = new Map(Object.entries(held.previousMentions));
  const displaced = new Map(held.displaced.map((mark) => [markKey(mark.itemId, mark), mark.since]));
  let { items } = held;
  for (const edit of edits) {
    const judged = judge({ items, ranks }, edit);
    plan.judged.push(judged);
    if (judged.outcome !== "done") continue;
    const { step, undo } = judged;
    const item = step.op === "add" ? step.item : items.find(({ id }) => id === step.itemId);
    if (!item) throw new Error("A step without its item.");
    const rank = step.op === "add" || step.op === "move" ? rankBehind(items, ranks, item.id, step.after) : null;
    if (rank) ranks.set(item.id, rank);
    const citations = placed(item, step, displaced, now);
    if ("citations" in step) for (const mark of item.citations) displaced.delete(markKey(item.id, mark));
    for (const { citation, displacedAt } of citations) {
      if (displacedAt) displaced.set(markKey(item.id, citation), displacedAt);
    }
    const previousText = provenance.get(item.id) ?? null;
    plan.writes.push({ step, item, rank, previousText, citations });
    plan.undo.unshift(undo.op === "add" && previousText !== null ? { ...undo, previousText } : undo);
    items = stepped(items, step);
  }
  return plan;
}

function markKey(itemId: string, { field, offset, label }: Citation): string {
  return JSON.stringify([itemId, field, offset, label]);
}

function rankBehind(items: readonly Item[], ranks: Map<string, string>, own: string, after: string | null): string {
  const others = items.filter(({ id }) => id !== own);
  const at = others.findIndex(({ id }) => id === after);
  const rankOf = (item: Item | undefined) => (item && ranks.get(item.id)) ?? null;
  return generateKeyBetween(rankOf(others[at]), rankOf(others[at + 1]));
}

/** The marks that a step leaves the item with, where it says any: one that has lost its place keeps saying so. */
function placed(item: Item, step: Step, displaced: ReadonlyMap<string, Date>, now: Date): PlacedCitation[] {
  const since = (citation: Citation) => displaced.get(markKey(item.id, citation)) ?? null;
  if (step.op === "add") return item.citations.map((citation) => ({ citation, displacedAt: null }));
  if (step.op === "cite") return step.citations.map((citation) => ({ citation, displacedAt: since(citation) }));
  if (step.op !== "set" || !step.citations) return [];
  const [was, is] = [textOf(valueAt(item, step.field)) ?? "", textOf(step.value) ?? ""];
  const field = citedField(step.field);
  const moved = movingMarks(was, is);
  const sinceNow = new Map<string, Date>();
  for (const mark of item.citations) {
    const { offset, isLost } = mark.field === field ? moved(mark.offset) : { ...mark, isLost: false };
    const lost = since(mark) ?? (isLost ? now : null);
    if (lost) sinceNow.set(markKey(item.id, { ...mark, offset }), lost);
  }
  return step.citations.map((citation) => ({
    citation,
    displacedAt: sinceNow.get(markKey(item.id, citation)) ?? null,
  }));
}
