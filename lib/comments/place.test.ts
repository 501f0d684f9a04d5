import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { placeOf } from "./place";

/** The text now with the words of the comment in brackets where they stand; null when they have no place. */
function placed(marked: string, now: string): string | null {
  const start = marked.indexOf("[");
  const end = marked.indexOf("]") - 1;
  const at = placeOf({ fieldText: marked.replace(/[[\]]/g, ""), start, end }, now);
  return at === null ? null : `${now.slice(0, at)}[${now.slice(at, at + end - start)}]${now.slice(at + end - start)}`;
}

describe("the words that a comment is about", () => {
  it("are found while words come, go and change around them", () => {
    expect(placed("Orders [rose 12%] in Asia.", "All orders in sum: Orders rose 12% in Asia, they said.")).toBe(
      "All orders in sum: Orders [rose 12%] in Asia, they said.",
    );
    expect(placed("Orders [rose] in Asia.", "Orders [rose] in Europe.".replace(/[[\]]/g, ""))).toBe(
      "Orders [rose] in Europe.",
    );
    expect(placed("[Orders] rose", "Orders fell")).toBe("[Orders] fell");
    expect(placed("Orders [rose]", "Demand rose")).toBe("Demand [rose]");
    expect(placed("Orders rose in [As]ia.", "Our orders rose in Asia.")).toBe("Our orders rose in [As]ia.");
  });

  it("are gone when any of them is rewritten, or their sentence is deleted", () => {
    expect(placed("Orders [rose 12%] in Asia.", "Orders rose 14% in Asia.")).toBeNull();
    expect(placed("Cash is up. [Orders rose.] Margin fell.", "Cash is up. Margin fell.")).toBeNull();
    expect(placed("[Orders]", "")).toBeNull();
  });

  it("are gone although the text still has others that read alike", () => {
    expect(placed("Sales [rose] and orders rose.", "Sales fell and orders rose.")).toBeNull();
    expect(placed("Sales rose and orders [rose].", "Sales rose and orders fell.")).toBeNull();
    expect(placed("Cash is up. [Orders rose.] Margin fell.", "Orders rose. Cash is up. Margin fell.")).toBeNull();
    expect(placed("Cash is up. [Orders rose.] Margin fell.", "Cash is up. Margin fell. Orders rose.")).toBeNull();
  });

  it("have no place where nobody could say which of two they are", () => {
    expect(placed("It [rose].", "It rose rose.")).toBeNull();
    expect(placed("[Up]. Flat. Up.", "Up.")).toBeNull();
  });

  it("are not looked for to the end in a text that was written anew altogether", () => {
    const long = (word: string) => Array.from({ length: 1_500 }, (_, place) => word + place).join(" ");
    expect(placeOf({ fieldText: long("a"), start: 0, end: 2 }, long("b"))).toBeNull();
  });
});

/** Words that stand once each, so that a place has a name. */
const anyWords = fc
  .uniqueArray(fc.constantFrom(..."amber birch cedar dogwood elm fir gorse hazel ivy juniper".split(" ")), {
    minLength: 1,
    maxLength: 8,
  })
  .chain((words) => fc.record({ words: fc.constant(words), at: fc.nat(words.length) }));
const anyQuote = fc.array(fc.constantFrom("rose", "12%", "sharply.", "x", "👩‍🌾"), { minLength: 1, maxLength: 4 });
const law = <T extends unknown[]>(of: fc.Arbitrary<T>, holds: (...value: T) => void) =>
  fc.assert(
    fc.property(of, (value) => holds(...value)),
    { numRuns: testCount(1_000, 50_000) },
  );

/** The words with the quote before the one at that place, and where it begins. */
function withQuote(words: readonly string[], quote: string, at: number): { text: string; start: number } {
  const text = [...words.slice(0, at), quote, ...words.slice(at)].join(" ");
  return { text, start: words.slice(0, at).join(" ").length + (at > 0 ? 1 : 0) };
}

describe("any words in any text", () => {
  it("stay where they are when nothing changes, and have their place when others come elsewhere", () => {
    law(fc.tuple(anyWords, anyQuote, fc.array(fc.nat(8), { maxLength: 4 })), ({ words, at }, pieces, gaps) => {
      const quote = pieces.join(" ");
      const { text: fieldText, start } = withQuote(words, quote, at);
      const quoted = { fieldText, start, end: start + quote.length };
      expect(placeOf(quoted, fieldText)).toBe(start);
      const isNew = gaps.map((gap) => gap % words.length).filter((gap) => gap !== at);
      const more = words.flatMap((word, place) => (isNew.includes(place) ? [`new${place}`, word] : [word]));
      const now = withQuote(more, quote, at + isNew.filter((gap, n) => gap < at && isNew.indexOf(gap) === n).length);
      expect(placeOf(quoted, now.text)).toBe(now.start);
    });
  });

  it("keep to their own place, or have none, when look-alikes come before or behind them", () => {
    law(fc.tuple(anyWords, anyQuote, fc.array(fc.nat(8), { maxLength: 3 })), ({ words, at }, pieces, gaps) => {
      const quote = pieces.join(" ");
      const { text: fieldText, start } = withQuote(words, quote, at);
      const likes = gaps.map((gap) => gap % (words.length + 1)).filter((gap) => gap !== at);
      const parts = Array.from({ length: words.length + 1 }, (_, gap) => [
        ...(likes.includes(gap) ? [quote] : []),
        ...(gap === at ? ["\u0001"] : []),
        ...(words[gap] === undefined ? [] : [words[gap]]),
      ]).flat();
      const own = parts.join(" ").indexOf("\u0001");
      const found = placeOf({ fieldText, start, end: start + quote.length }, parts.join(" ").replace("\u0001", quote));
      expect([own, null]).toContain(found);
    });
  });

  it("are never taken for look-alikes elsewhere once they are gone", () => {
    law(fc.tuple(anyWords, anyQuote, fc.array(fc.nat(8), { maxLength: 4 })), ({ words, at }, pieces, gaps) => {
      const quote = pieces.join(" ");
      const { text: fieldText, start } = withQuote(words, quote, at);
      const likes = gaps.map((gap) => gap % (words.length + 1)).filter((gap) => gap !== at);
      const now = Array.from({ length: words.length + 1 }, (_, gap) => [
        ...(likes.includes(gap) ? [quote] : []),
        ...(words[gap] === undefined ? [] : [words[gap]]),
      ]).flat();
      expect(placeOf({ fieldText, start, end: start + quote.length }, now.join(" "))).toBeNull();
    });
  });

  it("stand, where they have a place, exactly as they were said", () => {
    const anyText = fc
      .array(fc.constantFrom("Orders", "rose", "12%", ". ", " ", "\n", "𝛼", "é"), { maxLength: 14 })
      .map((all) => all.join(""));
    law(fc.tuple(anyText, anyText, fc.nat(30), fc.integer({ min: 1, max: 12 })), (fieldText, now, from, length) => {
      const start = Math.min(from, Math.max(0, fieldText.length - 1));
      const end = Math.min(start + length, fieldText.length);
      const at = end > start ? placeOf({ fieldText, start, end }, now) : null;
      if (at !== null) expect(now.slice(at, at + end - start)).toBe(fieldText.slice(start, end));
    });
  });
});
