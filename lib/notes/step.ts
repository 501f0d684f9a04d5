import { compareLabels, type SourceEntry } from "@/lib/sources/model";
import { type Citation, type Item, type NoteContent, sameCitations } from "./content";
import { type FieldAddress, type FieldValue, withValue } from "./field";

/** What an edit did to a note, complete enough to be done again elsewhere: in another browser, or from the audit trail. */
export type Step =
  /** `citations`: all of the item's from then on, where the edit moved any */
  | { op: "set"; itemId: string; field: FieldAddress; value: FieldValue; citations?: Citation[] }
  /** `after`: the id of the item before it in the note; null: it is the first. `previousText`: a topic's provenance;
   * `assessed`: who rated a risk, by id, and when (ISO 8601) */
  | { op: "add"; item: Item; after: string | null; previousText?: string; assessed?: { by: string; at: string } }
  | { op: "remove"; itemId: string }
  | { op: "move"; itemId: string; after: string | null }
  | { op: "cite"; itemId: string; citations: Citation[] };

/**
 * The content after a step. `sources` describes documents that the content does not list yet. A step whose item is not
 * there, or is there already, changes nothing: steps can be heard of twice.
 */
export function applyStep(content: NoteContent, step: Step, sources: readonly SourceEntry[] = []): NoteContent {
  const items = stepped(content.items, step);
  return items === content.items ? content : { ...content, items, sources: citedSources(content, items, sources) };
}

export function applySteps(
  content: NoteContent,
  steps: readonly Step[],
  sources: readonly SourceEntry[] = [],
): NoteContent {
  const known = [...sources, ...content.sources];
  return steps.reduce((reached, step) => applyStep(reached, step, known), content);
}

/** The items after a step; the same list when it changes nothing. */
export function stepped(items: Item[], step: Step): Item[] {
  switch (step.op) {
    case "set":
      return mapped(items, step.itemId, (item) => {
        const written = withValue(item, step.field, step.value);
        return step.citations ? withCitations(written, step.citations) : written;
      });
    case "cite":
      return mapped(items, step.itemId, (item) => withCitations(item, step.citations));
    case "add":
      return items.some(({ id }) => id === step.item.id) ? items : inserted(items, step.item, step.after);
    case "remove":
      return items.some(({ id }) => id === step.itemId) ? items.filter(({ id }) => id !== step.itemId) : items;
    case "move": {
      const moved = items.find(({ id }) => id === step.itemId);
      const others = items.filter(({ id }) => id !== step.itemId);
      if (!moved || step.after === step.itemId) return items;
      const placed = inserted(others, moved, step.after);
      return placed.every((item, at) => item === items[at]) ? items : placed;
    }
  }
}

function mapped(items: Item[], id: string, change: (item: Item) => Item): Item[] {
  const at = items.findIndex((item) => item.id === id);
  const item = items[at];
  const changed = item && change(item);
  return changed === item || !changed ? items : items.with(at, changed);
}

function withCitations(item: Item, citations: Citation[]): Item {
  return sameCitations(item.citations, citations) ? item : { ...item, citations };
}

function inserted(items: Item[], item: Item, after: string | null): Item[] {
  const at = after === null ? 0 : items.findIndex(({ id }) => id === after) + 1;
  return after !== null && at === 0 ? [...items, item] : items.toSpliced(at, 0, item);
}

/** The documents that the items cite, in the order of their labels. What is given is newer than what is listed. */
function citedSources(content: NoteContent, items: Item[], given: readonly SourceEntry[]): SourceEntry[] {
  const known = new Map<string, SourceEntry>();
  for (const source of [...content.sources, ...given.toReversed()]) known.set(source.label, source);
  const cited = new Set(items.flatMap(({ citations }) => citations.map(({ label }) => label)));
  return [...cited].sort(compareLabels).flatMap((label) => known.get(label) ?? []);
}
