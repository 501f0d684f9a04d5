import { latestQuarterBefore, type Period, periodOf, shiftPeriod } from "@/lib/notes/period";

/** Quarters named in one breath, and where. */
export type Group = {
  start: number;
  end: number;
  periods: Period[];
  /** not before the note's own quarter, thus no previous mention */
  isLater: boolean;
  level: number;
};

const ordinals = ["first", "second", "third", "fourth"];
const fullYear = String.raw`\s{0,2}[-‐‑/]?\s?(?:of\s)?(?:the\s)?(?:fiscal\s(?:year\s)?|FY\s?|CY\s?)?((?:19|20)\d\d)(?![\d%]|[.,]\d)`;
const shortYear = String.raw`(?:\s?(?:FY\s?|['’ʼ‘]\s?|fiscal\s)|[-‐‑/]?)(\d\d)(?![\w%]|[.,]\d)|\s(\d\d)(?=\s?(?:$|[:;,)\]–—]))`;
/** Ways of writing a quarter, with its year or without: Q3, Q3 2024, Q3'24, 3Q24, Q3 FY24, 2024-Q3, third quarter of 2024. */
export const quarterName = new RegExp(
  String.raw`(?<!\w|\d[.,])(?:(?:FY\s?((?:20)?\d\d)|((?:19|20)\d\d))[\s\-‐‑]{0,2}(?:Q([1-4])|([1-4])Q)(?!\w)|` +
    String.raw`(?:Q([1-4])|([1-4])Q|(first|second|third|fourth|[1-4](?:st|nd|rd|th))[\s‐‑-](?:fiscal\s)?quarter)` +
    String.raw`(?:[-‐‑–]([1-4])(?![\w%]|[.,]\d))?(?:${fullYear}|${shortYear}|(?!\w)))`,
  "gi",
);
const link =
  /^\s{0,3}(?:[,/&+]|,?\s?(?:and|or|nor|as well as)\b)(?:\s?(?:and|or|nor|&)\b)?\s{0,3}(?:in\s)?(?:the\s)?\s?$/i;
const range = /^\s{0,2}(?:[-‐‑–—]|to|through|thru)\s{0,2}$/i;

/** What stands before a quarter that others are measured by. */
export const comparison =
  /(?:\b(?:vs\.?|versus|than|against|(?:compared|relative|consistent|in line|similar|comparable) (?:to|with)|(?:up|down) from|over|beyond|until|by)|\bex(?:pected|pects) (?:in|by|for|from))\s(?:the\s)?$/i;

type Named = { start: number; end: number; quarter: number; to: number | null; year: number | null };

function findNames(text: string): Named[] {
  return [...text.matchAll(quarterName)].map((match) => {
    const [whole, fiscal, before, q1, q2, q3, q4, ordinal, to, ...after] = match;
    const year = fiscal ?? before ?? after.slice(0, 3).find((digits) => digits);
    const word = ordinal ? ordinals.indexOf(ordinal.toLowerCase()) + 1 || Number(ordinal[0]) : 0;
    return {
      start: match.index,
      end: match.index + whole.length,
      quarter: Number(q1 ?? q2 ?? q3 ?? q4 ?? word),
      to: to ? Number(to) : null,
      year: year ? Number(year.length === 2 ? `20${year}` : year) : null,
    };
  });
}

/** The year of a quarter without one that stands in a list beside a quarter with one: `Q4 2023, Q1`, `Q2 and Q3 2024`. */
function yearBeside(named: Named, before: Named | undefined, after: Named | undefined): number | null {
  if (named.year) return named.year;
  if (after?.year) return named.quarter === 4 && after.quarter === 1 ? after.year - 1 : after.year;
  if (before?.year) return named.quarter === 1 && before.quarter === 4 ? before.year + 1 : before.year;
  return null;
}

const quarterOf = (period: Period) => Number(period.slice(-1));

function expand(from: Period, to: Period): Period[] {
  const [first, last] = from < to ? [from, to] : [to, from];
  const all = Array.from({ length: 12 }, (_, index) => shiftPeriod(first, index));
  return all.includes(last) ? all.slice(0, all.indexOf(last) + 1) : [first, last];
}

/** Quarters named in one breath: `Q2, Q3, and Q4`, `Q2–Q4 2024`. */
export function findGroups(text: string, own: Period | null): { groups: Group[]; bare: number[] } {
  const names = findNames(text);
  const bare = new Set<number>();
  const joins = names.map((name, index) => {
    const next = names[index + 1];
    const between = next && next.start - name.end < 24 ? text.slice(name.end, next.start) : "none";
    const isCompared = comparison.test(text.slice(Math.max(0, name.start - 40), name.start));
    if (isCompared && between.includes(",")) return null;
    return range.test(between) ? "range" : link.test(between) ? "list" : null;
  });
  for (let index = names.length - 1; index >= 0; index--) {
    const name = names[index];
    if (name && joins[index]) name.year = yearBeside(name, undefined, names[index + 1]);
  }
  const span = (from: Period, to: Period, isDated: boolean) => {
    const periods = expand(from, to);
    if (!isDated) for (const period of periods) bare.add(quarterOf(period));
    return periods;
  };
  const groups: Group[] = [];
  names.forEach((name, index) => {
    const isJoined = index > 0 && joins[index - 1] !== null;
    if (isJoined) name.year = yearBeside(name, names[index - 1], undefined);
    const resolve = (quarter: number, before = own): Period[] => {
      if (name.year) return [periodOf(name.year, quarter)];
      bare.add(quarter);
      return before ? [latestQuarterBefore(before, quarter)] : [];
    };
    const [end] = name.to ? resolve(name.to) : [];
    const [start] = resolve(name.quarter, end ?? own);
    const periods = start && end ? span(start, end, name.year !== null) : start ? [start] : [];
    const group = groups.at(-1);
    if (!isJoined || !group) groups.push({ start: name.start, end: name.end, periods, isLater: false, level: 0 });
    else {
      const last = group.periods.at(-1);
      const isRange = joins[index - 1] === "range" && last && start;
      const first =
        isRange && !names[index - 1]?.year && start < last ? latestQuarterBefore(start, quarterOf(last)) : last;
      if (isRange && first) group.periods.splice(-1, 1, ...span(first, start, name.year !== null));
      else group.periods.push(...periods);
      group.end = name.end;
    }
  });
  for (const group of groups) {
    group.isLater = group.periods.length > 0 && group.periods.every((period) => own && period >= own);
    group.periods = [...new Set(group.periods)].filter((period) => !own || period < own);
  }
  return { groups, bare: [...bare].sort() };
}
