import { describe, expect, it } from "vitest";
import { parseNote } from "./parse";
import { readingReport } from "./report";

const report = (text: string) => readingReport(parseNote(text));
const takeaways = (text: string) => report(`FOG Q1 2025: Head\n${text}`).takeaways;

describe("citation marks", () => {
  it.each([
    ["rose [doc 5].", ["5"], "rose."],
    ["rose [doc 6][doc 7].", ["6", "7"], "rose."],
    ["rose [doc 2, 3] fast", ["2", "3"], "rose fast"],
    ["rose [1].", ["1"], "rose."],
    ["rose [docs 2-4].", ["2", "3", "4"], "rose."],
    ["[doc 1] rose", ["1"], "rose"],
    ["rose [4], [5]. And so", ["4", "5"], "rose. And so"],
    ["rose [docs 1 and 2].", ["1", "2"], "rose."],
    ["rose［doc 3］。", ["3"], "rose。"],
    ["rose【4】，then", ["4"], "rose，then"],
    ["rose since [2024] in Array[0]", [], "rose since [2024] in Array[0]"],
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
