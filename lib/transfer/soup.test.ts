import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { parseNote } from "./parse";

describe("any soup of lines", () => {
  const word = fc.constantFrom(
    "order",
    "[doc 2]",
    "|",
    "\t",
    ":",
    "12%",
    "Q3",
    "Q1 2025",
    "-",
    "不明",
    "risk",
    "growth",
    "A:",
    "Jo Finch",
    "…",
    "—",
    "\\|",
  );
  const words = fc.array(word, { minLength: 1, maxLength: 7 }).map((list) => list.join(" "));
  const line = fc.oneof(
    words,
    words.map((text) => `- ${text}`),
    words.map((text) => `    • ${text}`),
    words.map((text) => `Q: ${text}`),
    words.map((text) => `Asked by: ${text}`),
    words.map((text) => `Ticker: ${text}`),
    words.map((text) => `- doc 2: ${text}`),
    words.map((text) => `A (Al Reef): ${text}`),
    fc.array(words, { minLength: 2, maxLength: 7 }).map((cells) => cells.join(" | ")),
    fc.array(words, { minLength: 2, maxLength: 7 }).map((cells) => cells.join("\t")),
    fc.constantFrom(
      "",
      "-",
      "---|---|---",
      "Positives",
      "Risks:",
      "## Guidance",
      "Topics",
      "Q&A",
      "Covering analysts",
      "Sources",
    ),
    fc.constantFrom(
      "Metric | Period | Previous | Current | Change",
      "Topic\tPrevious Mentions\tCurrent Period\tTrend",
      "Topic | Q3 2024 | Q4 2024 | Q1 2025 | Trend",
      "| Metric | Current | Owner |",
      "Name | Firm",
    ),
  );

  it("is read without a word lost: each ends up in an item, in a source or in a problem of its line", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 14 }), (soup) => {
        const read = parseNote(`FOG Q1 2025: Head\n${soup.join("\n")}`);
        const kept = JSON.stringify([read.items, read.sources]);
        for (const [index, text] of soup.entries()) {
          const said = read.problems
            .filter((problem) => problem.line === index + 2)
            .map(({ message }) => message)
            .join(" ");
          for (const each of text.match(/\p{L}{3,}/gu) ?? []) {
            const structural =
              /^(doc|metric|period|previous|current|change|topic|mentions|trend|name|firm|positives|risks?|guidance|topics|covering|analysts|sources|asked|ticker|owner)$/i;
            if (!structural.test(each))
              expect(kept.includes(each) || said.includes(each), `${each} of line ${index + 2}`).toBe(true);
          }
        }
      }),
      { numRuns: testCount(300, 5_000) },
    );
  });
});
