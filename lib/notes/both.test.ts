import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { bothOf } from "./both";

describe("two changes of one text", () => {
  it("come together where they touch different words", () => {
    const base = "Revenue rose by ten percent in the quarter on cloud demand";
    const theirs = "Revenue rose by twelve percent in the quarter on cloud demand";
    const yours = "Revenue rose by ten percent in the quarter on strong cloud demand";
    expect(bothOf(base, theirs, yours)).toBe("Revenue rose by twelve percent in the quarter on strong cloud demand");
  });

  it("come together when one adds what the other's change lies far from, and the other takes words away", () => {
    const base = "Orders rose 12%. The backlog, as they said, is up.";
    const theirs = "Orders rose 12%. The backlog is up.";
    const yours = "In Asia, Orders rose 12%. The backlog, as they said, is up.";
    expect(bothOf(base, theirs, yours)).toBe("In Asia, Orders rose 12%. The backlog is up.");
  });

  it("do not where they touch the same words or neighbours", () => {
    expect(bothOf("a b c", "a x c", "a y c")).toBeNull();
    expect(bothOf("up by ten percent", "up by twelve percent", "up by ten points")).toBeNull();
    expect(bothOf("Orders rose.", "Orders rose. Twice.", "Orders rose. Again.")).toBeNull();
  });

  it("do not where the same words stand elsewhere as well: a figure never goes to another quarter", () => {
    const base = "Up 5% in Q1. Up 5% in Q2.";
    expect(bothOf(base, "Up 7% in Q1. Up 5% in Q2.", "Up 6% in Q1. Up 5% in Q2.")).toBeNull();
  });

  it("do not where there was nothing, where one has changed nothing, or a long text is another altogether", () => {
    expect(bothOf("", "theirs", "yours")).toBeNull();
    expect(bothOf(" \n", " \n theirs", "yours")).toBeNull();
    expect(bothOf("a b c", "a b c", "a b d")).toBeNull();
    const long = (word: string) => Array.from({ length: 1_000 }, (_, place) => word + place).join(" ");
    expect(bothOf(long("a"), long("b"), `${long("a")} end`)).toBeNull();
  });
});

/** Few words, so that many repeat. */
const anyWord = fc.constantFrom("up", "down", "5%", "Q1.", "in", "é", "𝛼");
const anyGap = fc.constantFrom(" ", "  ", "\n", "\r\n", "\u00a0");
const anyPair = fc.tuple(anyWord, anyGap);
const anyBase = fc.array(anyPair, { minLength: 1, maxLength: 20 });
const anyEdit = fc.record({ at: fc.nat(20), gone: fc.nat(2), come: fc.array(anyPair, { maxLength: 2 }) });
type Edit = { at: number; gone: number; come: [string, string][] };

const textOf = (pairs: [string, string][]) => pairs.flat().join("");
const edited = (pairs: [string, string][], { at, gone, come }: Edit) => textOf(pairs.toSpliced(at, gone, ...come));

/** How many times each word stands in a text. */
function counted(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.match(/\S+/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

describe("both changes of any text in one", () => {
  const law = (of: (base: string, theirs: string, yours: string) => void) =>
    fc.assert(
      fc.property(anyBase, anyEdit, anyEdit, (pairs, a, b) => of(textOf(pairs), edited(pairs, a), edited(pairs, b))),
      { numRuns: testCount(500, 20_000) },
    );

  it("have every word that either added, none that either took away, and all others", () => {
    law((base, theirs, yours) => {
      const both = bothOf(base, theirs, yours);
      if (both === null) return;
      const [was, one, other, now] = [base, theirs, yours, both].map(counted);
      for (const word of new Set([base, theirs, yours, both].flatMap((text) => text.match(/\S+/gu) ?? []))) {
        const of = (counts?: Map<string, number>) => counts?.get(word) ?? 0;
        expect(of(now)).toBe(of(one) + of(other) - of(was));
      }
    });
  });

  it("are the same whoever was first", () => {
    law((base, theirs, yours) => {
      expect(bothOf(base, yours, theirs)).toBe(bothOf(base, theirs, yours));
    });
  });

  it("come together where the two lie three words apart in a text without repetitions", () => {
    const anyPlaces = fc.tuple(fc.nat(6), fc.integer({ min: 3, max: 8 }));
    fc.assert(
      fc.property(anyPlaces, ([first, apart]) => {
        const words = Array.from({ length: 16 }, (_, place) => `w${place}`);
        const [theirs, yours] = [words.with(first, "theirs"), words.with(first + apart, "yours")];
        const both = words.with(first, "theirs").with(first + apart, "yours");
        expect(bothOf(words.join(" "), theirs.join(" "), yours.join(" "))).toBe(both.join(" "));
      }),
    );
  });
});
