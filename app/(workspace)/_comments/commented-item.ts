import { fieldTexts } from "@/lib/comments/words";
import { fieldName, itemName } from "@/lib/notes/change-words";
import type { Item } from "@/lib/notes/content";

/** An item as a form of comments needs it. */
export type CommentedItem = {
  id: string;
  /** where it stands in the page */
  anchor: string;
  /** `R2, Margin pressure` */
  name: string;
  /** those that have words */
  fields: { value: string; name: string }[];
};

/** `anchor`: where the item stands in the page, by its label if not said otherwise. */
export function commentedItem(item: Item, label: string, anchor = label): CommentedItem {
  const own = item.kind === "takeaway" ? item.fields.title : itemName(item, label);
  return {
    id: item.id,
    anchor,
    name: own && item.kind !== "headline" ? `${label}, ${own}` : itemName(item, label),
    fields: fieldTexts(item).map(({ field }) => ({ value: field, name: fieldName(field) })),
  };
}
