import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffWords } from "./words";

const written = (before: string, after: string) =>
  diffWords(before, after)
    .map(({ text, kind }) => (kind === "same" ? text : kind === "added" ? `+${text}+` : `-${text}-`))
    .join("");

describe("a text compared word by word", () => {
  it("shows the words that were exchanged, added and struck", () => {
    expect(written("Chip Band Impact", "Chip Ban Impact")).toBe("Chip -Band-+Ban+ Impact");
    expect(written("Revenue rose in the quarter", "Revenue rose by 3% in the quarter")).toBe(
      "Revenue rose +by 3% +in the quarter",
    );
  });

  it("shows a sentence that was written anew as one that went and one that came", () => {
    expect(written("Total revenue fell in a quarter like the next", "Written in a tunnel of the night")).toBe(
      "-Total revenue fell in a quarter like the next-+Written in a tunnel of the night+",
    );
  });

  it("is made of both texts to the letter", () => {
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom("a", "b", " ", "  ", "word", "\n", "é")).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = diffWords(before, after);
        const without = (kind: string) =>
          pieces
            .filter((piece) => piece.kind !== kind)
            .map((piece) => piece.text)
            .join("");
        expect(without("added")).toBe(before);
        expect(without("removed")).toBe(after);
      }),
    );
  });
});
