import type { Citation } from "@/lib/notes/content";

const inside = String.raw`(?:(docs?|documents?|sources?|refs?|文件|资料)\.?\s*)?([^[\]［］【】\n]{1,80})`;
/** Blanks are looked at once each, from where their run begins. */
const mark = new RegExp(String.raw`(?<![ \t\u00a0])[ \t\u00a0]*(?:\[${inside}\]|［${inside}］|【${inside}】)`, "gi");
const rangeMax = 50;

/** The labels that a mark names: `2, 3` and `2-4` are several; null when the brackets are no mark, as `[2024]` and `[0]`. */
function labelsOf(words: string, isNamed: boolean): string[] | null {
  const parts = words
    .split(/[,;&，；、]|\sand\s/)
    .map((part) => part.trim().replace(/^(docs?|documents?|sources?|refs?)\.?\s*/i, ""));
  const labels = parts.flatMap((part) => {
    const range = /^(\d{1,4})\s?[-\u2010-\u2015]\s?(\d{1,4})$/.exec(part);
    if (!range) return [part];
    const [from, to] = [Number(range[1]), Number(range[2])];
    if (to < from || to - from > rangeMax) return [part];
    return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  });
  const shape = isNamed ? /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,30}$/u : /^[1-9]\d{0,2}$/;
  return labels.every((label) => shape.test(label)) ? labels : null;
}

/** A field without its citation marks, and where they stood in it. The blank before a mark goes with it. */
export function takeMarks(raw: string, field: string): { text: string; citations: Citation[] } {
  const found: Citation[] = [];
  let kept = "";
  let from = 0;
  for (const match of raw.matchAll(mark)) {
    const [name, words] = [match[1] ?? match[3] ?? match[5], match[2] ?? match[4] ?? match[6]];
    const labels = labelsOf(words ?? "", Boolean(name));
    if (!labels) continue;
    const between = raw.slice(from, match.index);
    // What only sets two marks apart goes with them: `[4], [5]`.
    if (found.length === 0 || !/^[,;，；、]$/.test(between)) kept += between;
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
  const seen = new Set<string>();
  const isFirst = ({ offset, label }: Citation) => seen.size < seen.add(`${offset} ${label}`).size;
  return { text, citations: citations.filter(isFirst) };
}
