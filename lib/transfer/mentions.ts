import { latestQuarterBefore, type Period, periodOf, shiftPeriod } from "@/lib/notes/period";
import type { Mention } from "@/lib/topics/model";

/** `text.slice(at, at + end - start)` of the mention is `previous.slice(start, end)`. */
export type Span = { start: number; end: number; at: number };

export type SplitMentions = {
  /** one per quarter, in their order */
  mentions: Mention[];
  /** numbers of the quarters named without a year, ascending */
  bareQuarters: number[];
  /** where each mention's words stand in the cell, in the order of its text */
  spans: Map<Period, Span[]>;
};

/** `isLater`: not before the note's own quarter, thus no previous mention */
type Range = [start: number, end: number];
type Group = {
  start: number;
  end: number;
  periods: Period[];
  /** not before the note's own quarter, thus no previous mention */
  isLater: boolean;
  level: number;
};
type Clause = { start: number; end: number; groups: Group[]; isHead: boolean };
type Reading = { periods: Period[]; ranges: Range[]; absent: boolean };
type Cell = { text: string; level: Int32Array; partner: Map<number, number>; outermost: Int32Array };

const ordinals = ["first", "second", "third", "fourth"];
const fullYear = String.raw`\s{0,2}[-‐‑/]?\s?(?:of\s)?(?:the\s)?(?:fiscal\s(?:year\s)?|FY\s?|CY\s?)?((?:19|20)\d\d)(?![\d%]|[.,]\d)`;
const shortYear = String.raw`(?:\s?(?:FY\s?|['’ʼ‘]\s?|fiscal\s)|[-‐‑/]?)(\d\d)(?![\w%]|[.,]\d)|\s(\d\d)(?=\s?(?:$|[:;,)\]–—]))`;
const quarterName = new RegExp(
  String.raw`(?<!\w|\d[.,])(?:(?:FY\s?((?:20)?\d\d)|((?:19|20)\d\d))[\s\-‐‑]{0,2}(?:Q([1-4])|([1-4])Q)(?!\w)|` +
    String.raw`(?:Q([1-4])|([1-4])Q|(first|second|third|fourth|[1-4](?:st|nd|rd|th))[\s‐‑-](?:fiscal\s)?quarter)` +
    String.raw`(?:[-‐‑–]([1-4])(?![\w%]|[.,]\d))?(?:${fullYear}|${shortYear}|(?!\w)))`,
  "gi",
);
const link =
  /^\s{0,3}(?:[,/&+]|,?\s?(?:and|or|nor|as well as)\b)(?:\s?(?:and|or|nor|&)\b)?\s{0,3}(?:in\s)?(?:the\s)?\s?$/i;
