import { describe, expect, it } from "vitest";
import { importInput, readTurn, textBytesMax, writeTurn } from "./input";

const sentenceOf = (form: Record<string, string>) => importInput.safeParse(form).error?.issues[0]?.message;

describe("what the import form sends", () => {
  it("is a text with the line breaks that it was typed with, and options where something was said", () => {
    expect(importInput.parse({ text: "FOG Q1 2025: Head\r\n- One: two", company: "", quarter: "", turn: "" })).toEqual({
      text: "FOG Q1 2025: Head\n- One: two",
      options: { removed: [] },
    });
    const ids = ["00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"];
    expect(
      importInput.parse({ text: "x", company: " fog ", quarter: "1Q25", turn: "risk:5", removed: ids.join() }),
    ).toEqual({
      text: "x",
      options: { ticker: "FOG", period: "2025-Q1", turn: { to: "risk", line: 5 }, removed: ids },
    });
  });

  it.each([
    [{ text: " \r\n" }, /no text yet/],
    [{ text: "x".repeat(textBytesMax + 1) }, /at most 1 MB/],
    [{ text: "語".repeat(textBytesMax / 3 + 1) }, /at most 1 MB/],
    [{ text: "x", company: "not one" }, /ticker/],
    [{ text: "x", quarter: "soon" }, /Q1 2025/],
    [{ text: "x", removed: "1,2" }, /Reload/],
  ])("is refused with a sentence when it is %j", (form, sentence) => {
    expect(sentenceOf(form as Record<string, string>)).toMatch(sentence);
  });

  it("carries an answer there and back", () => {
    expect(readTurn(writeTurn({ to: "positive", line: 12 }))).toEqual({ to: "positive", line: 12 });
    expect([readTurn(""), readTurn("risk:x"), readTurn("other:5")]).toEqual([null, null, null]);
  });
});
