import { diffArrays } from "diff";

/** The words that a comment is about: a stretch of a field's whole text at the time. UTF-16 code units. */
export type Quoted = { fieldText: string; start: number; end: number };

/** A word, a gap or a sign of a text, and whether it is of the words in question. */
type Token = { text: string; isIn: boolean };

/** Tokens apart that two texts may lie: beyond, looking for what is left would take too long, and little is. */
const tokensApartMax = 400;

/**
 * Where those words stand in the text now; null when they are gone, or when nobody could say. They have stayed where a
 * comparison word by word leaves them whole together with a word beside them (or with the text's beginning or end), and
 * where every other way to read the change would be a greater one: what merely reads alike elsewhere is never taken.
 */
export function placeOf({ fieldText, start, end }: Quoted, now: string): number | null {
  if (fieldText === now) return start;
  const before = tokensOf(fieldText, start, end);
  const first = compare(before, tokensOf(now, -1, -1));
  const place = first && keptPlace(first.parts, { start, end }, fieldText, now);
  if (!first || place === null) return null;
  // Read as if exactly these words had not stayed there: if that is no greater a change, they may be others.
  const otherwise = compare(before, tokensOf(now, place, place + end - start));
  return otherwise && otherwise.distance <= first.distance ? null : place;
}

function tokensOf(text: string, start: number, end: number): Token[] {
  let at = 0;
  return (text.match(/[\p{L}\p{N}\p{M}_]+|\s+|./gsu) ?? []).map((token) => {
    const isIn = at < end && at + token.length > start;
    at += token.length;
    return { text: token, isIn };
  });
}

type Part = { text: string; change: "gone" | "new" | null };

/** Null when the texts lie too far apart. Two tokens that are both of the words in question are not taken for the same. */
function compare(before: Token[], after: Token[]): { parts: Part[]; distance: number } | null {
  const parts = diffArrays(before, after, {
    comparator: (a, b) => a.text === b.text && !(a.isIn && b.isIn),
    maxEditLength: tokensApartMax,
  });
  if (!parts) return null;
  return {
    parts: parts.map(({ value, added, removed }) => ({
      text: value.map(({ text }) => text).join(""),
      change: added ? "new" : removed ? "gone" : null,
    })),
    distance: parts.reduce((sum, { value, added, removed }) => sum + (added || removed ? value.length : 0), 0),
  };
}

type Span = { start: number; end: number };

function keptPlace(parts: readonly Part[], { start, end }: Span, fieldText: string, after: string): number | null {
  let [was, now] = [0, 0];
  for (const { text, change } of parts) {
    if (change === null && was <= start && end <= was + text.length) {
      const place = now + start - was;
      const isHeld =
        hasWord(text.slice(0, start - was)) ||
        hasWord(text.slice(end - was)) ||
        (!hasWord(fieldText.slice(0, start)) && !hasWord(after.slice(0, place))) ||
        (!hasWord(fieldText.slice(end)) && !hasWord(after.slice(place + end - start)));
      return isHeld ? place : null;
    }
    if (change !== "new") was += text.length;
    if (change !== "gone") now += text.length;
  }
  return null;
}

function hasWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
