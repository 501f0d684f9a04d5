import { describe, expect, it } from "vitest";
import { groupProblems, otherDocuments } from "./problems";

describe("problems as a page lists them", () => {
  it("come once for all their lines, what stops first, with their first sentence apart", () => {
    const tidied = { severity: "info", message: "Tidied: a stray list marker. It was removed." } as const;
    expect(
      groupProblems([
        { line: 31, ...tidied },
        { line: 33, severity: "warning", message: "This takeaway has no short title. Give it one." },
        { line: 34, ...tidied },
        { line: 34, ...tidied },
        { line: 40, severity: "error", message: "The body is longer than 10,000 characters. Shorten it." },
      ]),
    ).toEqual([
      { severity: "error", title: "The body is longer than 10,000 characters", detail: "Shorten it.", lines: [40] },
      { severity: "warning", title: "This takeaway has no short title", detail: "Give it one.", lines: [33] },
      { severity: "info", title: "Tidied: a stray list marker", detail: "It was removed.", lines: [31, 34] },
    ]);
  });

  it("keep quoted words with the sentence that quotes them", () => {
    const message = "Not kept, for want of a place: “It rose. So it did!”. Move it.";
    expect(groupProblems([{ line: 1, severity: "info", message }])[0]).toMatchObject({
      title: "Not kept, for want of a place: “It rose. So it did!”",
      detail: "Move it.",
    });
    expect(groupProblems([{ line: 1, severity: "info", message: "One sentence" }])[0]?.title).toBe("One sentence");
  });
});

it("A document is another one when both have a title, and the titles differ", () => {
  const source = (label: string, title: string | null) => ({ label, title, kind: null, date: null, address: null });
  const own = [source("1", "Release"), source("2", null), source("3", "Letter")];
  const read = [source("1", "Report"), source("2", "Call"), source("3", null), source("4", "New")];
  expect(otherDocuments(own, read).map(({ message }) => message.slice(0, 23))).toEqual(["Document 1 is “Release”"]);
});
