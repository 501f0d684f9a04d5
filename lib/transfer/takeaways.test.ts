import { describe, expect, it } from "vitest";
import { parseNote } from "./parse";
import { readingReport } from "./report";

const report = (text: string) => readingReport(parseNote(text));
const takeaways = (text: string) => report(`FOG Q1 2025: Head\n${text}`).takeaways;

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

  it.each([
    [
      "a burden that falls",
      ["Debt falls: to EUR 5 million", "Lower unit costs: down 8%", "Slow permits: no date"],
      "++-",
    ],
    ["a success in spite of something", ["Despite weak demand, a record: 41%", "Despite records, slow: delays"], "+-"],
    ["what is plainly bad from the first line on", ["Margin collapse: fell 9%", "Weak orders: declined"], "--"],
    ["what is plainly good to the last line", ["Record orders: up 40%", "Strong cash: improved"], "++"],
    [
      "risks before the positives",
      ["Kiln outage: delays", "Strong orders: up", "Better margins: up", "Wins: three"],
      "-+++",
    ],
    ["words that tell nothing, in half", ["Kilns: two", "Clay: red", "Sand: fine", "Glass: clear"], "++--"],
  ])("without a heading are told apart with %s, and with one warning", (_, lines, signs) => {
    const read = report(`FOG Q1 2025: Head\n${lines.map((line) => `- ${line}`).join("\n")}`);
    expect(read.takeaways.map(({ kind }) => (kind === "risk" ? "-" : "+")).join("")).toBe(signs);
    expect(read.problems.map(({ severity }) => severity)).toEqual(["warning"]);
  });

  it("are no headings because a word of one stands in them", () => {
    const read = report(
      "FOG Q1 2025: Head\nPositives\n- Orders: rose\nIn summary, a good start.\n+ Points of sale: up",
    );
    expect(read.takeaways).toMatchObject([
      { title: "Orders", body: "rose In summary, a good start." },
      { title: "Points of sale", body: "up" },
    ]);
  });

  it("do not swallow a row of cells or a heading that nobody knows", () => {
    const read = report("FOG Q1 2025: Head\nPositives\n- Orders: rose\nStaff | 4 | 5\n- Cash: up\nOther matters:");
    expect(read.takeaways.map(({ body }) => body)).toEqual(["rose", "up"]);
    expect(read.problems.map(({ line }) => line)).toEqual([4, 6]);
  });

  it("may stand under a heading over both, of which nothing is said", () => {
    expect(
      report("FOG Q1 2025: Head\n## Key Takeaways\n### Positives\n- Orders: up\n### Risks\n- Debt: up").problems,
    ).toEqual([]);
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

  it("have a title that a mail may have broken", () => {
    expect(takeaways("Positives\n- Orders for kilns\nand glass: rose\n- Cash\nup")).toMatchObject([
      { title: "Orders for kilns and glass", body: "rose" },
      { title: "Cash", body: "up" },
    ]);
  });

  it.each([
    ["Positives (2)", "Risks (1)"],
    ["Positives – 2", "Risks – 1"],
    ["**Positives (2):**", "**Risks (1):**"],
    ["- Positives:", "- Risks:"],
    ["- **Positives:**", "- **Risks:**"],
  ])("stand under %j and %j, which are headings", (good, bad) => {
    const read = report(`FOG Q1 2025: Head\n${good}\n- Orders: up\n- Cash: up\n${bad}\n- Permits: late`);
    expect(read.takeaways.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      "positive Orders",
      "positive Cash",
      "risk Permits",
    ]);
    expect(read.problems).toEqual([]);
  });

  it("may be plain lines under the heading of their side, each with a title and a colon", () => {
    const lines = "Positives\nOrders: rose by\ntwelve percent\nCash: up\n  of which half is ours\nRisks\nPermits: late";
    expect(takeaways(lines)).toMatchObject([
      { kind: "positive", title: "Orders", body: "rose by twelve percent" },
      { kind: "positive", title: "Cash", body: "up of which half is ours" },
      { kind: "risk", title: "Permits", body: "late" },
    ]);
  });

  it("may all be indented, and what stands deeper goes on in the one above", () => {
    expect(takeaways("Positives\n  • Orders: up\n      • in kilns\n  • Cash: up")).toMatchObject([
      { title: "Orders", body: "up • in kilns" },
      { title: "Cash", body: "up" },
    ]);
    expect(takeaways("\t- Orders: up\n\t\t- in kilns\n\t- Cash: up").map(({ title }) => title)).toEqual([
      "Orders",
      "Cash",
    ]);
  });

  it("lose the marker of a next item that a list has left at their end", () => {
    expect(takeaways("Positives\n- Orders: up -\n- Cash: rose\n  by half –")).toMatchObject([
      { body: "up" },
      { body: "rose by half" },
    ]);
  });

  it("whose title has as many good words as bad ones are told by its first", () => {
    expect(takeaways("- Growth: strong\n- Delays in approvals: two kilns wait").map(({ kind }) => kind)).toEqual([
      "positive",
      "risk",
    ]);
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
