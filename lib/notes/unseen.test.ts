import { describe, expect, it } from "vitest";
import { proseOf } from "./prose";
import { findMixedWord, findUnseen } from "./unseen";

const codes = (text: string) => findUnseen(text).map(({ code }) => code);

describe("characters that are not seen", () => {
  it("R66: are found, each where it stands", () => {
    const listed = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200c\u200d\u200e\u200f\ufeff";
    expect(codes(`a${[...listed].join("a")}a`)).toHaveLength(15);
    expect(findUnseen("up \u202e12%\ufeff")).toEqual([
      { at: 3, code: "U+202E" },
      { at: 7, code: "U+FEFF" },
    ]);
    expect(codes("Revenue, 12% – “up”\u00a0é 𝛼")).toEqual([]);
  });

  it("R66: are let be where a script or an emoji is written with them", () => {
    expect(codes("👩\u200d💻 👩🏽\u200d🚀 می\u200cخواهم שלום\u200f!")).toEqual([]);
    expect(codes("pay\u200dpal and \u200f12%")).toEqual(["U+200D", "U+200F"]);
  });

  it("R66: are shown by their number in a text, with the words around them in their order", () => {
    const pieces = proseOf({ citations: [] }, "metric", "Revenue \u202e2025");
    expect(pieces).toEqual([
      { text: "Revenue ", weight: null },
      { text: "U+202E", weight: "unseen" },
      { text: "2025", weight: null },
    ]);
  });
});

describe("words of two scripts", () => {
  it("R66: are found where letters look alike, and not where scripts stand side by side", () => {
    expect(findMixedWord("Sales of Аррle rose")).toBe("Аррle");
    expect(findMixedWord("Сбербанк and Δ margin, µ and β-carotene")).toBeNull();
  });
});
