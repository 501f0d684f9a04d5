import { diffWordsWithSpace } from "diff";
import { type Citation, tidyCitations } from "./content";

/** Where a mark stands after an edit of the text around it; `isLost`: the words that it stood in are gone. */
export type MovedMark = { offset: number; isLost: boolean };

/** Words apart that a rewriting may lie from what it replaces: beyond, looking for what is left would take too long. */
const wordsApartMax = 400;

/**
 * A mark stands behind a word and moves with it. When that word is rewritten it stands behind what replaced it, and
 * when it is deleted behind the word before; when it stood inside of what is gone, or its sentence is gone, it stands at
 * the text's end and says so. Offsets are UTF-16 code units. Returned is where a mark goes, for any mark of the text.
 */
export function movingMarks(before: string, after: string): (offset: number) => MovedMark {
  const start = commonStart(before, after);
  const end = commonEnd(before, after, start);
  let parts: Part[] | undefined;
  return (place) => {
    const offset = Math.min(place, before.length);
    if (before === "") return { offset: after.length, isLost: false };
    if (offset <= start) return { offset, isLost: false };
    if (offset > before.length - end) return { offset: offset + after.length - before.length, isLost: false };
    parts ??= partsOf(before.slice(start, before.length - end), after.slice(start, after.length - end));
    const moved = movedWithin(parts, offset - start, { before, after, start });
    return moved === null ? { offset: after.length, isLost: true } : { offset: start + moved, isLost: false };
  };
}

/** `text` was there and is gone, is new, or has stayed. */
type Part = { text: string; change: "gone" | "new" | null };

function partsOf(before: string, after: string): Part[] {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: wordsApartMax });
  if (!parts) {
    return [
      { text: before, change: "gone" },
      { text: after, change: "new" },
    ];
  }
  return parts.map(({ value: text, added, removed }) => ({ text, change: added ? "new" : removed ? "gone" : null }));
}

/** Where in what is new a mark goes; null when its place is gone. `start`: where in the texts the parts begin. */
function movedWithin(parts: readonly Part[], offset: number, texts: Texts): number | null {
  const { before, after, start } = texts;
  let [was, now] = [0, 0];
  for (const [index, { text, change }] of parts.entries()) {
    if (change === "new") {
      now += text.length;
      continue;
    }
    if (offset <= was + text.length) {
      if (change === null) return now + offset - was;
      const gap = text.slice(offset - was);
      if (gap.trim() !== "") return null;
      const next = parts[index + 1];
      const isReplaced = next?.change === "new" && next.text.trim() !== "";
      if (isReplaced) return now + (gap ? next.text.trimEnd() : next.text).length;
      if (isSentence(before, start + was, start + offset)) return null;
      return gap ? after.slice(0, start + now).trimEnd().length - start : now;
    }
    was += text.length;
    if (change === null) now += text.length;
  }
  return null;
}

type Texts = { before: string; after: string; start: number };

/** Whether what stands between is a sentence from its beginning. */
function isSentence(text: string, from: number, to: number): boolean {
  const begins = from + (/^\s*/.exec(text.slice(from, to))?.[0].length ?? 0);
  return /(^|[.!?…]["'”’)\]]*\s+|\n)\s*$/.test(text.slice(0, begins));
}

function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return isInPair(a, at) || isInPair(b, at) ? at - 1 : at;
}

function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let length = 0;
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length += 1;
  return isInPair(a, a.length - length) || isInPair(b, b.length - length) ? length - 1 : length;
}

/** Whether the place lies between the two units of one sign. */
function isInPair(text: string, at: number): boolean {
  return at > 0 && /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1));
}

/** An item's citations after a field's text has changed; two that have come to say the same are one. */
export function moveCitations(
  citations: readonly Citation[],
  field: string,
  before: string,
  after: string,
): Citation[] {
  const moved = movingMarks(before, after);
  return tidyCitations(
    citations.map((mark) => (mark.field === field ? { ...mark, offset: moved(mark.offset).offset } : mark)),
  );
}
