import { findFigures } from "@/lib/figures/find";
import type { Item } from "./content";
import { seenPieces } from "./unseen";

/**
 * A stretch of a field's text, a figure that stays on one line or words that are set in weight; the number of a character
 * that would not be seen, in its place; or a citation mark.
 */
export type ProsePiece = { text: string; weight: "figure" | "strong" | "unseen" | null } | { label: string };

type Span = { start: number; end: number; weight: "figure" | "strong" };

/** Longer ones may break across lines, or they would push a narrow page wide. */
const unbrokenFigureMax = 24;

/** Keeps a mark on the line of the word that it belongs to. */
const noBreak = "\u00a0";

/** A field's text with figures and the given names in weight, and its citation marks in their places. */
export function proseOf(
  item: Pick<Item, "citations">,
  fields: string | readonly string[],
  text: string,
  names: readonly string[] = [],
): ProsePiece[] {
  const spans = weightedSpans(text, names);
  const marks = marksOf(item, [fields].flat(), text);
  const pieces: ProsePiece[] = [];
  let at = 0;
  for (const [index, { offset, label }] of marks.entries()) {
    pieces.push(...wordsBetween(text, at, offset, spans));
    const follows = index > 0 && marks[index - 1]?.offset === offset;
    if (follows) pieces.push({ text: " ", weight: null });
    else if (offset > 0 && !/\s/.test(text.charAt(offset - 1))) pieces.push({ text: noBreak, weight: null });
    pieces.push({ label });
    const isLast = marks[index + 1]?.offset !== offset;
    if (isLast && /^[\p{L}\p{N}]/u.test(text.slice(offset, offset + 2))) pieces.push({ text: " ", weight: null });
    at = offset;
  }
  pieces.push(...wordsBetween(text, at, text.length, spans));
  return pieces;
}

function weightedSpans(text: string, names: readonly string[]): Span[] {
  const spans: Span[] = findFigures(text).map(({ start, end }) => ({
    start,
    end,
    weight: end - start <= unbrokenFigureMax ? "figure" : "strong",
  }));
  for (const name of names) {
    for (let start = text.indexOf(name); name && start >= 0; start = text.indexOf(name, start + name.length)) {
      const end = start + name.length;
      if (spans.every((span) => end <= span.start || span.end <= start)) spans.push({ start, end, weight: "strong" });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** One mark for each document at each place, in the order of the text. */
function marksOf({ citations }: Pick<Item, "citations">, fields: readonly string[], text: string) {
  const marks = new Map<string, { offset: number; label: string }>();
  for (const { field, offset, label } of citations) {
    if (!fields.includes(field)) continue;
    const mark = { offset: betweenCharacters(text, offset), label };
    marks.set(`${mark.offset} ${label}`, mark);
  }
  return [...marks.values()].sort((a, b) => a.offset - b.offset);
}

/** The offset itself, moved to the text's end when it lies beyond, and never into the middle of a character. */
function betweenCharacters(text: string, offset: number): number {
  const place = Math.min(offset, text.length);
  return place > 0 && /[\uDC00-\uDFFF]/.test(text.charAt(place)) ? place + 1 : place;
}

function wordsBetween(text: string, from: number, to: number, spans: readonly Span[]): ProsePiece[] {
  const pieces: ProsePiece[] = [];
  let at = from;
  const push = (end: number, weight: Span["weight"] | null) => {
    if (end > at) pieces.push(...seen(text.slice(at, end), weight));
    at = Math.max(at, end);
  };
  for (const { start, end, weight } of spans) {
    if (end <= from || start >= to) continue;
    push(Math.max(start, from), null);
    push(Math.min(end, to), weight);
  }
  push(to, null);
  return pieces;
}

function seen(text: string, weight: Span["weight"] | null): ProsePiece[] {
  return seenPieces(text).map((piece) => ({ text: piece.text, weight: piece.isCode ? "unseen" : weight }));
}
