import { type Item, itemsOf, type NoteContent } from "./content";
import type { Change } from "./diff";
import { type SectionName, sectionOf } from "./edit";

/** The sections of a note in their order on the page. */
export const sectionOrder = [
  "headline",
  "positive",
  "risk",
  "guidance_row",
  "topic_row",
  "exchange",
  "covering_analyst",
] as const satisfies SectionName[];

export const sectionNames: Record<SectionName, string> = {
  headline: "the headline",
  positive: "Positives",
  risk: "Risks",
  guidance_row: "Guidance",
  topic_row: "Topics",
  exchange: "Q&A",
  covering_analyst: "Analysts",
};

/** The item that a new last one of a section stands behind: the section's last, or the last one of those before it. */
export function lastBefore({ items }: Pick<NoteContent, "items">, section: SectionName): string | null {
  const reach = sectionOrder.slice(0, sectionOrder.indexOf(section) + 1).toReversed();
  for (const name of reach) {
    const last = items.findLast((item) => sectionOf(item) === name);
    if (last) return last.id;
  }
  return null;
}

/**
 * Where an item goes that shall stand `by` places further down (or up) in its section: the item to stand behind. Null:
 * before all others. Undefined: it stands there already, at the edge.
 */
export function placeBy({ items }: Pick<NoteContent, "items">, item: Item, by: number): string | null | undefined {
  const own = items.filter((each) => sectionOf(each) === sectionOf(item));
  const at = own.findIndex(({ id }) => id === item.id);
  const target = own[at + by];
  if (!target) return undefined;
  return by > 0 ? target.id : before(items, target);
}

/** The item to stand behind so as to stand right before or behind another one. */
export function besides({ items }: Pick<NoteContent, "items">, other: Item, side: "before" | "behind"): string | null {
  return side === "behind" ? other.id : before(items, other);
}

function before(items: readonly Item[], { id }: Item): string | null {
  return items[items.findIndex((item) => item.id === id) - 1]?.id ?? null;
}

/** A section's items, numbered as on the page. */
export function inSection(content: Pick<NoteContent, "items">, section: SectionName): Item[] {
  return section === "positive" || section === "risk"
    ? itemsOf(content, "takeaway").filter(({ fields }) => fields.kind === section)
    : content.items.filter(({ kind }) => kind === section);
}

/** The changes of each section that has any, in the order of the page. */
export function bySection<C extends Change>(changes: readonly C[]): { section: SectionName; changes: C[] }[] {
  return sectionOrder.flatMap((section) => {
    const own = changes.filter(({ item }) => sectionOf(item) === section);
    return own.length > 0 ? [{ section, changes: own }] : [];
  });
}
