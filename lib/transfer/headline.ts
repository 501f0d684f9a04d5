import { tickerInput } from "@/lib/companies/input";
import type { Period } from "@/lib/notes/period";
import { type Draft, note } from "./draft";
import type { Line } from "./lines";
import type { ReadingOptions } from "./parsed";
import { periodPattern, readPeriod } from "./periods";

const ticker = String.raw`(?:[A-Z]{2,8}\s?:\s?)?([A-Z0-9][A-Z0-9.-]{0,11})(?:\s(?:US|HK|LN|GR|JP|FP|CN))?`;
const rest = String.raw`(?:\s*[:：]\s*|\s+[-\u2010-\u2015]\s+|\s*$)(.*)$`;
const before = String.raw`^(?:#{1,6}\s+)?[*_]{0,2}`;

/** `KC Q1 2025: …`, `Kingsoft Cloud (KC) Q1 2025: …`, `Q1 2025 KC: …`; group 1 to 3 in the order that `order` tells. */
const shapes = [
  { pattern: new RegExp(`${before}${ticker}[\\s\u00a0,]+(${periodPattern})${rest}`, "u"), order: [1, 2, 3] },
  {
    pattern: new RegExp(`${before}[^:：()]{1,80}\\(${ticker}\\)[\\s\u00a0,:-]+(${periodPattern})${rest}`, "u"),
    order: [1, 2, 3],
  },
  { pattern: new RegExp(`${before}(${periodPattern})[\\s\u00a0,]+${ticker}${rest}`, "u"), order: [2, 1, 3] },
];

type Head = { ticker: string; period: Period; headline: string };

/** The ticker, quarter and headline that a line begins a note with; null when it names no ticker and quarter. */
export function readHead(text: string): Head | null {
  const words = text.replace(/^[\s\u00a0]+/, "");
  for (const { pattern, order } of shapes) {
    const match = pattern.exec(words);
    const [name = "", quarter = "", headline = ""] = order.map((group) => match?.[group] ?? "");
    const known = match ? tickerInput.safeParse(name) : null;
    const period = readPeriod(quarter);
    if (known?.success && period) {
      return { ticker: known.data, period, headline: headline.replace(/^[*_]{2}\s*|[*_]{2}$/g, "").trim() };
    }
  }
  return null;
}

/** Takes a line that begins the note, or says nothing of one; true when it was taken. */
export function takeHeadline(draft: Draft, line: Line): boolean {
  const head = draft.headline ? null : readHead(line.text);
  if (head) {
    draft.ticker ??= head.ticker;
    draft.period ??= head.period;
    if (head.headline) draft.headline = { line: line.number, raw: head.headline };
    return true;
  }
  const labelled = /^\s*(ticker|symbol|period|quarter|headline|title)\s*[:：]\s*(.+)$/i.exec(line.text);
  const value = labelled?.[2]?.trim() ?? "";
  switch (labelled?.[1]?.toLowerCase()) {
    case "ticker":
    case "symbol": {
      const known = tickerInput.safeParse(value);
      if (!known.success) return false;
      draft.ticker ??= known.data;
      return true;
    }
    case "period":
    case "quarter": {
      const period = readPeriod(value);
      if (!period) return false;
      draft.period ??= period;
      return true;
    }
    case "headline":
    case "title":
      if (draft.headline) return false;
      draft.headline = { line: line.number, raw: value };
      return true;
    default:
      return false;
  }
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
    note(draft, 1, "error", "The text names no ticker. Begin it with one, such as KC Q1 2025: …, or give --company.");
  }
  if (!draft.period) {
    note(draft, 1, "error", "The text names no quarter. Begin it with one, such as KC Q1 2025: …, or give --period.");
  }
}
