import { describe, expect, it } from "vitest";
import { proseOf } from "./prose";

/** The pieces as text: marks in brackets, weight in stars, a space that does not break as a tilde. */
function written(text: string, marks: [number, string][], names: string[] = []): string {
  const citations = marks.map(([offset, label]) => ({ field: "body", offset, label }));
  return proseOf({ citations }, "body", text, names)
    .map((piece) => ("label" in piece ? `[${piece.label}]` : piece.weight ? `*${piece.text}*` : piece.text))
    .join("")
    .replace(/\u00a0/g, "~");
}

describe("prose", () => {
  it("sets marks at their place, apart from the words and from each other", () => {
    expect(written("Orders grew.", [[11, "1"]])).toBe("Orders grew~[1].");
    expect(
      written("Orders grew.", [
        [11, "1"],
        [11, "2"],
      ]),
    ).toBe("Orders grew~[1] [2].");
    expect(written("Orders grew.", [[0, "1"]])).toBe("[1] Orders grew.");
    expect(written("Orders grew.", [[7, "1"]])).toBe("Orders [1] grew.");
  });

  it("keeps a mark whose place has gone at the end, and never splits a character", () => {
    expect(written("Orders.", [[99, "1"]])).toBe("Orders.~[1]");
    expect(written("a𝒳b", [[2, "1"]])).toBe("a𝒳~[1] b");
  });

  it("takes the marks of the asked fields alone, each document once at a place", () => {
    const citations = ["mentions.2024-Q2", "mentions.2024-Q3", "current"].map((field) => ({
      field,
      offset: 4,
      label: "1",
    }));
    const pieces = proseOf({ citations }, ["mentions.2024-Q2", "mentions.2024-Q3"], "same");
    expect(pieces.filter((piece) => "label" in piece)).toEqual([{ label: "1" }]);
  });

  it("sets names in weight, and loses no word", () => {
    expect(written("Tao Zou spoke, then Tao Zou.", [[27, "1"]], ["Tao Zou", ""])).toBe(
      "*Tao Zou* spoke, then *Tao Zou*~[1].",
    );
    expect(written("", [])).toBe("");
  });

  it("sets figures in weight, with a mark in or beside them in its place", () => {
    const text = "CapEx of RMB 605 million.";
    expect(written(text, [[24, "1"]])).toBe("CapEx of *RMB 605 million*~[1].");
    expect(written(text, [[9, "1"]])).toBe("CapEx of [1] *RMB 605 million*.");
    expect(written(text, [[13, "1"]])).toBe("CapEx of *RMB *[1] *605 million*.");
  });
});
