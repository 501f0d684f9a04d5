import { diffWordsWithSpace } from "diff";
import { type Citation, compareCitations } from "./content";

/** Where a mark stands after an edit of the text around it; `isLost`: the words that it stood in are gone. */
export type MovedMark = { offset: number; isLost: boolean };

/**
 * A mark stands behind a word and moves with it. When that word is rewritten it stands behind what replaced it; when it
 * stood inside of what is gone, it stands at the text's end and says so. Offsets are UTF-16 code units.
 */
export function moveMark(before: string, after: string, offset: number): MovedMark {
  const start = commonStart(before, after);
  const end = commonEnd(before, after, start);
  if (offset <= start) return { offset, isLost: false };
  if (offset >= before.length - end) return { offset: offset + after.length - before.length, isLost: false };
  let [was, now] = [start, start];
  const parts = diffWordsWithSpace(before.slice(start, before.length - end), after.slice(start, after.length - end));
  for (const [index, { value, added, removed }] of parts.entries()) {
    if (added) {
      now += value.length;
      continue;
    }
    const isHere = offset > was && offset <= was + value.length;
    if (isHere && !removed) return { offset: now + offset - was, isLost: false };
    if (isHere && offset < was + value.length) break;
    const next = parts[index + 1];
    if (isHere) return { offset: now + (next?.added ? next.value.length : 0), isLost: false };
    was += value.length;
    if (!removed) now += value.length;
  }
  return { offset: after.length, isLost: true };
}

function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}

function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let length = 0;
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length += 1;
  return length;
}

/** An item's citations after a field's text has changed; two that have come to say the same are one. */
export function moveCitations(
  citations: readonly Citation[],
  field: string,
  before: string,
  after: string,
): Citation[] {
  const moved = citations.map((citation) =>
    citation.field === field ? { ...citation, offset: moveMark(before, after, citation.offset).offset } : citation,
  );
  const kept = new Map(moved.map((citation) => [`${citation.field} ${citation.offset} ${citation.label}`, citation]));
  return [...kept.values()].sort(compareCitations);
}
