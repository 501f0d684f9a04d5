import { tickerInput } from "@/lib/companies/input";
import type { Period } from "@/lib/notes/period";
import { type Draft, note, quoted } from "./draft";
import type { Line } from "./lines";
import type { ReadingOptions } from "./parsed";
import { periodPattern, readPeriod } from "./periods";

const symbol = String.raw`(?:[A-Z]{2,8}\s?:\s?)?([A-Z0-9][A-Z0-9.-]{0,11})(?:\s(?:US|HK|LN|GR|JP|FP|CN))?`;
const ticker = String.raw`[$([]?${symbol}[)\]]?(?:\s?\([^()]{1,80}\))?`;
const gap = String.raw`(?:[\s\u00a0,]+|\s*[:：|｜]\s*|\s+[-\u2010-\u2015]\s+)`;
const period = `[([]?(${periodPattern})[)\\]]?`;
/** `Q1 2025 earnings call:` says no more than `Q1 2025:`. */
const title = String.raw`(?:[\s\u00a0]+(?:earnings|results?|call|conference|notes?|recap|review|summary|update|takeaways|report)){0,4}`;
const mark = String.raw`\s*[:：;|｜]\s*|\s+[-\u2010-\u2015]\s+|\s*$`;
const before = String.raw`^(?:(?:subject|re|fwd?)\s?:\s?)?(?:#{1,6}\s+)?[*_]{0,2}(?:(?:earnings |research |call )?(?:note|summary|recap)\s?[:\u2010-\u2015-]\s?)?`;

/** `KC Q1 2025: …`, `Kingsoft Cloud (KC) Q1 2025: …`, `Q1 2025 KC: …`; group 1 to 3 in the order that `order` tells. */
const shapes = [
  { pattern: `${before}${ticker}${gap}${period}(?:${title}(?:${mark})|[\\s\u00a0]+)(.*)$`, order: [1, 2, 3] },
  { pattern: `${before}[^:：()]{1,80}\\(${symbol}\\)${gap}${period}${title}(?:${mark})(.*)$`, order: [1, 2, 3] },
  { pattern: `${before}${period}${gap}${ticker}${title}(?:${mark})(.*)$`, order: [2, 1, 3] },
].map(({ pattern, order }) => ({ pattern: new RegExp(pattern, "iu"), order }));

/** A quarter without a ticker: `Q1 2025: …`, and behind a company's name: `Fog Works Q1 2025: …`. */
const quarterFirst = new RegExp(`${before}${period}${title}(?:${mark})(.*)$`, "iu");
const nameFirst = new RegExp(
  `${before}\\p{L}[^:：|]{0,80}?(?<!\\s(?:in|for|to|from|of|since|until|by|after|before|on|at|vs|over|with))[\\s\u00a0,]+(?:[-\u2010-\u2015]\\s+)?${period}${title}(?:${mark})`,
  "iu",
);

type Head = { ticker: string | null; period: Period; headline: string };

/** The ticker, quarter and headline that a line begins a note with; null when it names no quarter. */
export function readHead(text: string): Head | null {
  const words = text.trim();
  for (const { pattern, order } of shapes) {
    const match = pattern.exec(words);
    const [name = "", quarter = "", headline = ""] = order.map((group) => match?.[group] ?? "");
    const known = match && name === name.toUpperCase() ? tickerInput.safeParse(name) : null;
    const period = readPeriod(quarter);
    if (known?.success && period) return { ticker: known.data, period, headline: plain(headline) };
  }
  const first = quarterFirst.exec(words);
  const quarter = readPeriod((first ?? nameFirst.exec(words))?.[1] ?? "");
  return quarter ? { ticker: null, period: quarter, headline: plain(first ? (first[2] ?? "") : words) } : null;
}

