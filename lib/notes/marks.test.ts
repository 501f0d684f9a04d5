import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { moveCitations, movingMarks } from "./marks";

/** The text after an edit, `^` where the mark of the text before it has gone; `?` when it has lost its place. */
function moved(marked: string, after: string): string {
  const { offset, isLost } = movingMarks(marked.replace("^", ""), after)(marked.indexOf("^"));
  return `${after.slice(0, offset)}^${after.slice(offset)}${isLost ? "?" : ""}`;
}

describe("a mark in a text that is edited", () => {
  it("stays behind its word when words come, go or change before or behind it", () => {
    expect(moved("Orders rose^. Margin fell.", "In Asia, Orders rose. Margin fell.")).toBe(
      "In Asia, Orders rose^. Margin fell.",
    );
    expect(moved("Orders, as they said, rose^.", "Orders rose.")).toBe("Orders rose^.");
    expect(moved("Orders rose^. Margin fell.", "Orders rose. Margin is flat.")).toBe("Orders rose^. Margin is flat.");
    expect(moved("Orders rose^", "Orders rose in Asia")).toBe("Orders rose^ in Asia");
  });

  it("keeps its place between two edits of one save", () => {
    expect(moved("Orders rose^ in the quarter.", "All orders rose in the last quarter.")).toBe(
      "All orders rose^ in the last quarter.",
    );
  });

  it("stands behind what its word was rewritten to", () => {
    expect(moved("Orders rose 12%^ in Asia.", "Orders rose 14% in Asia.")).toBe("Orders rose 14%^ in Asia.");
    expect(moved("Orders rose^ in Asia.", "Orders went up in Asia.")).toBe("Orders went up^ in Asia.");
  });

  it("stands behind the word before when its own was only deleted, gap and all", () => {
    expect(moved("Orders rose sharply^ in Asia.", "Orders rose in Asia.")).toBe("Orders rose^ in Asia.");
    expect(moved("Orders rose sharply^.", "Orders rose.")).toBe("Orders rose^.");
    expect(moved("It rose sharply^ in Asia.", "It rose quite\nin Asia.")).toBe("It rose quite^\nin Asia.");
  });

  it("goes to the end and says so when its sentence is gone, or it stood within what is gone", () => {
    expect(moved("Orders rose. Margin fell.^ Cash is up.", "Orders rose. Cash is up.")).toBe(
      "Orders rose. Cash is up.^?",
    );
    expect(moved("Orders ro^se in Asia.", "Orders fell in Asia.")).toBe("Orders fell in Asia.^?");
  });

  it("has its place at the end of what is written where nothing was", () => {
    expect(moved("^", "Orders rose.")).toBe("Orders rose.^");
  });

  it("that stood beyond the text's end stands at its end", () => {
    expect(movingMarks("Orders", "Orders")(99)).toEqual({ offset: 6, isLost: false });
  });

  it("is looked for in a text that was written anew altogether without comparing it to the end", () => {
    const long = (word: string) => Array.from({ length: 1_500 }, (_, place) => word + place).join(" ");
    const [before, after] = [long("a"), long("b")];
    expect(movingMarks(before, after)(4)).toEqual({ offset: after.length, isLost: true });
    expect(movingMarks(before, after)(before.length)).toEqual({ offset: after.length, isLost: false });
  });
});

/** Few words, so that two texts have much in common; and signs of two units. */
const anyText = fc
  .array(fc.constantFrom("Orders", "rose", "12%", ". ", " ", "\n", "𝛼", "𝛽", "👩‍🌾", "é"), { maxLength: 12 })
  .map((pieces) => pieces.join(""));
const isInPair = (text: string, at: number) =>
  /^[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(Math.max(at - 1, 0))) && at > 0;

describe("any mark in any text", () => {
  const law = (of: (before: string, after: string, offset: number) => void) =>
    fc.assert(
      fc.property(anyText, anyText, fc.nat(60), (before, after, at) => {
        const signs = [...before];
        of(before, after, signs.slice(0, at % (signs.length + 1)).join("").length);
      }),
      { numRuns: testCount(500, 20_000) },
    );

  it("stands within the new text, never between the two units of a sign, and at its end when it is lost", () => {
    law((before, after, offset) => {
      const { offset: now, isLost } = movingMarks(before, after)(offset);
      expect(now).toBeGreaterThanOrEqual(0);
      expect(now).toBeLessThanOrEqual(after.length);
      expect(isInPair(after, now)).toBe(false);
      if (isLost) expect(now).toBe(after.length);
    });
  });

  it("stays where it is when nothing is edited, or only what stands behind it", () => {
    law((before, after, offset) => {
      expect(movingMarks(before, before)(offset)).toEqual({ offset, isLost: false });
      const kept = before.slice(0, offset);
      if (before !== "") expect(movingMarks(before, `${kept} ${after}`)(offset)).toEqual({ offset, isLost: false });
    });
  });

  it("behind a word keeps its order with the others that have a place", () => {
    law((before, after) => {
      const mark = movingMarks(before, after);
      const places = Array.from({ length: before.length }, (_, at) => at + 1).filter((at) =>
        /\S/.test(before.charAt(at - 1)),
      );
      const offsets = places.map(mark).flatMap(({ offset, isLost }) => (isLost ? [] : [offset]));
      expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
    });
  });
});

describe("the citations of an item whose text is edited", () => {
  const at = (field: string, offset: number, label = "1") => ({ field, offset, label });

  it("move in that text alone", () => {
    const citations = [at("body", 6), at("title", 6)];
    expect(moveCitations(citations, "body", "Orders", "All orders")).toEqual([at("body", 10), at("title", 6)]);
  });

  it("are one when two have come to say the same, and two when they name other documents", () => {
    const citations = [at("body", 6), at("body", 13), at("body", 13, "2")];
    expect(moveCitations(citations, "body", "Orders. Margin", "")).toEqual([at("body", 0), at("body", 0, "2")]);
  });
});
