import { fieldSchemas, type Item } from "@/lib/notes/content";
import { citedText } from "@/lib/notes/field";

/** A stretch of a field's text. UTF-16 code units. */
export type Stretch = { field: string; fieldText: string; start: number; end: number };

/** The fields of an item in which words can stand, with the text of each, in the order of the item. */
export function fieldTexts(item: Item): { field: string; text: string }[] {
  const own = Object.keys(fieldSchemas[item.kind].shape).filter((name) => name !== "mentions");
  const mentions = item.kind === "topic_row" ? item.fields.mentions.map(({ period }) => `mentions.${period}`) : [];
  return [...own, ...mentions, "commentary"].flatMap((field) => {
    const text = citedText(item, field);
    return text ? [{ field, text }] : [];
  });
}

/**
 * Everywhere that these words stand in the item, or in one field of it. Gaps may be of another width than in the text: what
 * is chosen on a page has citation marks between the words. Where they are a whole field, they stand there alone.
 */
export function findWords(item: Item, quote: string, field: string | null = null): Stretch[] {
  const words = quote.trim().split(/\s+/).map(escaped);
  const pattern = new RegExp(words.join("\\s*"), "gu");
  const found = fieldTexts(item)
    .filter((each) => field === null || each.field === field)
    .flatMap(({ field: name, text }) =>
      [...text.matchAll(pattern)].map((match) => {
        return { field: name, fieldText: text, start: match.index, end: match.index + match[0].length };
      }),
    );
  const whole = found.filter(({ fieldText, start, end }) => fieldText.trim() === fieldText.slice(start, end));
  return whole.length === 1 ? whole : found;
}

function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