/** Without the marks of a Markdown heading or of bold words around it. */
function plain(text: string): string {
  return text
    .replace(/^#{1,6}\s+/, "")
    .replace(/^[*_]{2}\s*|\s*[*_]{2}$/g, "")
    .trim();
}

/** Takes a line that begins the note, or says nothing of one; true when it was taken. */
export function takeHeadline(draft: Draft, line: Line): boolean {
  const head = draft.headline ? null : readHead(line.text);
  if (head) {
    keepTicker(draft, line, head.ticker ?? draft.ticker);
    keepPeriod(draft, line, head.period);
    if (head.headline) draft.headline = { line: line.number, raw: head.headline };
    return true;
  }
  if (/^\s*(?:from|to|cc|sent|date|author|by|prepared by)\s*[:：]/i.test(line.text)) {
    note(draft, line.number, "info", `Not kept, for want of a place: ${quoted(line.text)}.`);
    return true;
  }
  return takeField(draft, line);
}

/** Takes `Ticker: FOG`, `Period: Q1 2025`, `Headline: …`; what differs from what was read before is reported. */
function takeField(draft: Draft, line: Line): boolean {
  const [, label = "", text = ""] =
    /^\s*(ticker|symbol|period|quarter|headline|title)\s*[:：]\s*(.+)$/i.exec(line.text) ?? [];
  const [value, known] = [text.trim(), tickerInput.safeParse(text.trim())];
  switch (label.toLowerCase()) {
    case "ticker":
    case "symbol":
      if (known.success) keepTicker(draft, line, known.data);
      else note(draft, line.number, "warning", `No ticker is read from ${quoted(line.text)}.`);
      return true;
    case "period":
    case "quarter":
      if (readPeriod(value)) keepPeriod(draft, line, readPeriod(value));
      else note(draft, line.number, "warning", `No quarter is read from ${quoted(line.text)}.`);
      return true;
    case "headline":
    case "title":
      if (!draft.headline) draft.headline = { line: line.number, raw: value };
      else if (draft.headline.raw !== value) reportSecond(draft, line);
      return true;
    default:
      return false;
  }
}

/** The same further down, where only what is plainly said of the note is taken. */
export function takeLateHead(draft: Draft, line: Line): boolean {
  const [, label = "", value = ""] =
    /^\s*(ticker|symbol|period|quarter|headline)\s*[:：]\s*(.+)$/i.exec(line.text) ?? [];
  const isPeriod = /^(?:period|quarter)$/i.test(label);
  return label !== "" && (!isPeriod || readPeriod(value) !== null) && takeField(draft, line);
}

function reportSecond(draft: Draft, line: Line): void {
  note(draft, line.number, "warning", `The text says otherwise above. Not kept: ${quoted(line.text)}.`);
}

function keepTicker(draft: Draft, line: Line, ticker: string | null): void {
  if (draft.ticker && draft.ticker !== ticker) reportSecond(draft, line);
  draft.ticker ??= ticker;
}

function keepPeriod(draft: Draft, line: Line, period: Period | null): void {
  if (draft.period && draft.period !== period) reportSecond(draft, line);
  draft.period ??= period;
}

/** An option wins over the text; where they differ, the line says so. */
export function applyOptions(draft: Draft, options: ReadingOptions): void {
  const line = draft.headline?.line ?? 1;
  if (options.ticker && draft.ticker && options.ticker !== draft.ticker) {
    note(draft, line, "warning", `The text says ${draft.ticker}; it is read as ${options.ticker}, as you asked.`);
  }
  if (options.period && draft.period && options.period !== draft.period) {
    note(draft, line, "warning", `The text says ${draft.period}; it is read as ${options.period}, as you asked.`);
  }
  draft.ticker = options.ticker ?? draft.ticker;
  draft.period = options.period ?? draft.period;
}

/** Without them nobody knows whose note it is. */
export function requireHead(draft: Draft): void {
  if (!draft.ticker) {
    note(
      draft,
      1,
      "error",
      "The text names no ticker. Begin it with one, such as KC Q1 2025: …, or say beside it which company it is of.",
    );
  }
  if (!draft.period) {
    note(
      draft,
      1,
      "error",
      "The text names no quarter. Begin it with one, such as KC Q1 2025: …, or say beside it which quarter it is of.",
    );
  }
}
