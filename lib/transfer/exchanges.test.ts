import { describe, expect, it } from "vitest";
import { parseNote } from "./parse";
import type { ParsedItem, ParsedNote } from "./parsed";

const of = (read: ParsedNote, kind: ParsedItem["kind"]) => read.items.filter((item) => item.kind === kind);

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

  it.each([
    ["Q (Mara Quill): How?\nJo Finch (CEO): Well.", ["Jo Finch, CEO"]],
    ["Question from Mara Quill: How?\nAnswer from Jo Finch: Well.", ["Jo Finch"]],
    ["Mara Quill (Foghorn): How?\nA (Jo Finch, CEO): Well.", ["Jo Finch, CEO"]],
    ["Analyst (Mara Quill): How?\nManagement: Well.", []],
    ["Q. How?\nA. Well.", []],
    ["1. Q: How?\nA: Well.", []],
    ["1. How?\nA: Well.", []],
    ["**Q:** How?\n**A:** Well.", []],
    ["问：How?\n答：Well.", []],
  ])("are told by the labels in %j", (text, speakers) => {
    const read = exchanges(text);
    expect(of(read, "exchange").map(({ fields }) => fields)).toMatchObject([
      { question: "How?", answer: "Well.", speakers },
    ]);
    expect(read.problems).toEqual([]);
  });

  it("have topic lines without the marks of a Markdown heading", () => {
    const read = exchanges("### Orders\n\nQ: How?\nA: Well.\n**Cash** -\nQ: Up?\nA: Yes.");
    expect(of(read, "exchange").map(({ fields }) => fields)).toMatchObject([{ topic: "Orders" }, { topic: "Cash" }]);
  });

  it("stand under a heading that calls itself a summary", () => {
    const read = parseNote("FOG Q1 2025: Head\nQ&A Summary\nTopic: Orders\nQ: How?\nA: In summary, this:\n1) kilns");
    expect(of(read, "exchange")[0]?.fields).toMatchObject({
      topic: "Orders",
      answer: "In summary, this:\n1) kilns",
    });
  });

  it("keep a list inside an answer, with or without a heading over them", () => {
    for (const heading of ["Q&A\n", ""]) {
      const read = parseNote(`FOG Q1 2025: Head\n${heading}Q: What?\nA: This:\n- kilns\n- clay`);
      expect(of(read, "exchange")[0]?.fields).toMatchObject({ answer: "This:\n- kilns\n- clay" });
      expect(of(read, "takeaway")).toEqual([]);
    }
  });

  it("close up lines that a mail has broken, and keep paragraphs apart", () => {
    const read = exchanges("Q: How?\nA: The lender told us\nin May. It was short.\n\nNothing else.");
    expect(of(read, "exchange")[0]?.fields).toMatchObject({
      answer: "The lender told us in May. It was short.\nNothing else.",
    });
  });

  it("stand under their heading even where the first question follows it at once", () => {
    const read = parseNote("FOG Q1 2025: Head\nQ&A\nQ: How?\nA: Well.");
    expect(of(read, "exchange")[0]?.fields).toMatchObject({ topic: null, question: "How?" });
    expect(read.problems).toEqual([]);
  });

  it("keep their first asker and outcome, and report a second that differs", () => {
    const read = exchanges(
      "Q (Mara Quill): How?\nAsked by: Mara Quill, Foghorn\nAsked by: Al Reef\nA: Well.\nOutcome: partly\nOutcome: refused",
    );
    expect(of(read, "exchange")[0]?.fields).toMatchObject({
      askedBy: "Mara Quill",
      askedByFirm: "Foghorn",
      outcome: "partly",
    });
    expect(read.problems.map(({ line, severity }) => [line, severity])).toEqual([
      [5, "warning"],
      [8, "warning"],
    ]);
  });

  it("do not take in what ends a mail", () => {
    const read = exchanges("Q: How?\nA: Well.\n\nBest,\nMara");
    expect(of(read, "exchange")[0]?.fields).toMatchObject({ answer: "Well." });
    expect(read.problems.map(({ line }) => line)).toEqual([6, 7]);
  });
});
