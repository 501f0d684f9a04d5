import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findFigures, hasFigures } from "./find";

const figuresIn = (text: string) => findFigures(text).map(({ start, end }) => text.slice(start, end));

describe("a figure", () => {
  it.each([
    "RMB 525 million",
    "RMB 605 million",
    "RMB 654.8 million",
    "RMB 11.3 billion",
    "RMB525 million",
    "US$3.2bn",
    "US$79 million",
    "€1,200",
    "€1,234,567.89",
    "HK$ 40m",
    "CNY 5 亿",
    "人民币5亿元",
    "USD 10 million",
    "$4.5M",
    "$5-billion",
    "-US$5 million",
    "RMB 1.0–1.2 billion",
    "US$79–83 million",
    "200%",
    "36.9%",
    "-25%",
    "1.1 %",
    "50 percent",
    "20-25%",
    "120 bps",
    "2.5 pp",
    "3 percentage points",
    "50 basis points",
    "6.9x",
    "10x",
    "2-3x",
    "1,970.0 million",
    "3 billion",
    "20 thousand",
    "500 million yuan",
    "500 yuan",
  ])("%s is one span wherever it stands in a sentence", (figure) => {
    expect(figuresIn(figure)).toEqual([figure]);
    expect(figuresIn(`It came to ${figure}.`)).toEqual([figure]);
    expect(figuresIn(`In Q1 2025 (${figure}, reported) it held; FY2025 did not.`)).toEqual([figure]);
    expect(hasFigures(`It came to ${figure}.`)).toBe(true);
  });

  it.each([
    ["a no-break space", "RMB\u00a0525\u00a0million"],
    ["a thin space", "1.1\u2009%"],
    ["a narrow no-break space", "120\u202fbps"],
    ["a minus sign", "\u221225%"],
    ["a true hyphen as minus", "\u201025%"],
    ["an en dash as minus", "\u201325%"],
    ["a figure dash in a range", "RMB 1.0\u20121.2 billion"],
    ["an em dash in a range", "RMB 1.0\u20141.2 billion"],
    ["a horizontal bar in a range", "RMB 1.0\u20151.2 billion"],
    ["full-width digits and percent", "３６．９％"],
  ])("is found when written with %s", (_, figure) => {
    expect(figuresIn(`It was ${figure} then`)).toEqual([figure]);
  });

  it.each([
    ["from US$79 million to US$83 million", ["US$79 million", "US$83 million"]],
    ["US$79 million–US$83 million", ["US$79 million", "US$83 million"]],
    ["fell from 23% to 19%", ["23%", "19%"]],
    ["20%–25%", ["20%", "25%"]],
    ["over 200% YoY, nearly 500% YoY and about RMB 5 billion", ["200%", "500%", "RMB 5 billion"]],
    ["10x in Q3, a 6.9x increase in Q4", ["10x", "6.9x"]],
    ["RMB 11.3 billion over FY2025–FY2027", ["RMB 11.3 billion"]],
    ["In 2025 RMB 5 million went out", ["RMB 5 million"]],
    ["Q1 2025 – 36.9% growth", ["36.9%"]],
    ["margins—25% of them—held", ["25%"]],
    ["Nearly 10x growth", ["10x"]],
    ["AI Gross Billing 10x YoY", ["10x"]],
    ["收入增长36.9%至5亿元", ["36.9%", "5亿元"]],
    ["a 50%-owned unit", ["50%"]],
  ])("stands apart from its neighbours and qualifiers in '%s'", (text, figures) => {
    expect(figuresIn(text)).toEqual(figures);
  });

  it.each([
    "in 2025",
    "Q1 2025",
    "FY2025–FY2027",
    "the second half of 2025",
    "a 512-node cluster",
    "a 7-billion-parameter model",
    "a 7\u2011billion\u2011parameter model",
    "a 7 billion-parameter model",
    "r4",
    "doc 5",
    "docs 1–4",
    "2025-03-31",
    "31 March 2025",
    "March 31, 2025",
    "31/03/2025",
    "+86 10 5555 0100",
    "010-5555-0100",
    "section 3.2.1",
    "Section 4 million-dollar",
    "Xeon 9x",
    "the Xeon 9x line",
    "version 1.2.3",
    "v2.5",
    "1920x1080",
    "a 7B model",
    "at 10:30",
    "RMB",
    "%",
    "",
  ])("is not seen in '%s'", (text) => {
    expect(figuresIn(text)).toEqual([]);
    expect(hasFigures(text)).toBe(false);
  });

  it("is always a stretch of the text that holds a digit, in order and apart from the others", () => {
    const piece = fc.constantFrom(
      ..."0123456789.,-–−~ \u00a0%％x$€+:/５亿元".split(""),
      ...["RMB", "US$", " million", "billion", "bn", "m", " bps", "Q1", "2025", "1,200", "percent", "word", "😀"],
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(text, (written) => {
        let from = 0;
        for (const { start, end } of findFigures(written)) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeLessThanOrEqual(written.length);
          expect(written.slice(start, end)).toMatch(/[0-9０-９]/);
          from = end;
        }
        expect(hasFigures(written)).toBe(from > 0);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    "1",
    ",",
    ".",
    " ",
    "-",
    "a",
    "A",
    "1,",
    "1.",
    "1 ",
    "1-",
    "111,",
    "1 - ",
    "$",
    "$1",
    "RMB ",
    "$1-",
    "Aa 1",
    "1%",
    "亿",
  ])("is looked for in a megabyte of '%s' within a second", (unit) => {
    const text = unit.repeat(2 ** 20 / unit.length);
    const began = performance.now();
    findFigures(text);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
