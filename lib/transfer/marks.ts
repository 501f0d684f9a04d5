import type { Citation } from "@/lib/notes/content";

/** Blanks are looked at once each, from where their run begins. */
const mark = /(?<![ \t\u00a0])[ \t\u00a0]*\[(?:(docs?|sources?|refs?)\.?\s*)?([^[\]\n]{1,80})\]/gi;
const rangeMax = 50;

/** The labels that a mark names: `2, 3` and `2-4` are several; null when the brackets are no mark. */
function labelsOf(inside: string, isNamed: boolean): string[] | null {
  const parts = inside.split(/[,;&]/).map((part) => part.trim().replace(/^(docs?|sources?)\.?\s*/i, ""));
  const labels = parts.flatMap((part) => {
    const range = /^(\d{1,4})\s?[-\u2010-\u2015]\s?(\d{1,4})$/.exec(part);
    if (!range) return [part];
    const [from, to] = [Number(range[1]), Number(range[2])];
    if (to < from || to - from > rangeMax) return [part];
    return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  });
  const shape = isNamed ? /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,30}$/u : /^\d{1,4}$/;
  return labels.every((label) => shape.test(label)) ? labels : null;
}

/** A field without its citation marks, and where they stood in it. The blank before a mark goes with it. */
export function takeMarks(raw: string, field: string): { text: string; citations: Citation[] } {
  const found: Citation[] = [];
  let kept = "";
  let from = 0;
  for (const match of raw.matchAll(mark)) {
    const labels = labelsOf(match[2] ?? "", Boolean(match[1]));
    if (!labels) continue;
    kept += raw.slice(from, match.index);
    from = match.index + match[0].length;
    found.push(...labels.map((label) => ({ field, offset: kept.length, label })));
  }
  kept += raw.slice(from);
  const text = kept.trim();
  const cut = kept.length - kept.trimStart().length;
  const citations = found.map((citation) => ({
    ...citation,
    offset: Math.min(Math.max(citation.offset - cut, 0), text.length),
  }));
  return { text, citations: citations.filter(isFirst) };
}

function isFirst(citation: Citation, index: number, all: Citation[]): boolean {
  return all.findIndex(({ offset, label }) => offset === citation.offset && label === citation.label) === index;
}
