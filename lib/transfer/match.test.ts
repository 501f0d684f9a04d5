import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import type { Item } from "@/lib/notes/content";
import { anyText, noteOf, rewrite } from "./fixtures/notes";
import { matchItems } from "./match";
import { parseNote } from "./parse";
import type { ParsedNote } from "./parsed";

describe("any text read into any note", () => {
  it("loses no item, leaves the others as they are, and has nothing left to say the second time", () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const note = noteOf(before);
        const text = parseNote(after);
        expect(rewrite(note, parseNote(before)).edits).toEqual([]);
        const { note: reached, outcomes, missing, edits } = rewrite(note, text);
        expect(outcomes.filter((outcome) => outcome !== "done")).toEqual([]);
        const now = new Map(reached.content.items.map((item) => [item.id, item]));
        for (const { id, kind } of note.content.items) expect(now.get(id)?.kind).toBe(kind);
        for (const item of missing) expect(now.get(item.id)).toEqual(item);
        expect(now.size).toBe(text.items.length + missing.length);
        expect(new Set(edits.flatMap((edit) => (edit.op === "move" ? [edit.itemId] : []))).size).toBe(
          edits.filter(({ op }) => op === "move").length,
        );
        expect(rewrite(reached, text)).toMatchObject({ edits: [], missing });
      }),
      { numRuns: testCount(200, 2_000) },
    );
  }, 120_000);

  it("matches the same items in whatever order they stand, each at most once, and nothing with another kind", () => {
    fc.assert(
      fc.property(anyText, anyText, fc.infiniteStream(fc.nat(1000)), (before, after, random) => {
        const [note, text] = [noteOf(before), parseNote(after)];
        const shuffled = <T>(list: readonly T[]) =>
          list
            .map((each) => ({ each, key: random.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ each }) => each);
        const pairsOf = (items: readonly Item[], read: ParsedNote["items"]) => {
          const { known } = matchItems(items, read);
          const found = known.filter((item) => item !== null);
          expect(new Set(found).size).toBe(found.length);
          return known
            .map((item, place) => {
              if (item) expect(item.kind).toBe(read[place]?.kind);
              return JSON.stringify([item?.kind, item?.fields ?? null, read[place]?.fields]);
            })
            .sort();
        };
        expect(pairsOf(shuffled(note.content.items), shuffled(text.items))).toEqual(
          pairsOf(note.content.items, text.items),
        );
      }),
      { numRuns: testCount(200, 2_000) },
    );
  }, 120_000);
});
