import { describe, expect, it } from "vitest";
import type { Period } from "@/lib/notes/period";
import { placesIn, splitMentions } from "@/lib/transfer/mentions";

/** `Q2 24 text`, with `∅` before the text of an absent one. */
function read(previous: string, own: Period | null = "2025-Q1"): string[] {
  return splitMentions(previous, own).mentions.map(
    ({ period, text, absent }) => `${period.slice(5)} ${period.slice(2, 4)} ${absent ? "∅ " : ""}${text}`,
  );
}

const clauses: [name: string, previous: string, expected: string[]][] = [
  [
    "a clause that ends with its quarter is kept whole, and the words before `e.g.,` go",
    "Often praised—e.g., double-digit sales in Q3 2024 (2.5x before ), nearly 40% more in Q4 2024 and 3x in Q2 2024",
    ["Q2 24 3x in Q2 2024", "Q3 24 double-digit sales in Q3 2024 (2.5x before )", "Q4 24 nearly 40% more in Q4 2024"],
  ],
  [
    "quarters that are followed by brackets are labels of what is in them",
    "Stressed a lot in Q2 (80% of spending, EUR 4 million ) and Q3 (large kiln orders , a lease ), with Q4 featuring a EUR 9 million plan",
    ["Q2 24 80% of spending, EUR 4 million", "Q3 24 large kiln orders , a lease", "Q4 24 a EUR 9 million plan"],
  ],
  [
    "several quarters of one clause share it as typed",
    "Raised across Q2, Q3, and Q4 with focus on glass, tiles, and bricks",
    ["Q2", "Q3", "Q4"].map((q) => `${q} 24 Raised across Q2, Q3, and Q4 with focus on glass, tiles, and bricks`),
  ],
  [
    "labels before their clauses go, and commas in brackets do not split",
    "Always there: Q2 reported EUR 3 million (from 23% to 19%, a low ), Q3 noted 5% and 6% of sales , and Q4 fell (1%)",
    ["Q2 24 reported EUR 3 million (from 23% to 19%, a low )", "Q3 24 noted 5% and 6% of sales", "Q4 24 fell (1%)"],
  ],
  [
    "a list in brackets names its quarters, and its first keeps the words before it",
    "Prior periods stressed heavy kiln spending (e.g., 80% in Q2 , EUR 9 million cap in Q3 , and EUR 2 million tools in Q4 )",
    ["Q2 24 heavy kiln spending (e.g., 80% in Q2)", "Q3 24 EUR 9 million cap", "Q4 24 EUR 2 million tools"],
  ],
  [
    "an exception to a silence is said, the rest is absent",
    "Earlier periods (Q2, Q3, Q4) did not specifically mention clay, aside from a brief Q4 note without detail",
    [
      "Q2 24 ∅ did not specifically mention clay",
      "Q3 24 ∅ did not specifically mention clay",
      "Q4 24 a brief Q4 note without detail",
    ],
  ],
  [
    "a silence is given to each quarter that it names",
    "Not mentioned in Q3 or Q4 calls",
    ["Q3 24 ∅ Not mentioned in Q3 or Q4 calls", "Q4 24 ∅ Not mentioned in Q3 or Q4 calls"],
  ],
  [
    "a silence ends where the next quarter speaks",
    "Not discussed in Q3 but mentioned in Q4 as a risk",
    ["Q3 24 ∅ Not discussed in Q3", "Q4 24 mentioned in Q4 as a risk"],
  ],
  [
    "what says one thing and not another is said",
    "Q3 flagged tariffs but did not discuss pricing",
    ["Q3 24 flagged tariffs but did not discuss pricing"],
  ],
  [
    "two clauses on one quarter are joined",
    "Q3 noted A; Q4 noted B; in Q3, C followed",
    ["Q3 24 noted A; C followed", "Q4 24 noted B"],
  ],
  ["a range names what lies between", "Q2–Q4: steady", ["Q2 24 steady", "Q3 24 steady", "Q4 24 steady"]],
  ["a quarter that is only compared with is not spoken of", "Q4 grew 5% vs. Q3", ["Q4 24 grew 5% vs. Q3"]],
  [
    "the note's own quarter takes its clause with it",
    "Q3 noted A; Q1 2025 said B; Q4 said C",
    ["Q3 24 noted A", "Q4 24 said C"],
  ],
  [
    "a later quarter inside a clause is words",
    "Q4 guided to a recovery in Q2 2025",
    ["Q4 24 guided to a recovery in Q2 2025"],
  ],
  ["bullets are clauses", "- Q3: low\n- Q4: high", ["Q3 24 low", "Q4 24 high"]],
  ["half-years, years and no quarter at all give none", "FY2024 saw 5%; H2 2024 was strong", []],
];

