import { type Citation, itemsMax } from "@/lib/notes/content";
import type { Period } from "@/lib/notes/period";
import { fieldLengthMax, titleLengthMax } from "@/lib/notes/text";
import type { SourceEntry } from "@/lib/sources/model";
import { withoutTrailingMarker } from "./bullets";
import type { Section } from "./headings";
import type { Line } from "./lines";
import { takeMarks } from "./marks";
import type { ParsedItem, Problem, Severity } from "./parsed";

type Takeaway = Extract<ParsedItem, { kind: "takeaway" }>;
export type Exchange = Extract<ParsedItem, { kind: "exchange" }>;

/** A note while it is being read. Fields are raw until `finish` takes the marks out of them. */
export type Draft = {
  ticker: string | null;
  period: Period | null;
  headline: { line: number; raw: string } | null;
  /** `side` is null where no heading says it */
  takeaways: { line: number; title: string; body: string; side: Takeaway["fields"]["kind"] | null }[];
  rows: Extract<ParsedItem, { kind: "guidance_row" | "topic_row" }>[];
  exchanges: { line: number; fields: Exchange["fields"] }[];
  analysts: { name: string; firm: string | null }[];
  documents: SourceEntry[];
  problems: Problem[];
  /** lines that a stray list marker was taken from */
  tidied: Set<number>;
  section: Section | null;
  /** what the next plain line would go on with */
  last: "takeaway" | "exchange" | null;
  /** how far in the list stands that the last takeaway is of; null when it came without a marker */
  indent: number | null;
  /** the topic line of the exchange to come */
  topic: string | null;
  /** headings, and how much had been read when each came: to find those with nothing under them */
  headings: { line: number; section: Section; read: number }[];
};

export function newDraft(): Draft {
  return {
    ticker: null,
    period: null,
    headline: null,
    takeaways: [],
    rows: [],
    exchanges: [],
    analysts: [],
    documents: [],
    problems: [],
    tidied: new Set(),
    section: null,
    last: null,
    indent: null,
    topic: null,
    headings: [],
  };
}

export function note(draft: Draft, line: number, severity: Severity, message: string): Problem {
  const problem = { line, severity, message };
  draft.problems.push(problem);
  return problem;
}

/** The words of a line, or those of it that count, without the marker that a list has left at their end. */
export function tidyLine(draft: Draft, line: Line, words = line.text): string {
  const tidy = withoutTrailingMarker(words);
  if (tidy !== words.trimEnd()) draft.tidied.add(line.number);
  return tidy;
}

/** A line that no part of the note is made of. */
export function reportStray(draft: Draft, line: Line, text: string): void {
  const message = `This line belongs to no part of the note: ${quoted(text)}. Put it under a heading or in a list.`;
  note(draft, line.number, "warning", message);
}

/** How many pieces have been read so far. */
export function amountRead(draft: Draft): number {
  const { takeaways, rows, exchanges, analysts, documents } = draft;
  return takeaways.length + rows.length + exchanges.length + analysts.length + documents.length;
}

/** The words of a line as a message shows them. */
export function quoted(text: string): string {
  const words = text.trim();
  return `“${words.length > 400 ? `${words.slice(0, 399)}…` : words}”`;
}

/** Raw fields without their marks, and the marks of all of them in the order of the fields. */
export function takeAllMarks<K extends string>(
  raw: Record<K, string | null>,
): {
  fields: Record<K, string | null>;
  citations: Citation[];
} {
  const citations: Citation[] = [];
  const fields = {} as Record<K, string | null>;
  for (const [field, value] of Object.entries(raw) as [K, string | null][]) {
    const taken = value === null ? null : takeMarks(value, field);
    fields[field] = taken && taken.text !== "" ? taken.text : null;
    citations.push(...(taken?.citations ?? []));
  }
  return { fields, citations };
}

/** An error for each field that is longer than a field may be. */
export function refuseLong(draft: Draft, line: number, fields: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "string" && value.length > fieldLengthMax) {
      const most = fieldLengthMax.toLocaleString("en");
      note(draft, line, "error", `The ${name} is longer than ${most} characters. Shorten it.`);
    }
  }
}

export function refuseLongHeadline(draft: Draft, line: number, text: string): void {
  if (text.length <= titleLengthMax) return;
  const said = `The headline has ${text.length} characters, and at most ${titleLengthMax} fit.`;
  note(draft, line, "error", `${said} Shorten it, and put the rest into a takeaway.`);
}

export function refuseMany(draft: Draft, count: number): void {
  if (count <= itemsMax) return;
  note(draft, 1, "error", `The text has ${count} items, and a note has at most ${itemsMax}. Shorten it, or split it.`);
}
