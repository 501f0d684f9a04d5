import { comparison, type Group } from "@/lib/transfer/mention-quarters";

export type Range = [start: number, end: number];
/** `isHead`: it opens with its quarters, `Q2 and Q3 reported …` */
export type Clause = { start: number; end: number; groups: Group[]; isHead: boolean };
/** A text and its brackets: how deep each place stands, each bracket's other half, and the outermost open one. */
export type Cell = { text: string; level: Int32Array; partner: Map<number, number>; outermost: Int32Array };

const connector =
  "(?:and|with|while|whereas|although|though|but|then|yet|also|plus|finally|later|subsequently|however|in|during|by|for|across|throughout|over|early|late|both|the|as of|since|followed by)";
/** What stands before a quarter that opens its clause: `, and in `, `; `, ` while `. */
const opening = new RegExp(
  String.raw`(?:[,;:/|—–•\n]|\s(?=(?:and|while|whereas|although|though|but|then|plus|followed by)\s))\s{0,3}(?:[-*·]\s)?(?:${connector}\b,?\s{1,3}){0,4}\(?$`,
  "i",
);
export const earlier = String.raw`(?:(?:in|across|during|over)\s)?(?:all\s|the\s|both\s){0,2}(?:earlier|prior|previous|past|preceding|last)\s(?:(?:two|three|four|few|\d|reporting|fiscal|earnings)\s)?(?:periods?|quarters?|calls?|discussions?|mentions?|notes?|reports?|disclosures?)`;
const earlierOpening = new RegExp(String.raw`^\s{0,3}${earlier}\s{0,2}[:,]?\s?(?:in\s)?\(?$`, "i");
const exampleMark = /(?:e\.g\.,?|for example,?|for instance,?|such as|:)\s*/gi;
const outlook = /expect|plan|anticipat|guid|forecast|target|schedul|deferred|compared|than|versus|\bvs/i;
export const exceptionWords = `(?:aside from|apart from|other than|except(?:ing)?(?: for| in)?|save for|besides|with the exception of)`;
export const exception = new RegExp(String.raw`[,;]?\s${exceptionWords}\s`, "i");

/** Brackets that match, and how deep each character stands in them. */
export function readBrackets(text: string): Cell {
  const partner = new Map<number, number>();
  const open: number[] = [];
  for (let index = 0; index < text.length; index++) {
    if ("([（".includes(text.charAt(index))) open.push(index);
    const start = ")]）".includes(text.charAt(index)) ? open.pop() : undefined;
    if (start !== undefined) partner.set(start, index).set(index, start);
  }
  const level = new Int32Array(text.length + 1);
  const outermost = new Int32Array(text.length + 1).fill(-1);
  let depth = 0;
  let outer = -1;
  for (let index = 0; index < text.length; index++) {
    const other = partner.get(index);
    if (other !== undefined && other < index) depth--;
    if (depth === 0) outer = other !== undefined && other > index ? index : -1;
    level[index] = depth;
    outermost[index] = outer;
    if (other !== undefined && other > index) depth++;
  }
  return { text, level, partner, outermost };
}

/** A bracket that holds nothing but quarters counts as those quarters. */
export function widen(group: Group, { text, level, partner }: Cell): Group {
  const inside = /\((?:in\s|\s)?$/.exec(text.slice(Math.max(0, group.start - 4), group.start));
  const start = inside ? group.start - inside[0].length : -1;
  const close = partner.get(start);
  const isAlone =
    close !== undefined && close >= group.end && close - group.end < 4 && !text.slice(group.end, close).trim();
  const [from, to] = isAlone ? [start, close + 1] : [group.start, group.end];
  return { ...group, start: from, end: to, level: level[from] ?? 0 };
}

/** Sentences and parts between semicolons, outside of brackets. */
export function segmentsOf({ text, level }: Cell): Range[] {
  const ends = [...text.matchAll(/;|[\n|•]|\.(?=\s+[A-Z"“\d(])/g)]
    .filter(({ index }) => level[index] === 0)
    .filter(
      ({ 0: found, index }) =>
        found !== "." ||
        !/\b(?:e\.g|i\.e|vs|approx|inc|ltd|co|corp|no|mr|ms|dr|st|u\.s)$/i.test(
          text.slice(Math.max(0, index - 8), index),
        ),
    )
    .map(({ index }) => index + 1);
  return [0, ...ends].map((start, index) => [start, ends[index] ?? text.length]);
}

/** Where the last part before `to` begins: after the last comma, else the last `and`. */
function lastCut({ text, level }: Cell, from: number, to: number): number | null {
  const marks = [...text.slice(from, to).matchAll(/[,—](?=\s)|\s(?=(?:and|while|whereas|but|then)\s)/gi)].filter(
    ({ index }) => level[from + index] === level[to],
  );
  const mark = marks.findLast(({ 0: found }) => found.trim()) ?? marks.at(-1);
  return mark ? from + mark.index : null;
}

/** The clauses between two places, each with the quarters that it speaks of. */
export function clausesOf(cell: Cell, groups: Group[], [start, end]: Range): Clause[] {
  const { text } = cell;
  const clauses: Clause[] = [];
  let from = start;
  for (const group of groups) {
    const clause = clauses.at(-1);
    const lead = text.slice(Math.max(from, group.start - 60), group.start);
    const opens =
      opening.exec(from === start && lead.length < 60 ? `\n${lead}` : lead) ??
      (clause ? null : earlierOpening.exec(lead));
    const lastEnd = clause ? lastCut(cell, from, group.start) : null;
    const isExempt = lastEnd !== null && exception.test(text.slice(lastEnd, lastEnd + 40));
    const cut = isExempt ? null : lastEnd;
    const part = text.slice(cut ?? from, group.start);
    from = group.end;
    if (opens) {
      const isCut = clause || /[:—]/.test(opens[0]);
      clauses.push({
        start: isCut ? Math.max(group.start - opens[0].length, start) : start,
        end,
        groups: [group],
        isHead: true,
      });
    } else if (group.isLater) continue;
    else if (!clause) clauses.push({ start, end, groups: [group], isHead: false });
    else if (comparison.test(part.slice(-40))) continue;
    else if (cut !== null && (!clause.isHead || (/\b(?:in|during)\s$/i.test(part.slice(-8)) && !outlook.test(part)))) {
      clauses.push({ start: cut, end, groups: [group], isHead: false });
    } else if (!clause.isHead) clause.groups.push(group);
  }
  clauses.forEach((clause, index) => {
    clause.end = clauses[index + 1]?.start ?? end;
  });
  const first = clauses[0];
  const example =
    first && clauses.length > 1 && !first.isHead
      ? [...text.slice(start, first.groups[0]?.start).matchAll(exampleMark)]
          .filter(({ index }) => cell.level[start + index] === cell.level[start])
          .at(-1)
      : undefined;
  if (first && example) first.start = start + example.index + example[0].length;
  return clauses;
}
