import type { Period } from "@/lib/notes/period";
import type { Mention } from "@/lib/topics/model";
import {
  type Cell,
  type Clause,
  clausesOf,
  exception,
  type Range,
  readBrackets,
  segmentsOf,
  widen,
} from "@/lib/transfer/mention-clauses";
import { findGroups, type Group } from "@/lib/transfer/mention-quarters";
import { introWords, isSilence, trim, wordsOf } from "@/lib/transfer/mention-words";

/** `text.slice(at, at + end - start)` of the mention is `previous.slice(start, end)`. */
type Span = { start: number; end: number; at: number };

export type SplitMentions = {
  /** one per quarter, in their order */
  mentions: Mention[];
  /** numbers of the quarters named without a year, ascending */
  bareQuarters: number[];
  /** where each mention's words stand in the cell, in the order of its text */
  spans: Map<Period, Span[]>;
  /** clauses on the note's own quarter, or on years and halves, that no mention holds */
  leftOut: string[];
};

/** `isLater`: not before the note's own quarter, thus no previous mention */
type Reading = { periods: Period[]; ranges: Range[]; absent: boolean };
/** Silence on some quarters, and what its exception says of the others. */
function readClause(cell: Cell, clause: Clause, words: Range, named: Group[]): Reading[] {
  const periods = clause.groups.flatMap((group) => group.periods);
  const text = cell.text.slice(...words);
  const except = exception.exec(text);
  const at = except ? words[0] + except.index : words[1];
  const isExempt = ({ start, end }: Group) => start >= at && end <= words[1];
  const exempt = except ? named.filter(isExempt).flatMap((group) => group.periods) : [];
  if (!except || exempt.length === 0 || !isSilence(text.slice(0, except.index))) {
    return [{ periods, ranges: [words], absent: isSilence(text) }];
  }
  const rest = trim(cell, [at + except[0].length, words[1]], true);
  return [
    {
      periods: periods.filter((period) => !exempt.includes(period)),
      ranges: [trim(cell, [words[0], at], true)],
      absent: true,
    },
    { periods: exempt, ranges: [rest], absent: false },
  ];
}

const firstExample = /^\s{0,3}(?:e\.g\.,?|i\.e\.,?|for example,?|such as|including)\s{0,3}/i;

/** A list of quarters in brackets after a few words: `Spending rose (e.g., 5% in Q2, 6% in Q3)`. The words go to the first. */
function readBracketList(cell: Cell, groups: Group[], [start, end]: Range, open: number): Reading[] {
  const { text } = cell;
  const close = cell.partner.get(open) ?? end;
  const example = firstExample.exec(text.slice(open + 1, open + 20))?.[0] ?? "";
  const clauses = clausesOf(cell, groups, [open + 1 + example.length, close]);
  return clauses.map((clause, index) => {
    const [from, to] = wordsOf(cell, clause, index === 0, false);
    const periods = clause.groups.flatMap((group) => group.periods);
    if (clause.isHead) return { periods, ranges: [[from, to]], absent: isSilence(text.slice(from, to)) };
    const intro = introWords.exec(text.slice(start, Math.min(open, start + 80)))?.[0].length ?? 0;
    const [introStart] = trim(cell, [start + intro, open], true);
    if (index === 0 && introStart < open)
      return {
        periods,
        ranges: [
          [introStart, to],
          [close, close + 1],
        ],
        absent: false,
      };
    const tail = /(?<=\S)\s(?:in|during|for)\s(?:the\s)?$/i.exec(text.slice(from, clause.groups[0]?.start))?.[0];
    const isLabel = tail && clause.groups[0]?.end === to;
    return { periods, ranges: [[from, isLabel ? (clause.groups[0]?.start ?? to) - tail.length : to]], absent: false };
  });
}

/** A quarter that stands in a bracket with other words, as that whole bracket. */
function outwards({ outermost, partner }: Cell, group: Group): Group {
  const start = outermost[group.start] ?? group.start;
  return { ...group, start, end: (partner.get(start) ?? group.end) + 1, level: 0 };
}

