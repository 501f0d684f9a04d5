import type { Item, ItemKind, ItemOf, NoteContent } from "@/lib/notes/content";
import type { DraftView } from "@/lib/notes/editor-queries";

/** What each section of the page is made of. */
export type SectionProps = {
  content: NoteContent;
  /** by item id: what an item is called on the page */
  labels: Map<string, string>;
  /** by item id: the item as readers have it; empty for the first draft of a note */
  was: Map<string, Item>;
  /** by item id: the numbers of its pending changes, with blanks between */
  numbers: Map<string, string>;
  assessed: DraftView["assessed"];
  previousMentions: DraftView["previousMentions"];
};

/** What the editor of one item is made of: its part of each. */
export type ItemProps<K extends ItemKind> = {
  item: ItemOf<K>;
  label: string;
  was: Item | undefined;
  numbers: string;
};

export function itemProps<K extends ItemKind>(item: ItemOf<K>, { labels, was, numbers }: SectionProps): ItemProps<K> {
  const { id } = item;
  return { item, label: labels.get(id) ?? "", was: was.get(id), numbers: numbers.get(id) ?? "" };
}
