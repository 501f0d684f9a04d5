import { describe, expect, it } from "vitest";
import { parseNote } from "./parse";
import { readingReport } from "./report";

const report = (text: string) => readingReport(parseNote(text));
const guidanceOf = (text: string) => report(`FOG Q1 2025: Head\n${text}`).guidance;

describe("tables", () => {
  const row = {
    metric: "Revenue",
    period: "FY 2025",
    previous: "10",
    current: "11",
    change: "raised",
    changeText: "raised",
  };

  it.each([
    [
      "pipes without outer ones",
      "Metric | Period | Previous | Current | Change\n---|---|---|---|---\nRevenue | FY 2025 | 10 | 11 | raised",
    ],
    [
      "pipes with outer ones",
      "| Metric | Period | Previous | Current | Change |\n|---|:--|--:|---|---|\n| Revenue | FY 2025 | 10 | 11 | raised |",
    ],
    ["tabs", "Metric\tPeriod\tPrevious Guidance\tCurrent Guidance\tChange\nRevenue\tFY 2025\t10\t11\traised"],
    [
      "pipes directly after a list line",
      "- Orders: rose\nMetric | Period | Previous | Current | Change |\n---|---|---|---|---|\nRevenue | FY 2025 | 10 | 11 | raised |",
    ],
    ["blank lines between the rows", "KPI\tPeriod\tPrior\tNew\tDirection\n\nRevenue\tFY 2025\t10\t11\traised"],
    [
      "columns in another order",
      "Change | Current | Previous | Period | Metric\n-|-|-|-|-\nraised | 11 | 10 | FY 2025 | Revenue",
    ],
    ["no head under a heading", "Guidance\nRevenue | FY 2025 | 10 | 11 | raised"],
  ])("may come with %s", (_, text) => {
    expect(guidanceOf(text)).toMatchObject([row]);
  });

  it("keep escaped bars, missing cells and empty cells", () => {
    const head = "Metric | Period | Previous | Current | Change |\n---|---|---|---|---|\n";
    expect(guidanceOf(`${head}Revenue \\| net | FY 2025`)[0]).toMatchObject({
      metric: "Revenue | net",
      previous: null,
      current: null,
      changeText: null,
    });
    expect(guidanceOf(`${head}Revenue | FY 2025 | | 11 | raised |`)[0]).toMatchObject({
      previous: null,
      current: "11",
    });
  });

  it("report the cells that no column is for, word for word", () => {
    const text =
      "FOG Q1 2025: Head\nMetric | Period | Previous | Current | Change | Owner\n-|-|-|-|-|-\nRevenue | FY 2025 | 10 | 11 | raised | Jo | beyond";
    const messages = report(text)
      .problems.map(({ message }) => message)
      .join("\n");
    for (const words of ["“Owner”", "“Jo”", "“beyond”"]) expect(messages).toContain(words);
  });

  it("read cells that Excel has quoted, over several lines", () => {
    const text =
      'Metric\tPeriod\tPrevious\tCurrent\tChange\nRevenue\tFY 2025\t10\t"11,\nof which ""new"": 2"\traised\nMargin\tFY 2025\t5%\t5%\tmaintained';
    expect(guidanceOf(text)).toMatchObject([
      { current: '11,\nof which "new": 2' },
      { metric: "Margin", change: "maintained" },
    ]);
  });

  it("read a row whose first cell Excel has quoted over several lines", () => {
    const text = 'Metric\tPeriod\tPrevious\tCurrent\tChange\n"Kiln\nsales"\tFY 2025\t5\t6\traised';
    expect(guidanceOf(text)).toMatchObject([{ metric: "Kiln\nsales", current: "6" }]);
  });

  it.each(["Guidance changes | | | | |", "| What they guide to | | | | |", "Guidance changes\t\t\t\t"])(
    "may have merged cells with a title above their heads: %j",
    (title) => {
      const table = "| Metric | Period | Previous | Current | Change |\n| Revenue | FY 2025 | 10 | 11 | raised |";
      expect(guidanceOf(`${title}\n${table}`)).toMatchObject([row]);
      const topics = "Topic | Previous Mentions | Current | Trend\nOrders | | up | New";
      expect(guidanceOf(`${topics}\n${title}\n${table}`)).toMatchObject([row]);
      expect(report(`FOG Q1 2025: Head\n${topics}\n${title}\n${table}`).topics).toHaveLength(1);
    },
  );

  it("of topics may have a column for each of two quarters, in any order", () => {
    const text =
      "FOG Q1 2025: Head\nTheme\tQ1 2025\tQ4 2024\tTrend\nOrders\tup 12%\tup 8%\tBetter\nKilns\tout\tn/a\tNew";
    expect(report(text).topics).toMatchObject([
      { current: "up 12%", previous: "up 8%", mentions: [{ period: "2024-Q4", text: "up 8%", absent: false }] },
      { current: "out", mentions: [{ period: "2024-Q4", absent: true }] },
    ]);
  });

  it("of topics may have a column for each of several quarters, whose citations stay with their words", () => {
    const read = parseNote(
      "FOG Q1 2025: Head\nTopic | Q3 2024 | Q4 2024 | Q1 2025 | Trend\nOrders | up 3 [doc 2] | not mentioned | up 5 | Better\nKilns | | up 4 | up 6 | Better",
    );
    expect(read.items.slice(1)).toMatchObject([
      {
        fields: {
          mentions: [
            { period: "2024-Q3", text: "up 3", absent: false },
            { period: "2024-Q4", text: "not mentioned", absent: true },
          ],
          current: "up 5",
        },
        citations: [{ field: "mentions.2024-Q3", offset: 4, label: "2" }],
        previous: "Q3 2024: up 3; Q4 2024: not mentioned",
      },
      { fields: { mentions: [{ period: "2024-Q4", text: "up 4" }] }, previous: "Q4 2024: up 4" },
    ]);
    expect(read.problems).toEqual([]);
  });

  it("of topics may have previous mentions beside the column of a quarter, and no column for the note's own", () => {
    const head = "FOG Q1 2025: Head\nTopic | Previous Mentions | Q4 2024 | Q2 2025 | Trend";
    const read = report(`${head}\nOrders | Q4 2024: up 3; Q3 2024: flat | in kilns [doc 2] | later | Better`);
    expect(read.topics).toMatchObject([
      {
        previous: "Q4 2024: up 3; Q3 2024: flat; Q4 2024: in kilns",
        mentions: [
          { period: "2024-Q3", text: "flat" },
          { period: "2024-Q4", text: "up 3; in kilns" },
        ],
        current: null,
      },
    ]);
    expect(read.problems.map(({ line, severity }) => [line, severity])).toEqual([
      [2, "warning"],
      [3, "info"],
    ]);
  });

  it("that repeat their head with other columns are read by the new ones", () => {
    const read = report(
      "FOG Q1 2025: Head\nMetric | Period | Previous | Current | Change\nRevenue | FY | 1 | 2 | raised\nMetric | Period | Current | Previous | Owner\nMargin | FY | 4 | 3 | Jo",
    );
    expect(read.guidance).toMatchObject([{ current: "2" }, { metric: "Margin", previous: "3", current: "4" }]);
    const messages = read.problems.map(({ line, message }) => `${line} ${message}`).join("\n");
    for (const words of [/^4 .*“Owner”/m, /^5 .*“Jo”/m]) expect(messages).toMatch(words);
  });

  it("go on behind a line without bars, which is reported", () => {
    const read = report(
      "FOG Q1 2025: Head\nMetric | Period | Previous | Current | Change\n---|---|---|---|---\nRevenue | FY | 1 | 2 | raised\nall in euros\nMargin | FY | 3 | 4 | raised",
    );
    expect(read.guidance.map(({ metric }) => metric)).toEqual(["Revenue", "Margin"]);
    expect(read.problems).toMatchObject([{ line: 5, severity: "warning" }]);
    expect(read.problems[0]?.message).toContain("all in euros");
  });

  it("end where a list or a question begins, though a bar stands in it", () => {
    const head = "FOG Q1 2025: Head\nMetric | Period | Previous | Current | Change\nRevenue | FY | 1 | 2 | raised\n";
    const read = report(`${head}- Orders: kilns | clay\n- Cash: up\n\nCost\nQ: Kilns | clay?\nA: Both.`);
    expect(read.guidance).toHaveLength(1);
    expect(read.takeaways).toMatchObject([{ title: "Orders", body: "kilns | clay" }, { title: "Cash" }]);
    expect(read.exchanges).toMatchObject([{ question: "Kilns | clay?", answer: "Both." }]);
  });

  it.each([
    ["Metric | Period | Previous | Current | Change", "| Revenue | FY | 1 | 2 | raised |", "Revenue", "2"],
    ["Metric | Period | Previous | Current | Change", "| Revenue | FY | 1 | 2 |", "Revenue", "2"],
    ["Metric | Period | Previous | Current | Change |", "| Revenue | FY | 1 | 2 | raised |", "Revenue", "2"],
    ["Metric | Period | Previous | Current | Change |", " | FY | 1 | 2 | raised |", "", "2"],
    ["| Metric | Period | Previous | Current | Change |", "Revenue | FY | 1 | 2 | raised", "Revenue", "2"],
    ["| Metric | Period | Previous | Current | Change |", "| Revenue | FY | 1 | 2", "Revenue", "2"],
  ])("under %j may have the row %j", (head, text, metric, current) => {
    expect(guidanceOf(`${head}\n${text}`)).toMatchObject([{ metric, period: "FY", current }]);
  });

  it("of topics report a clause on the note's own quarter, since no mention holds it", () => {
    const text =
      "FOG Q1 2025: Head\nTopic | Previous Mentions | Current | Trend\nOrders | Q1 2025: up; Q4 2024: flat | up | x";
    expect(report(text).topics[0]?.mentions).toMatchObject([{ period: "2024-Q4", text: "flat" }]);
    expect(report(text).problems).toMatchObject([{ line: 3, severity: "info" }]);
  });

  it("of topics may name the quarter as their column", () => {
    const text =
      "FOG Q1 2025: Head\nTheme\tPrior mentions\tQ1 2025\tTrend\nOrders\tQ4: up 8%\tup 12%\tContinued growth";
    expect(report(text).topics).toMatchObject([
      {
        topic: "Orders",
        current: "up 12%",
        mentions: [{ period: "2024-Q4", text: "up 8%" }],
        trend: "Continued growth",
      },
    ]);
  });
});
