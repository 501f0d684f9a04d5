import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { parseNote } from "./parse";
import type { ParsedNote, ReadingOptions } from "./parsed";

const list = `FOG Q1 2025: Orders recover
- Orders: rose 12%
- Cash: improved
- Late paint: delays could put margins under pressure
- Steel prices: higher costs`;

const read = (text: string, options: ReadingOptions = {}) => parseNote(text, options);
const sides = ({ items }: ParsedNote) =>
  items.flatMap(({ kind, fields }) => (kind === "takeaway" ? [fields.kind === "risk" ? "-" : "+"] : [])).join("");

describe("the question where the risks begin", () => {
  it("is asked of a list without a heading, with the guess, the warning and the lines to choose from", () => {
    const note = read(list);
    expect(sides(note)).toBe("++--");
    expect(note.question).toMatchObject({ kind: "risks-begin", guess: { to: "risk", line: 4 } });
    expect(note.question?.candidates).toEqual([
      { line: 2, title: "Orders", index: 1 },
      { line: 3, title: "Cash", index: 2 },
      { line: 4, title: "Late paint", index: 3 },
      { line: 5, title: "Steel prices", index: 4 },
    ]);
    expect(note.problems).toEqual([note.question?.problem]);
  });

  it.each([
    ["where the guess was right", { to: "risk", line: 4 }, "++--"],
    ["with another line", { to: "risk", line: 3 }, "+---"],
    ["with the first line: all are risks", { to: "risk", line: 2 }, "----"],
    ["with the other side first", { to: "positive", line: 5 }, "---+"],
    ["with none: all are positive", { to: "positive", line: 2 }, "++++"],
  ] as const)("is answered %s, and then nobody is warned", (_, turn, expected) => {
    const note = read(list, { turn });
    expect(sides(note)).toBe(expected);
    expect([note.question, note.problems]).toEqual([null, []]);
  });

  it("is not asked where a heading settles it, and an answer changes nothing there", () => {
    const settled = list.replace("- Late paint", "Risks\n- Late paint").replace("- Orders", "Positives\n- Orders");
    expect(read(settled).question).toBeNull();
    expect(sides(read(settled, { turn: { to: "risk", line: 1 } }))).toBe("++--");
    expect(read("Format: quarterdeck 1\nFOG Q1 2025: Orders\n\nRisks:\n- Supply: Late.\n").question).toBeNull();
    expect(read("FOG Q1 2025: Orders recover").question).toBeNull();
  });

  it("is asked as well where no risk was found, and where all seem to be", () => {
    expect(read("FOG Q1 2025: Head\n- Record orders: up 40%").question?.guess).toEqual({ to: "positive", line: 2 });
    expect(read("FOG Q1 2025: Head\n- Margin collapse: fell 9%\n- Weak orders: declined").question?.guess).toEqual({
      to: "risk",
      line: 2,
    });
  });

  it("answered by its own guess reads as unanswered, but for the warning", () => {
    const word = fc.constantFrom("orders rose", "delays", "margin pressure", "record", "kilns", "debt fell", "weak");
    const line = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => `- ${words.join(" ")}: ${words[0]}`);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 9 }), (lines) => {
        const text = `FOG Q1 2025: Head\n${lines.join("\n")}`;
        const open = read(text);
        const answered = read(text, open.question ? { turn: open.question.guess } : {});
        expect(answered.items).toEqual(open.items);
        expect(answered.problems).toEqual(open.problems.filter((problem) => problem !== open.question?.problem));
      }),
      { numRuns: testCount(100, 2_000) },
    );
  });
});