const spellings: [written: string, expected: Period][] = [
  ["Q3 2023", "2023-Q3"],
  ["Q3'23", "2023-Q3"],
  ["Q3’23", "2023-Q3"],
  ["Q3 FY2023", "2023-Q3"],
  ["Q3 FY23", "2023-Q3"],
  ["3Q23", "2023-Q3"],
  ["2023 Q3", "2023-Q3"],
  ["2023-Q3", "2023-Q3"],
  ["2023‑Q3", "2023-Q3"],
  ["q3\u00a02023", "2023-Q3"],
  ["Third quarter of 2023", "2023-Q3"],
  ["Q3", "2024-Q3"],
];

describe("splitMentions", () => {
  it.each(clauses)("reads that %s", (_, previous, expected) => expect(read(previous)).toEqual(expected));

  it.each(spellings)("reads %s as a quarter", (written, expected) => {
    const [mention] = splitMentions(`${written}: kilns sold out`, "2025-Q1").mentions;
    expect(mention).toEqual({ period: expected, text: "kilns sold out", absent: false });
  });

  it("reports quarters without a year, and does not resolve them when the note's own is unknown", () => {
    expect(splitMentions("Q3 said A; Q2 and Q4 2024 said B; Q1 2024 said C", "2025-Q1").bareQuarters).toEqual([3]);
    expect(splitMentions("Q3 said A", null)).toEqual({
      mentions: [],
      bareQuarters: [3],
      spans: new Map(),
      leftOut: [],
    });
    expect(read("Q3 said A; Q4 2024 said B", null)).toEqual(["Q4 24 said B"]);
  });

  it("keeps the clauses that speak of no earlier quarter apart", () => {
    expect(splitMentions("FY2023: low; Q1 2025: up; Q4 2024: flat", "2025-Q1").leftOut).toEqual(["FY2023: low", "up"]);
    expect(splitMentions("Often praised: Q4 2024 grew", "2025-Q1").leftOut).toEqual([]);
  });

  it("keeps where each mention's words stand", () => {
    for (const [, previous] of clauses) {
      const { mentions, spans } = splitMentions(previous, "2025-Q1");
      for (const { period, text } of mentions) {
        for (const { start, end, at } of spans.get(period) ?? []) {
          expect(text.slice(at, at + end - start)).toBe(previous.slice(start, end));
        }
      }
    }
  });

  it("finds the place of a citation in each quarter that shares its words", () => {
    const { spans } = splitMentions("Seen before: Q2 and Q3 rose, Q4 fell", "2025-Q1");
    const place = placesIn(spans);
    expect(place(27)).toEqual([
      { period: "2024-Q2", offset: 4 },
      { period: "2024-Q3", offset: 4 },
    ]);
    expect(place(28)).toEqual(place(27));
    expect(place(36)).toEqual([{ period: "2024-Q4", offset: 4 }]);
    expect(place(0)[0]).toEqual({ period: "2024-Q2", offset: 0 });
    expect(placesIn(new Map())(3)).toEqual([]);
  });

  it("finds the places of two thousand citations in a long cell at once", () => {
    const cell = "Q3 up; ".repeat(2000);
    const { spans } = splitMentions(cell, "2025-Q1");
    const start = performance.now();
    const place = placesIn(spans);
    const found = Array.from({ length: 2000 }, (_, index) => place(index * 7 + 5));
    expect(performance.now() - start).toBeLessThan(300);
    expect(found.every((places) => places.length === 1)).toBe(true);
    expect(found[1]?.[0]).toEqual({ period: "2024-Q3", offset: 6 });
  });

  it.each([
    "Q2 ",
    "Q2 noted, ",
    "(Q2, a)",
    "e.g., Q3 (",
    "(",
    "in Q2 (x), ",
    "Q2 not raised except x, ",
    "\u00a0",
    "1Q",
  ])("reads a long run of %j in time that grows with its length", (part) => {
    const start = performance.now();
    splitMentions(part.repeat(5000), "2025-Q1");
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
