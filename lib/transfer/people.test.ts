import { describe, expect, it } from "vitest";
import { parseNote } from "./parse";
import { readingReport } from "./report";

const report = (text: string) => readingReport(parseNote(text));

describe("covering analysts", () => {
  it.each([
    "- Mara Quill, Foghorn",
    "• Mara Quill – Foghorn",
    "Mara Quill (Foghorn)",
    "Mara Quill\tFoghorn",
    "- Mara Quill | Foghorn",
    "Foghorn: Mara Quill",
    "Mara Quill、Foghorn",
    "Mara Quill (Foghorn) [doc 3]",
  ])("may be written %j", (line) => {
    expect(report(`FOG Q1 2025: Head\nResearch analysts covering Fog Works.\n${line}`).analysts).toEqual([
      { name: "Mara Quill", firm: "Foghorn" },
    ]);
  });

  it.each([
    [
      "Ada Byte (Northbank), Carl Dent (Southbank) and Eve Fox",
      ["Ada Byte@Northbank", "Carl Dent@Southbank", "Eve Fox@"],
    ],
    ["Ada Byte, Northbank; Carl Dent, Larch & Co.", ["Ada Byte@Northbank", "Carl Dent@Larch & Co."]],
    ["Ada Byte, Carl Dent, Eve Fox.", ["Ada Byte@", "Carl Dent@", "Eve Fox@"]],
  ])("may stand in one line behind the heading: %j", (line, expected) => {
    const read = report(`FOG Q1 2025: Head\n- Orders: up\nCovering analysts: ${line}`);
    expect(read.analysts.map(({ name, firm }) => `${name}@${firm ?? ""}`)).toEqual(expected);
    expect(read.takeaways[0]?.body).toBe("up");
  });

  it.each([
    "Analysts covering Fog Works: Ada Byte (Northbank)",
    "Research analysts covering Fog Works include Ada Byte (Northbank).",
    "Covering analysts\nName (Firm)\nAda Byte (Northbank)\n\nDisclaimer: for internal use only",
  ])("are found in %j, and nothing is lost on the way", (text) => {
    const read = report(`FOG Q1 2025: Head\n${text}`);
    expect(read.analysts).toEqual([{ name: "Ada Byte", firm: "Northbank" }]);
    if (text.includes("internal")) expect(read.problems.map(({ line }) => line)).toEqual([3, 6]);
  });

  it.each(["Covering analysts: none", "Covering analysts\nNone recorded.", "Covering analysts\n- n/a"])(
    "are nobody in %j, and an info says so",
    (text) => {
      const read = report(`FOG Q1 2025: Head\n${text}`);
      expect(read.analysts).toEqual([]);
      expect(read.problems.map(({ severity }) => severity)).toContain("info");
    },
  );

  it("are no sentences and no ends of a mail, which are reported", () => {
    const text =
      "Covering analysts\n- Mara Quill, Foghorn\nThis list was taken from the company's page, which is not always up to date.\n\nBest regards,\nJo";
    const read = report(`FOG Q1 2025: Head\n${text}`);
    expect(read.analysts).toHaveLength(1);
    expect(read.problems.map(({ line }) => line)).toEqual([4, 6, 7]);
  });
});