const range = /^\s{0,2}(?:[-‐‑–—]|to|through|thru)\s{0,2}$/i;

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
function findGroups(text: string, own: Period | null): { groups: Group[]; bare: number[] } {
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

const connector =
  "(?:and|with|while|whereas|although|though|but|then|yet|also|plus|finally|later|subsequently|however|in|during|by|for|across|throughout|over|early|late|both|the|as of|since|followed by)";
/** What stands before a quarter that opens its clause: `, and in `, `; `, ` while `. */
const opening = new RegExp(
  String.raw`(?:[,;:/|—–•\n]|\s(?=(?:and|while|whereas|although|though|but|then|plus|followed by)\s))\s{0,3}(?:[-*·]\s)?(?:${connector}\b,?\s{1,3}){0,4}\(?$`,
  "i",
);
const earlier = String.raw`(?:(?:in|across|during|over)\s)?(?:all\s|the\s|both\s){0,2}(?:earlier|prior|previous|past|preceding|last)\s(?:(?:two|three|four|few|\d|reporting|fiscal|earnings)\s)?(?:periods?|quarters?|calls?|discussions?|mentions?|notes?|reports?|disclosures?)`;
const earlierOpening = new RegExp(String.raw`^\s{0,3}${earlier}\s{0,2}[:,]?\s?(?:in\s)?\(?$`, "i");
const reported =
  "(?:reported|noted|highlighted|emphasi[sz]ed|mentioned|discussed|showed|saw|detailed|explained|stressed|expressed|flagged|raised|guided|described|focused on|featured|stated|indicated|provided|introduced|announced|cited|covered|included|addressed|underscored|outlined|grew|rose|fell|improved|increased|declined)";
const introWords = new RegExp(String.raw`^\s{0,3}${earlier}\s(?:${reported}\s)?`, "i");
const comparison =
  /(?:\b(?:vs\.?|versus|than|against|(?:compared|relative|consistent|in line|similar|comparable) (?:to|with)|(?:up|down) from|over|beyond|until|by)|\bex(?:pected|pects) (?:in|by|for|from))\s(?:the\s)?$/i;
const exampleMark = /(?:e\.g\.,?|for example,?|for instance,?|such as|:)\s*/gi;
const firstExample = /^\s{0,3}(?:e\.g\.,?|i\.e\.,?|for example,?|such as|including)\s{0,3}/i;
const outlook = /expect|plan|anticipat|guid|forecast|target|schedul|deferred|compared|than|versus|\bvs/i;
const exceptionWords = `(?:aside from|apart from|other than|except(?:ing)?(?: for| in)?|save for|besides|with the exception of)`;
const exception = new RegExp(String.raw`[,;]?\s${exceptionWords}\s`, "i");
const leadingWords = new RegExp(
  String.raw`^(?:[\s,;:/|•·)]+|[-–—*.]\s+|—|(?:and|but|while|whereas|although|though|then|with|plus|yet|however|followed by|${exceptionWords})\s+)`,
  "i",
);

const said =
  "(?:mention|discuss|address|cover(?:ed)?\\b|rais|reference|refer\\b|referred|highlight|touch|flag|brought up|bring up|talk|spoken|speak|feature|identified|emphasi|noted\\b|(?:a )?topic)";
const silence = new RegExp(
  String.raw`\b(?:(?:not|never|\w+n[’']t)\s+(?!only\b)(?:(?:\w+ly|been|yet|be)\s+){0,3}${said}|` +
    String.raw`no\s+(?:(?:specific|explicit|direct|prior|previous|clear|formal|such|particular)\s+){0,2}(?:mention|discussion|reference|commentary|coverage)|` +
    String.raw`unmentioned|undiscussed|unaddressed|absent\b|silent\b|nothing (?:was )?(?:said|mentioned))|^(?:not (?:in|at|during)\b|(?:none|nil|n\/a|[-–—]+)\W*$)`,
  "i",
);
const statement = new RegExp(
  String.raw`[;]|\b(?:but|yet|although|though|while)\b|\b${reported}\b|\d\s?(?:%|x\b|[mb]illion|bn|bps)`,
  "i",
);
const contrast = /\s(?:but|however|although|though|yet)\s|\bin (?:any |great |much )?(?:detail|depth)|\bat length\b/i;

/** Whether the clause says that nothing was said. */
function isSilence(clause: string): boolean {
  const text = clause.slice(0, 400).replace(quarterName, "Q");
  const found = silence.exec(text);
  if (!found) return false;
  const before = text.slice(0, found.index);
  return !statement.test(before) && !contrast.test(text.slice(found.index + found[0].length));
}

/** Brackets that match, and how deep each character stands in them. */
function readBrackets(text: string): Cell {
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
function widen(group: Group, { text, level, partner }: Cell): Group {
  const inside = /\((?:in\s|\s)?$/.exec(text.slice(Math.max(0, group.start - 4), group.start));
  const start = inside ? group.start - inside[0].length : -1;
  const close = partner.get(start);
  const isAlone =
    close !== undefined && close >= group.end && close - group.end < 4 && !text.slice(group.end, close).trim();
  const [from, to] = isAlone ? [start, close + 1] : [group.start, group.end];
  return { ...group, start: from, end: to, level: level[from] ?? 0 };
}

/** Sentences and parts between semicolons, outside of brackets. */
function segmentsOf({ text, level }: Cell): Range[] {
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
function clausesOf(cell: Cell, groups: Group[], [start, end]: Range): Clause[] {
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

/** Without separators at either end, and without brackets that have lost their other half. */
function trim({ text, partner }: Cell, [from, to]: Range, keepsWords = false): Range {
  let [start, end] = [from, to];
  const isInside = (at: number) => {
    const other = partner.get(at);
    return other !== undefined && other >= start && other < end;
  };
  for (let isDone = false; !isDone; ) {
    const lead = leadingWords.exec(text.slice(start, Math.min(end, start + 40)))?.[0] ?? "";
    const isWord = /^\p{L}/u.test(lead);
    if (lead && !(isWord && keepsWords)) start += lead.length;
    else isDone = true;
    if (start < end && /[([（)\]）]/.test(text.charAt(start)) && !isInside(start)) {
      start++;
      isDone = false;
    }
  }
  for (let isDone = false; !isDone && end > start; ) {
    const tail = /(?:[\s,;:]|\s(?:and|with|while|but)|(?<!\b(?:etc|inc|ltd|co|corp))\.)$/i.exec(
      text.slice(Math.max(start, end - 8), end),
    )?.[0];
    const isLone = /[([（)\]）]/.test(text.charAt(end - 1)) && !isInside(end - 1);
    if (tail || isLone) end -= tail?.length ?? 1;
    else isDone = true;
  }
  return [start, end];
}

/** The clause's own words: without the quarter where it is only their label. */
function wordsOf(cell: Cell, clause: Clause, isFirst: boolean, sharesIntro: boolean): Range {
  const { text, partner } = cell;
  const group = clause.groups[0];
  const whole = trim(cell, [clause.start, clause.end], isFirst);
  if (!group) return whole;
  const rest = text.slice(group.end, group.end + 80);
  const ofCall = /^\s(?:earnings\s)?(?:discussions?|calls?|results?|reports?|notes?)\b/i;
  const hasPreposition = /\b(?:in|across|during|throughout)\s+(?:the\s|both\s)?$/i.test(
    text.slice(whole[0], group.start),
  );
  const label =
    /^(?:['’]s\b)?(?:\s(?:earnings\s)?(?:calls?|results|report)(?=:))?\s*[:,–—-]?\s*/i.exec(rest)?.[0] ?? "";
  const isWith = /\bwith\b/i.test(text.slice(clause.start, group.start));
  const filler = isWith
    ? (/^(?:featuring|including|having|containing|bringing)\s+/i.exec(rest.slice(label.length))?.[0] ?? "")
    : "";
  const [start, end] = trim(cell, [group.end + label.length + filler.length, clause.end], true);
  if (start >= end || (!clause.isHead && !sharesIntro) || (hasPreposition && ofCall.test(rest))) return whole;
  const isBracketed = partner.get(start) === end - 1;
  if (!clause.isHead && !isBracketed) return whole;
  return isBracketed ? trim(cell, [start + 1, end - 1], true) : [start, end];
}

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
  const segments: { range: Range; named: Group[] }[] = [];
  let next = 0;
  for (const [start, end] of segmentsOf(cell)) {
    const inside: Group[] = [];
    for (let group = named[next]; group && group.start < end; group = named[++next]) inside.push(group);
    const last = segments.at(-1);
    if (inside.length === 0 && last) last.range[1] = end;
    else if (inside.length > 0) segments.push({ range: [start, end], named: inside });
  }
  const readings = segments.flatMap(({ range, named }) => readSegment(cell, named, range));
  return { ...joinReadings(previous, readings), bareQuarters: found.bare };
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
export function placesIn(spans: SplitMentions["spans"], offset: number): { period: Period; offset: number }[] {
  const all = [...spans].flatMap(([period, own]) => own.map((span) => ({ ...span, period })));
  const first = all.reduce((start, span) => Math.min(start, span.start), Number.POSITIVE_INFINITY);
  const place = Math.max(offset, first + 1);
  const started = all.filter(({ start }) => start < place);
  const holding = started.filter(({ end }) => place <= end);
  const lastEnd = started.reduce((end, span) => Math.max(end, span.end), 0);
  const held = holding.length > 0 ? holding : started.filter(({ end }) => end === lastEnd);
  return held.map(({ period, start, end, at }) => ({
    period,
    offset: at + Math.max(Math.min(offset, end) - start, 0),
  }));
}
