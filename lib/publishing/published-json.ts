import type { Item, NoteContent } from "@/lib/notes/content";
import { itemLabels } from "@/lib/notes/labels";
import type { PublicationFacts } from "./article";

type Facts = Pick<PublicationFacts, "number" | "publishedAt" | "contentSha256">;

/** Version of the shape that `publishedJson` writes. */
const format = 1;

/**
 * What was published, as JSON for other programs: the items in their order, each under the label that it has on the page
 * (`P1`, `G2`), with the places of its citations as UTF-16 offsets. No id of ours is in it.
 */
export function publishedJson(content: NoteContent, { number, publishedAt, contentSha256 }: Facts): string {
  const { company, ticker, period, items, sources } = content;
  const labels = itemLabels(content);
  const note = {
    format,
    company,
    ticker,
    period,
    revision: number,
    publishedAt: publishedAt.toISOString(),
    contentSha256,
    items: items.map((item) => withLabel(item, labels.get(item.id) ?? "")),
    sources,
  };
  return `${JSON.stringify(note, null, 2)}\n`;
}

function withLabel({ id: _, ...item }: Item, label: string) {
  return { label, ...item };
}
