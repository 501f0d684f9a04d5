import { describe, expect, it } from "vitest";
import { parseNote } from "./parse";

const words = (length: number) =>
  "abcdefg hi "
    .repeat(length)
    .slice(0, length - 1)
    .concat("z");
const takeawaysOf = (text: string) => parseNote(text).items.flatMap((item) => (item.kind === "takeaway" ? [item] : []));

describe("what is too long for a note", () => {
  it.each([
    ["a plain text", (headline: string) => `FOG Q1 2025: ${headline}\nRisks\n- Late: one`],
    ["our own form", (headline: string) => `Format: quarterdeck 1\nFOG Q1 2025: ${headline}\n\nRisks:\n- Late: one`],
  ])("a headline over 200 characters in %s is an error at its line that says what to do", (_, text) => {
    const line = text("").startsWith("Format") ? 2 : 1;
    expect(parseNote(text(words(200))).problems).toEqual([]);
    expect(parseNote(text(words(201))).problems).toEqual([
      {
        line,
        severity: "error",
        message: "The headline has 201 characters, and at most 200 fit. Shorten it, and put the rest into a takeaway.",
      },
    ]);
  });

  it("a takeaway without a short title keeps every word in its body, its marks in their places, and is asked for one", () => {
    const long = `${words(250)} [doc 2] and more`;
    const text = `FOG Q1 2025: Head\nRisks\n- ${long}\n- Late: one`;
    expect(takeawaysOf(text)).toMatchObject([
      {
        fields: { title: "", body: `${words(250)} and more` },
        citations: [{ field: "body", offset: 250, label: "2" }],
      },
      { fields: { title: "Late", body: "one" } },
    ]);
    expect(parseNote(text).problems).toEqual([
      { line: 3, severity: "warning", message: "This takeaway has no short title. Give it one." },
    ]);
    const broken = `FOG Q1 2025: Head\nRisks\n- ${words(250)}\n  goes on here`;
    expect(takeawaysOf(broken)[0]?.fields).toMatchObject({ title: "", body: `${words(250)} goes on here` });
  });

  it("the same in our own form", () => {
    const text = `Format: quarterdeck 1\nFOG Q1 2025: Head\n\nRisks:\n- ${words(250)} [doc 1]: said [doc 2] twice`;
    expect(takeawaysOf(text)).toMatchObject([
      {
        fields: { title: "", body: `${words(250)}: said twice` },
        citations: [
          { field: "body", offset: 250, label: "1" },
          { field: "body", offset: 256, label: "2" },
        ],
      },
    ]);
    expect(parseNote(text).problems).toMatchObject([{ line: 5, severity: "warning" }]);
  });

  it.each([
    ["a body", (long: string) => `Risks\n- Late: ${long}`, 3],
    ["a cell", (long: string) => `Metric | Current\n---|---\nRevenue | ${long}`, 4],
    ["an answer", (long: string) => `Q: How?\nA: ${long}`, 2],
    ["a list of analysts", (long: string) => `Covering analysts\n${long}`, 3],
  ])("%s over 10,000 characters is an error at its line", (_, rest, line) => {
    const problems = (length: number) =>
      parseNote(`FOG Q1 2025: Head\n${rest(words(length))}`).problems.filter(({ severity }) => severity === "error");
    expect(problems(10_000)).toEqual([]);
    expect(problems(10_001).map((problem) => problem.line)).toEqual([line]);
  });

  it("the same in our own form, for each field and mention", () => {
    const row = `Orders | [2024-Q4] ${words(10_001)} | up | |`;
    const { problems } = parseNote(`Format: quarterdeck 1\nFOG Q1 2025: Head\n\nTopics:\n${row}`);
    expect(problems).toMatchObject([{ line: 5, severity: "error" }]);
  });

  it("more than 500 items are an error that counts them", () => {
    const rows = (count: number) => Array.from({ length: count }, (_, index) => `- Late ${index}: one`).join("\n");
    expect(parseNote(`FOG Q1 2025: Head\nRisks\n${rows(499)}`).problems).toEqual([]);
    expect(parseNote(`FOG Q1 2025: Head\nRisks\n${rows(500)}`).problems).toMatchObject([
      { line: 1, severity: "error", message: expect.stringContaining("501 items") },
    ]);
  });
});

describe("what is tidied", () => {
  it("is told for each line that a stray list marker was taken from", () => {
    const text = "FOG Q1 2025: Head\nPositives\n- Orders: up -\n-\nPaint -\nQ: How? -\nA: Well. -\n- Cash: up";
    const tidied = parseNote(text).problems.filter(({ message }) => message.startsWith("Tidied"));
    expect(tidied.map(({ line, severity }) => [line, severity])).toEqual([
      [3, "info"],
      [4, "info"],
      [5, "info"],
      [6, "info"],
      [7, "info"],
    ]);
  });
});
