import { describe, expect, it } from "vitest";
import { parseNote } from "./parse";
import { readingReport } from "./report";

const report = (text: string, options = {}) => readingReport(parseNote(text, options));

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
    ["FOG Q3 FY 2026: Orders recover", "FOG", "2026-Q3"],
    ["FOG Q3 fiscal 2026: Orders recover", "FOG", "2026-Q3"],
    ["FOG FY26Q3: Orders recover", "FOG", "2026-Q3"],
    ["FOG Third Quarter of 2026: Orders recover", "FOG", "2026-Q3"],
    ["FOG – Q1 2025: Orders recover", "FOG", "2025-Q1"],
    ["FOG: Q1 2025 – Orders recover", "FOG", "2025-Q1"],
    ["FOG | Q1 2025 | Orders recover", "FOG", "2025-Q1"],
    ["FOG, Q1 2025; Orders recover", "FOG", "2025-Q1"],
    ["(FOG) Q1 2025: Orders recover", "FOG", "2025-Q1"],
    ["$FOG Q1 2025: Orders recover", "FOG", "2025-Q1"],
    ["FOG (Fog Works) Q1 2025: Orders recover", "FOG", "2025-Q1"],
    ["Fog Works Inc. (NYSE: FOG) Q1 2025 Earnings Call: Orders recover", "FOG", "2025-Q1"],
    ["FOG Q1 2025 results – Orders recover", "FOG", "2025-Q1"],
    ["FOG Q1 2025 Orders recover", "FOG", "2025-Q1"],
    ["Earnings note: FOG Q1 2025: Orders recover", "FOG", "2025-Q1"],
    ["Subject: FOG Q1 2025: Orders recover", "FOG", "2025-Q1"],
    ["> FOG Q1 2025: Orders recover\n>\n> - Orders: up", "FOG", "2025-Q1"],
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

  it.each([
    ["Q1 2025: Orders recover", "2025-Q1", "Orders recover"],
    ["Fog Works Q1 2025: Orders recover", "2025-Q1", "Fog Works Q1 2025: Orders recover"],
    ["fog Q1 2025: Orders recover", "2025-Q1", "fog Q1 2025: Orders recover"],
    ["Orders recover in Q1 2025", null, "Orders recover in Q1 2025"],
  ])("%j names no ticker; the quarter is read where it is said of the note", (text, period, headline) => {
    expect(report(text)).toMatchObject({ ticker: null, period, headline });
  });

  it("may be broken by a mail", () => {
    expect(report("FOG Q1 2025: Orders recover after\na long winter\n\n- Cash: up").headline).toBe(
      "Orders recover after a long winter",
    );
    expect(report("FOG Q1 2025: Orders recover\n\nhello all,").headline).toBe("Orders recover");
  });

  it("is not one of the lines that a mail begins with, which are reported", () => {
    const read = report("From: Mara Quill\nDate: 28 May 2025\nSubject: FOG Q1 2025: Orders recover");
    expect(read).toMatchObject({ ticker: "FOG", headline: "Orders recover" });
    expect(read.problems.map(({ line, severity }) => [line, severity])).toEqual([
      [1, "info"],
      [2, "info"],
    ]);
  });

  it.each([
    ["Ticker: MIST", 2],
    ["Period: Q4 2024", 2],
    ["Headline: Something else", 2],
    ["Ticker: not one at all", 2],
    ["\n- Cash: up\n\nTicker: MIST\nQ: How?\nA: Well.", 5],
    ["\n- Cash: up\n\nPeriod: Q4 2024\nQ: How?\nA: Well.", 5],
  ])("is not overruled by %j, which is reported and is no topic", (text, line) => {
    const read = report(`FOG Q1 2025: Orders recover\n${text}`);
    expect(read).toMatchObject({ ticker: "FOG", period: "2025-Q1", headline: "Orders recover" });
    expect(read.exchanges.map(({ topic }) => topic).filter(Boolean)).toEqual([]);
    expect(read.problems.filter((problem) => problem.line === line)).toMatchObject([{ severity: "warning" }]);
  });

  it("may say again what the lines above it say, and is reported where it differs", () => {
    const again = "Ticker: FOG\nPeriod: Q1 2025\nFOG Q1 2025: Orders recover\nTicker: FOG\n\n- Cash: up\n";
    expect(report(again).problems.map(({ line }) => line)).toEqual([6]);
    const other = report("Ticker: FOG\nMIST Q1 2025: Orders recover");
    expect(other).toMatchObject({ ticker: "FOG", headline: "Orders recover" });
    expect(other.problems).toMatchObject([{ line: 2, severity: "warning" }]);
  });

  it("gives way to an option, with a warning", () => {
    const read = report("FOG Q1 2025: Orders", { ticker: "MIST", period: "2024-Q4" });
    expect([read.ticker, read.period]).toEqual(["MIST", "2024-Q4"]);
    expect(read.problems.filter(({ severity }) => severity === "warning")).toHaveLength(2);
  });
});
