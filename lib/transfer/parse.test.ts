import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { itemsOf } from "@/lib/notes/content";
import { parseNote } from "./parse";
import type { ParsedItem, ParsedNote } from "./parsed";
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
const of = (read: ParsedNote, kind: ParsedItem["kind"]) => read.items.filter((item) => item.kind === kind);
const takeaways = (text: string) => report(`FOG Q1 2025: Head\n${text}`).takeaways;

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

describe("a headline", () => {
  it.each([
    ["KC Q1 2025: Orders recover", "KC", "2025-Q1"],
    ["0700.HK Q3 FY2026: Orders recover", "0700.HK", "2026-Q3"],
    ["BRK.B 3Q25 – Orders recover", "BRK.B", "2025-Q3"],
    ["Fog Works (FOG) Q2 2025: Orders recover", "FOG", "2025-Q2"],
    ["NASDAQ: FOG Q2 FY26: Orders recover", "FOG", "2026-Q2"],
    ["FOG 2025-Q4: Orders recover", "FOG", "2025-Q4"],
    ["# FOG Q1 2025: Orders recover", "FOG", "2025-Q1"],
    ["**FOG Q1 2025: Orders recover**", "FOG", "2025-Q1"],
    ["FOG\u00a0Q1\u00a02025： Orders recover", "FOG", "2025-Q1"],
    ["\ufeffFOG Q1 2025: Orders recover", "FOG", "2025-Q1"],
    ["Q1 2025 FOG: Orders recover", "FOG", "2025-Q1"],
    ["Ticker: FOG\nPeriod: Q1 2025\nHeadline: Orders recover", "FOG", "2025-Q1"],
    ["FOG Q1 2025\n\nOrders recover", "FOG", "2025-Q1"],
  ])("%j names company and quarter", (text, ticker, period) => {
    expect(report(text)).toMatchObject({ ticker, period, headline: "Orders recover" });
  });

  it("that names neither is an error at line 1, unless an option says them", () => {
    const read = report("Orders recover: a good quarter");
    expect(read).toMatchObject({ ticker: null, period: null, headline: "Orders recover: a good quarter" });
    expect(read.problems.filter(({ severity }) => severity === "error").map(({ line }) => line)).toEqual([1, 1]);
    const told = report("Orders recover", { ticker: "FOG", period: "2025-Q1" });
    expect(told).toMatchObject({ ticker: "FOG", period: "2025-Q1" });
    expect(told.problems.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("gives way to an option, with a warning", () => {
    const read = report("FOG Q1 2025: Orders", { ticker: "MIST", period: "2024-Q4" });
    expect([read.ticker, read.period]).toEqual(["MIST", "2024-Q4"]);
    expect(read.problems.filter(({ severity }) => severity === "warning")).toHaveLength(2);
  });
});

describe("takeaways", () => {
  it.each(["-", "•", "*", "–", "1.", "2)"])("may have the marker %j", (marker) => {
    expect(takeaways(`Positives\n${marker} Orders: up 12%\n${marker} Cash: up`)).toMatchObject([
      { kind: "positive", title: "Orders", body: "up 12%" },
      { kind: "positive", title: "Cash", body: "up" },
    ]);
  });

  it.each([
    ["Positives", "Risks"],
    ["## Key positives", "## Key risks"],
    ["**What went well:**", "**What is at risk:**"],
    ["STRENGTHS:", "CHALLENGES:"],
  ])("are told apart by the headings %j and %j, without a warning", (good, bad) => {
    const text = `FOG Q1 2025: Head\n\n${good}\n- Late: but fine\n\n${bad}\n- Growth: fast`;
    expect(report(text).takeaways.map(({ kind }) => kind)).toEqual(["positive", "risk"]);
    expect(report(text).problems).toEqual([]);
  });

  it("need no colon, and a colon in a time or an address is none", () => {
    expect(
      takeaways("Positives\n- Orders rose\n- Call at 10:30 was short\n- See https://fog.example: it says more"),
    ).toMatchObject([
      { title: "Orders rose", body: "" },
      { title: "Call at 10:30 was short", body: "" },
      { title: "See https://fog.example", body: "it says more" },
    ]);
  });

  it("go on over lines that mail has broken", () => {
    expect(takeaways("Positives\n- Orders: rose by\n  twelve percent\n- Cash: up")[0]?.body).toBe(
      "rose by twelve percent",
    );
  });

  it("keep any script and the characters as they were typed", () => {
    expect(
      takeaways("Positives\n- 订单增长：订单增长 12%，毛利率‐改善 [1]。\n- Заказы: выросли\u00a0на 12 %"),
    ).toMatchObject([
      { title: "订单增长", body: "订单增长 12%，毛利率‐改善。", citations: ["1"] },
      { title: "Заказы", body: "выросли\u00a0на 12 %" },
    ]);
  });
});

describe("citation marks", () => {
  it.each([
    ["rose [doc 5].", ["5"], "rose."],
    ["rose [doc 6][doc 7].", ["6", "7"], "rose."],
    ["rose [doc 2, 3] fast", ["2", "3"], "rose fast"],
    ["rose [1].", ["1"], "rose."],
    ["rose [docs 2-4].", ["2", "3", "4"], "rose."],
    ["[doc 1] rose", ["1"], "rose"],
    ["rose [sic] and [up to 12]", [], "rose [sic] and [up to 12]"],
  ])("%j cite %j", (body, citations, kept) => {
    expect(takeaways(`Positives\n- Orders: ${body}`)[0]).toMatchObject({ body: kept, citations });
  });

  it("stand at item, field and offset", () => {
    const read = parseNote("FOG Q1 2025: Orders [doc 9] recover\nPositives\n- Or[1]ders: rose [doc 5].");
    expect(read.items.map(({ citations }) => citations)).toEqual([
      [{ field: "text", offset: 6, label: "9" }],
      [
        { field: "title", offset: 2, label: "1" },
        { field: "body", offset: 4, label: "5" },
      ],
    ]);
    expect(read.sources.map(({ label }) => label)).toEqual(["1", "5", "9"]);
  });
});

describe("exchanges", () => {
  const exchanges = (text: string) => parseNote(`FOG Q1 2025: Head\nQ&A\n${text}`);

  it("take speakers and askers from marked labels, never from sentences", () => {
    const [first, second] = of(
      exchanges(
        "Orders\nQ (Mara Quill, Foghorn Securities): How are orders?\nA (Jo Finch, CEO and Al Reef): Jane Doe said fine.\nQ: Next?\nA – Al Reef: Yes.",
      ),
      "exchange",
    );
    expect(first?.fields).toMatchObject({
      topic: "Orders",
      askedBy: "Mara Quill",
      askedByFirm: "Foghorn Securities",
      speakers: ["Jo Finch, CEO", "Al Reef"],
      answer: "Jane Doe said fine.",
    });
    expect(second?.fields).toMatchObject({ topic: null, askedBy: null, speakers: ["Al Reef"] });
  });

  it("may be written out, numbered, bulleted, and answered over several paragraphs", () => {
    const read = exchanges(
      "- Question 1: How are orders?\n- Answer: Fine.\n\nThe dock is full.\n\nQ2: And cash?\nA2: Up.",
    );
    expect(of(read, "exchange").map(({ fields }) => fields)).toMatchObject([
      { question: "How are orders?", answer: "Fine.\nThe dock is full." },
      { question: "And cash?", answer: "Up." },
    ]);
  });
});

describe("covering analysts", () => {
  it.each([
    "- Mara Quill, Foghorn",
    "• Mara Quill – Foghorn",
    "Mara Quill (Foghorn)",
    "Mara Quill\tFoghorn",
    "- Mara Quill | Foghorn",
  ])("may be written %j", (line) => {
    expect(report(`FOG Q1 2025: Head\nResearch analysts covering Fog Works.\n${line}`).analysts).toEqual([
      { name: "Mara Quill", firm: "Foghorn" },
    ]);
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
    words.map((text) => `Q: ${text}`),
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
              /^(doc|metric|period|previous|current|change|topic|mentions|trend|name|firm|positives|risks?|guidance|topics|covering|analysts|sources)$/i;
            if (!structural.test(each))
              expect(kept.includes(each) || said.includes(each), `${each} of line ${index + 2}`).toBe(true);
          }
        }
      }),
      { numRuns: testCount(300, 5_000) },
    );
  });
});
