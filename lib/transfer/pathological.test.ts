import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { env, testCount } from "@/lib/env";
import { findFigures } from "@/lib/figures/find";
import { movingMarks } from "@/lib/notes/marks";
import { proseOf } from "@/lib/notes/prose";
import { findUnseen } from "@/lib/notes/unseen";
import { diffWords } from "@/lib/notes/words";
import { parseNote } from "./parse";
import { readPeriod } from "./periods";

const measured = env().QUARTERDECK_TEST_COUNT === "full";
const length = testCount(20_000, 1_000_000);

/** As long as a text may be; then what is of one line, or of very many, is refused at once. */
const fill = (piece: string) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

const texts: Record<string, string> = {
  "one word": fill("a"),
  spaces: fill(" "),
  "line ends": fill("\n"),
  tabs: fill("\t"),
  "opening brackets": fill("["),
  "marks that do not end": fill("[doc "),
  marks: fill("[doc 1]"),
  "bars of tables": fill("|"),
  "rules of tables": fill("|---"),
  "rows without a head": fill("| a | b |\n"),
  stars: fill("*"),
  emphasis: fill("**a "),
  quotes: fill("> "),
  "nested lists": Array.from({ length: Math.sqrt(length) }, (_, depth) => `${" ".repeat(depth)}- a`).join("\n"),
  "dashes of bullets": fill("- "),
  headings: fill("# a\n"),
  backslashes: fill("\\"),
  ampersands: fill("&amp;"),
  digits: fill("1"),
  "digits with commas": fill("1,"),
  "digits with points": fill("1."),
  percents: fill("1% to 2% "),
  currencies: fill("RMB "),
  "amounts that go on": fill("RMB 1.5 billion to "),
  quarters: fill("Q1 2025, "),
  "quarters that do not end": fill("Q1 2025 to "),
  "unclosed quotes": fill('"a'),
  colons: fill("a: "),
  "a title that goes on": `- ${fill("a ")}: b`,
  "high and low": fill("\u{1d6fc}"),
  "marks on letters": `e${fill("\u0301")}`,
  "full width digits": fill("１"),
  "an almost address": `https://${fill("a.")}`,
};

const readers: Record<string, (text: string) => unknown> = {
  "as a note": (text) => parseNote(text),
  "as a note with a head": (text) => parseNote(`FOG Q1 2025: Head\nRisks\n- Late: one\n${text}`),
  "as a takeaway": (text) => parseNote(`FOG Q1 2025: Head\nRisks\n- Late: ${text.replaceAll("\n", " ")}`),
  "as a cell": (text) =>
    parseNote(`FOG Q1 2025: Head\nMetric | Current\n---|---\nRevenue | ${text.replaceAll("\n", " ")}`),
  "in our own form": (text) => parseNote(`Format: quarterdeck 1\nFOG Q1 2025: Head\n\nRisks:\n- Late: one\n${text}`),
};

describe("R69: a text that is made to be hard to read", () => {
  const cases = Object.keys(texts).flatMap((name) => Object.keys(readers).map((how) => [name, how] as const));

  /** What is refused as a whole, shortened until it just is not. */
  const within = (text: string) => text.split("\n").slice(0, 9_990).join("\n").slice(0, 245_000);

  it.each(cases)("R69: of %s, read %s, is read or refused in less than a second", (name, how) => {
    for (const text of [texts[name] ?? "", within(texts[name] ?? "")]) {
      const begun = performance.now();
      readers[how]?.(text);
      if (measured) expect(performance.now() - begun).toBeLessThan(1_000);
    }
  });

  it("R69: of whatever make, holds the process that reads it up for less than a fifth of a second", async () => {
    const lags = monitorEventLoopDelay({ resolution: 5 });
    const slow: string[] = [];
    for (const [name, text] of Object.entries(texts)) {
      lags.enable();
      await sleep(10);
      lags.reset();
      readers["as a note"]?.(within(text));
      await sleep(10);
      lags.disable();
      if (lags.max / 1e6 > 200) slow.push(`${name}: ${Math.round(lags.max / 1e6)} ms`);
    }
    if (measured) expect(slow).toEqual([]);
    else expect(lags.max).toBeGreaterThan(0);
  });

  it("R69: of more lines or longer ones than any note has, is refused with a sentence, and not read", () => {
    const refused = (line: number, message: string) => ({
      items: [],
      problems: [{ line, severity: "error", message }],
    });
    const lines = "The text has more than 10,000 lines. Keep the note, and leave the rest out.";
    expect(parseNote("a\n".repeat(10_000))).toMatchObject(refused(10_001, lines));
    const long = "This line has more than 250,000 characters. Shorten it.";
    expect(parseNote(`FOG Q1 2025: Head\n${"a".repeat(250_001)}`)).toMatchObject(refused(2, long));
  });

  const ofFields: Record<string, (text: string) => unknown> = {
    "whose figures are looked for": findFigures,
    "that is set as prose": (text) => proseOf({ citations: [] }, "body", text),
    "that is looked through for what is not seen": findUnseen,
    "that is read as a quarter": readPeriod,
    "that is compared with another like it": (text) => diffWords(text, `x${text.slice(1, -1)}y`),
    "that is compared with one that is empty": (text) => diffWords(text, ""),
    "under which marks are moved": (text) => movingMarks(text, text.slice(5))(50),
  };
  const fields = Object.keys(texts).flatMap((name) => Object.keys(ofFields).map((how) => [name, how] as const));

  it.each(fields)("R69: of %s, as a field %s, holds nobody else up", (name, how) => {
    const field = (texts[name] ?? "").slice(0, 10_000);
    const begun = performance.now();
    ofFields[how]?.(field);
    if (measured) expect(performance.now() - begun).toBeLessThan(200);
  });
});