function readSegment(cell: Cell, named: Group[], segment: Range): Reading[] {
  const outside = named.filter(({ level }) => level === 0);
  if (outside.length === 0) {
    const opens = named.map(({ start }) => cell.outermost[start] ?? -1);
    const listed = opens.find((open, index) => open === opens[index + 1]);
    const inList = named.filter(({ level }, index) => opens[index] === listed && level === 1);
    if (listed !== undefined && inList.length > 0) return readBracketList(cell, inList, segment, listed);
  }
  const groups = outside.length > 0 ? outside : named.map((group) => outwards(cell, group));
  const clauses = clausesOf(cell, groups, segment);
  const isLabelled = ({ groups: [group], isHead, end }: Clause) =>
    isHead && group && cell.text.charAt(trim(cell, [group.end, end], true)[0]) === "(";
  const sharesIntro = clauses.slice(1).some(isLabelled);
  return clauses.flatMap((clause, index) =>
    readClause(cell, clause, wordsOf(cell, clause, index === 0, sharesIntro && index === 0), named),
  );
}

/** The previous mentions of a topic, from the cell that holds them in one piece (its citation marks taken out). */
export function splitMentions(previous: string, own: Period | null): SplitMentions {
  const cell = readBrackets(previous);
  const found = findGroups(previous, own);
  const named = found.groups.map((group) => widen(group, cell));
  const leading: Range[] = [];
  const segments: { range: Range; named: Group[] }[] = [];
  let next = 0;
  for (const [start, end] of segmentsOf(cell)) {
    const inside: Group[] = [];
    for (let group = named[next]; group && group.start < end; group = named[++next]) inside.push(group);
    const last = segments.at(-1);
    if (inside.length === 0 && last) last.range[1] = end;
    else if (inside.length > 0) segments.push({ range: [start, end], named: inside });
    else if (found.groups.length > 0 && /\d/.test(previous.slice(start, end))) leading.push([start, end]);
  }
  const readings = segments.flatMap(({ range, named }) => readSegment(cell, named, range));
  const later = own ? readings.filter(({ periods }) => periods.length === 0).flatMap(({ ranges }) => ranges) : [];
  const leftOut = [...leading, ...later].map((range) => previous.slice(...trim(cell, range, true))).filter(Boolean);
  return { ...joinReadings(previous, readings), bareQuarters: found.bare, leftOut };
}

function joinReadings(previous: string, readings: Reading[]): Pick<SplitMentions, "mentions" | "spans"> {
  const byPeriod = new Map<Period, Reading[]>();
  for (const reading of readings) {
    for (const period of new Set(reading.periods)) {
      const before = byPeriod.get(period);
      if (before) before.push(reading);
      else byPeriod.set(period, [reading]);
    }
  }
  const spans = new Map<Period, Span[]>();
  const mentions = [...byPeriod]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([period, own]) => {
      let text = "";
      const placed: Span[] = [];
      for (const { ranges } of own) {
        if (text) text += "; ";
        for (const [start, end] of ranges) {
          placed.push({ start, end, at: text.length });
          text += previous.slice(start, end);
        }
      }
      spans.set(period, placed);
      return { period, text, absent: own.every(({ absent }) => absent) };
    });
  return { mentions, spans };
}

/**
 * Where a place of the cell went, one answer for each quarter that shares its words: the mention whose words end there
 * or hold it, else the one whose words end last before it, else the first. Empty when there are no mentions.
 */
export function placesIn(spans: SplitMentions["spans"]): (offset: number) => { period: Period; offset: number }[] {
  const listed = [...spans].flatMap(([period, own]) => own.map((span) => ({ ...span, period })));
  const all = listed.map((span, order) => ({ ...span, order })).sort((a, b) => a.start - b.start);
  let furthest = 0;
  /** how far the words of each span, or of one before it, go */
  const reach = all.map(({ end }) => {
    furthest = Math.max(furthest, end);
    return furthest;
  });
  return (offset) => {
    const place = Math.max(offset, (all[0]?.start ?? 0) + 1);
    const last = lastBefore(all, place);
    const least = Math.min(place, reach[last] ?? 0);
    const held: typeof all = [];
    for (let at = last; at >= 0 && (reach[at] ?? 0) >= least; at -= 1) {
      const span = all[at];
      if (span && span.end >= least) held.push(span);
    }
    return held
      .sort((a, b) => a.order - b.order)
      .map(({ period, start, end, at }) => ({ period, offset: at + Math.max(Math.min(offset, end) - start, 0) }));
  };
}

/** The last of the sorted spans that starts before a place; -1 when none does. */
function lastBefore(sorted: Span[], place: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
