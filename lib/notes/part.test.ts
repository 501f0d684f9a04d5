import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { canonicalText, type NoteContent } from "./content";
import { type Change, changeKey, diff } from "./diff";
import { withValue } from "./field";
import { anyRevision } from "./fixtures/edits";
import { anotherItem } from "./fixtures/items";
import { merge } from "./merge";
import { partOf } from "./part";

const changesOf = (base: NoteContent, head: NoteContent): Change[] => diff(base, head).changes;
const law = (of: (base: NoteContent, head: NoteContent, keys: string[]) => void) =>
  fc.assert(
    fc.property(anyRevision, fc.infiniteStream(fc.boolean()), ({ base, head }, coins) => {
      const keys = changesOf(base, head).map(changeKey);
      of(
        base,
        head,
        keys.filter(() => coins.next().value),
      );
    }),
    { numRuns: testCount(200, 5_000) },
  );
const part = (base: NoteContent, head: NoteContent, keys: readonly string[]) =>
  partOf(base, head, changesOf(base, head), new Set(keys)).content;

describe("a part of a revision", () => {
  it("is the base when nothing is accepted, and the whole revision when everything is", () =>
    law((base, head) => {
      const all = changesOf(base, head).map(changeKey);
      expect(canonicalText(part(base, head, all))).toBe(canonicalText(head));
      const { company, ticker } = base;
      expect(canonicalText({ ...part(base, head, []), company, ticker })).toBe(canonicalText(base));
    }));

  it("has the accepted changes in it to the letter, and none of the others", () =>
    law((base, head, keys) => {
      const written = (content: NoteContent) =>
        new Map(changesOf(base, content).map((change) => [changeKey(change), change]));
      const [all, some] = [written(head), written(part(base, head, keys))];
      for (const [key, change] of some) {
        const whole = all.get(key);
        // Whoever is placed beside a refused item stands still where it stood, though another one counts as moved.
        if (!whole && change.part === "place" && change.change === "moved") continue;
        expect(keys).toContain(key);
        if (change.part !== "place" && whole && "fields" in whole) expect(change.fields).toEqual(whole.fields);
      }
      for (const key of keys) {
        const change = all.get(key);
        if (change?.part !== "place") expect(some.has(key)).toBe(true);
      }
    }));

  it("leaves the rest as what is still to be decided on: merged with the revision it was cut from, it is that revision", () =>
    law((base, head, keys) => {
      const { content, conflicts } = merge(base, head, part(base, head, keys));
      expect(conflicts).toEqual([]);
      expect(canonicalText({ ...content, items: sorted(content) })).toBe(
        canonicalText({ ...head, items: sorted(head) }),
      );
    }));

  it("takes a risk's words, its rating and its side each by itself", () => {
    const risk = anotherItem("takeaway", "risk");
    const moved = withValue(risk, "kind", "positive");
    const head = withValue(withValue(moved, "title", "Steel"), "assessment.severity", "high");
    const note = (item: typeof risk): NoteContent => {
      return { company: "Fog", ticker: "FOG", period: "2025-Q1", items: [item], sources: [] };
    };
    expect(part(note(risk), note(head), ["risk:text"]).items).toEqual([withValue(risk, "title", "Steel")]);
    expect(part(note(risk), note(head), ["risk:place"]).items).toEqual([moved]);
    expect(part(note(risk), note(head), ["risk:assessment"]).items).toEqual([
      withValue(risk, "assessment.severity", "high"),
    ]);
  });
});

function sorted({ items }: NoteContent) {
  return items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
