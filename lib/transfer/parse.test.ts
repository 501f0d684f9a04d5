import { describe, expect, it } from "vitest";
import { itemsOf } from "@/lib/notes/content";
import { parseNote } from "./parse";
import { readingReport } from "./report";

/** A whole note in the first dialect, about a company that does not exist. */
const note = `FOG Q1 2025: Second dock opens and lifts the order book
- Dock opens on time: The second dock took its first ship in March, which supports growth in repairs [doc 2].
- Better mix: Management expects a higher share of service contracts, improving margins [doc 3][doc 4].
- Late paint deliveries: One supplier is late, which could put the schedule under pressure.
- Steel Prices: Higher prices may compress margins in the second half.
Metric | Period | Previous Guidance | Current Guidance | Change |
---|---|---|---|---|
Revenue | FY 2025 | USD 40 million | no formal guidance provided | no current guidance |
Dock margin | Not specified | no prior guidance | improvement expected from Q3 2025 [doc 3] | no prior guidance |
Topic | Previous Mentions | Current Period | Trend |
---|---|---|---|
Order book | Q3 reported 12 ships, Q4 noted 15 ships (3 of them ferries ) | Q1 2025 brought 18 ships | Recurring growth |
Paint supply | Not mentioned in Q2, Q3, or Q4 discussions | Late deliveries named for the first time | A new topic in Q1 2025 |
-
Dock capacity
Q: How full is the second dock?
A: Jo Finch said that it is booked until June. A third dock is not planned. -
Paint & steel
Q: What do paint and steel cost?
A: Al Reef said that prices are fixed until August.
Research analysts covering Fog Works.`;

const report = (text: string, options = {}) => readingReport(parseNote(text, options));

describe("the dialect of the first notes", () => {
  const read = report(note);

  it("gives ticker, quarter and the headline without them", () => {
    expect([read.ticker, read.period, read.headline]).toEqual([
      "FOG",
      "2025-Q1",
      "Second dock opens and lifts the order book",
    ]);
  });

  it("tells positives from risks by position and wording, and says where it drew the line", () => {
    expect(read.takeaways.map(({ kind, title }) => [kind, title])).toEqual([
      ["positive", "Dock opens on time"],
      ["positive", "Better mix"],
      ["risk", "Late paint deliveries"],
      ["risk", "Steel Prices"],
    ]);
    expect(read.problems.find(({ severity }) => severity === "warning")?.line).toBe(4);
  });

  it("takes citation marks out of the text and keeps them with the item", () => {
    expect(read.takeaways[0]?.body.endsWith("growth in repairs.")).toBe(true);
    expect(read.takeaways.map(({ citations }) => citations)).toEqual([["2"], ["3", "4"], [], []]);
    expect(read.guidance[1]?.citations).toEqual(["3"]);
  });

  it("reads a change by rule and keeps the source's own words beside it", () => {
    expect(read.guidance.map(({ change, changeText }) => [change, changeText])).toEqual([
      ["not_addressed", "no current guidance"],
      ["initiated", "no prior guidance"],
    ]);
    expect(read.guidance[1]?.period).toBe("Not specified");
  });

  it("splits previous mentions by quarter, resolves those without a year, and reports that it did", () => {
    expect(read.topics[0]?.mentions).toEqual([
      { period: "2024-Q3", text: "reported 12 ships", absent: false },
      { period: "2024-Q4", text: "noted 15 ships (3 of them ferries )", absent: false },
    ]);
    expect(read.topics[1]?.mentions.map(({ period, absent }) => [period, absent])).toEqual([
      ["2024-Q2", true],
      ["2024-Q3", true],
      ["2024-Q4", true],
    ]);
    expect(
      read.problems.filter(({ message }) => message.startsWith("Quarters without a year")).map(({ line }) => line),
    ).toEqual([12, 13]);
  });

  it("reads exchanges with their topic lines, without the markers that lists leave behind", () => {
    expect(read.exchanges).toEqual([
      {
        topic: "Dock capacity",
        question: "How full is the second dock?",
        answer: "Jo Finch said that it is booked until June. A third dock is not planned.",
        speakers: [],
        citations: [],
      },
      {
        topic: "Paint & steel",
        question: "What do paint and steel cost?",
        answer: "Al Reef said that prices are fixed until August.",
        speakers: [],
        citations: [],
      },
    ]);
  });

  it("says of a heading with nothing under it that nothing stands there", () => {
    expect(read.analysts).toEqual([]);
    expect(read.problems.at(-1)).toMatchObject({ line: 21, severity: "info" });
  });
});

describe("the ends of lines", () => {
  it.each(["\r\n", "\r"])("may be %j", (ending) => {
    expect(report(note.replaceAll("\n", ending))).toEqual(report(note));
  });
});

it("A character that cannot be kept is an error with its line", () => {
  expect(report("FOG Q1 2025: Head\nPositives\n- Or\0ders: up").problems).toMatchObject([
    { line: 3, severity: "error" },
  ]);
});

it("What belongs nowhere is reported with its line and its words", () => {
  const { problems } = report("FOG Q1 2025: Head\n\nA stray line.\nMetric | Value\nRevenue | 10");
  expect(problems.map(({ line }) => line)).toEqual(expect.arrayContaining([3, 4, 5]));
  expect(problems[0]?.message).toContain("A stray line.");
});

it("A text of a megabyte in one line, or of nothing but bars and brackets, is read within a second", () => {
  for (const text of [
    "x ".repeat(500_000),
    "|".repeat(50_000),
    "[".repeat(50_000),
    "- a: ".repeat(20_000),
    `${"\t".repeat(50_000)}x`,
    '"'.repeat(50_000),
    "Q1, ".repeat(20_000),
  ]) {
    const begun = performance.now();
    parseNote(
      `FOG Q1 2025: Head\n- Title: ${text}\n${text}\nTopic | Previous Mentions | Current | Trend\n---|---|---|---\nOrders | ${text.slice(0, 20_000)} | a | b`,
    );
    expect(performance.now() - begun).toBeLessThan(5_000); // quadratic reading takes minutes
  }
});

it("The headline is the first item", () => {
  expect(itemsOf({ items: parseNote(note).items as never }, "headline")).toHaveLength(1);
});

it("A second document with the label of another is reported, unless it says the same", () => {
  const text = "FOG Q1 2025: Head\nSources\n- doc 1: Minutes\n- doc 1: Minutes\n- doc 1: Letter";
  for (const [read, line] of [
    [parseNote(text), 5],
    [parseNote("Format: quarterdeck 1\nFOG Q1 2025: Head\n\nDocuments:\n- doc 1: Minutes\n- doc 1: Letter"), 6],
  ] as const) {
    expect(read.sources).toMatchObject([{ label: "1", title: "Minutes" }]);
    expect(read.problems).toMatchObject([{ line, severity: "warning" }]);
    expect(read.problems[0]?.message).toContain("Letter");
  }
});
