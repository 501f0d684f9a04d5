import { compareLabels } from "@/lib/sources/model";
import { type Item, itemsOf, type NoteContent } from "./content";

const letters: Record<Exclude<Item["kind"], "takeaway" | "headline">, string> = {
  guidance_row: "G",
  topic_row: "T",
  exchange: "Q",
  covering_analyst: "A",
};

/** What an item is called on a page, by its id: P1, R1, G1, T1, Q1, A1, counted within the note; the headline is H. */
export function itemLabels(content: Pick<NoteContent, "items">): Map<string, string> {
  const counts = new Map<string, number>();
  return new Map(
    content.items.map((item) => {
      const letter = letterOf(item);
      const count = (counts.get(letter) ?? 0) + 1;
      counts.set(letter, count);
      return [item.id, item.kind === "headline" ? letter : `${letter}${count}`];
    }),
  );
}

function letterOf(item: Item): string {
  if (item.kind === "headline") return "H";
  if (item.kind === "takeaway") return item.fields.kind === "risk" ? "R" : "P";
  return letters[item.kind];
}

/** The labels of the items that cite a document, in the note's order, by the document's label. */
export function citedBy(content: NoteContent): Map<string, string[]> {
  const labels = itemLabels(content);
  const cited = new Map<string, string[]>(
    content.sources.map(({ label }): [string, string[]] => [label, []]).sort(([a], [b]) => compareLabels(a, b)),
  );
  for (const item of content.items) {
    for (const label of new Set(item.citations.map((citation) => citation.label))) {
      cited.set(label, [...(cited.get(label) ?? []), labels.get(item.id) ?? ""]);
    }
  }
  return cited;
}

/** How many of the takeaways cite a document. */
export function coverage(content: Pick<NoteContent, "items">): { cited: number; total: number } {
  const takeaways = itemsOf(content, "takeaway");
  return { cited: takeaways.filter(({ citations }) => citations.length > 0).length, total: takeaways.length };
}

/** `2 of 3 takeaways cited` */
export function formatCoverage({ cited, total }: ReturnType<typeof coverage>): string {
  return total === 0 ? "no takeaways" : `${cited} of ${total} ${total === 1 ? "takeaway" : "takeaways"} cited`;
}
