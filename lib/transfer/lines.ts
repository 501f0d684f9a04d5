import { isStorable } from "@/lib/notes/text";
import type { Problem } from "./parsed";

/** A line of the text, counted from 1, without its break. */
export type Line = { number: number; text: string };

export function readLines(text: string): Line[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  // A mail that quotes the whole note puts a mark before each line of it.
  const isQuoted = lines[0]?.startsWith(">") && lines.every((line) => line.trim() === "" || line.startsWith(">"));
  return lines.map((line, index) => ({ number: index + 1, text: isQuoted ? line.replace(/^(?:> ?)+/, "") : line }));
}

export function isBlank(line: Line | undefined): boolean {
  return !line || line.text.trim() === "";
}

/** What no database can keep; such a line is an error, and the note does not come in. */
export function unstorable(lines: Line[]): Problem[] {
  return lines
    .filter(({ text }) => !isStorable(text))
    .map(({ number }) => ({
      line: number,
      severity: "error",
      message: "This line has a character that cannot be kept (NUL or half of a pair). Remove it.",
    }));
}

/** More than any note has: what has more is not read at all, since reading it would hold others up. */
const [linesMax, lineLengthMax] = [10_000, 250_000];

export function tooMuch(lines: Line[]): Problem | null {
  const error = (line: number, message: string): Problem => ({ line, severity: "error", message });
  if (lines.length > linesMax) {
    return error(linesMax + 1, "The text has more than 10,000 lines. Keep the note, and leave the rest out.");
  }
  const long = lines.find(({ text }) => text.length > lineLengthMax);
  return long ? error(long.number, "This line has more than 250,000 characters. Shorten it.") : null;
}

/** For comparing words, never for keeping: one kind of hyphen, blank, colon and bar, no capitals, no emphasis marks. */
export function fold(text: string): string {
  return text
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\s\u00a0\u2000-\u200a\u202f\u3000]+/g, " ")
    .normalize("NFKC")
    .replace(/\*\*|__/g, "")
    .trim()
    .toLowerCase();
}
