import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { canonicalText, type NoteContent } from "@/lib/notes/content";
import { withValue } from "@/lib/notes/field";
import { anyRevision } from "@/lib/notes/fixtures/edits";
import { anotherItem } from "@/lib/notes/fixtures/items";
import { merge } from "@/lib/notes/merge";
import { changeKey, hashedChanges } from "./change";
import { partOf } from "./part";

const law = (of: (base: NoteContent, head: NoteContent, keys: string[]) => void) =>
  fc.assert(
    fc.property(anyRevision, fc.infiniteStream(fc.boolean()), ({ base, head }, coins) => {
      const keys = hashedChanges(base, head).map(changeKey);
      of(
        base,
        head,
        keys.filter(() => coins.next().value),
      );
    }),
    { numRuns: testCount(200, 5_000) },
  );
const part = (base: NoteContent, head: NoteContent, keys: readonly string[]) =>
  partOf(base, head, hashedChanges(base, head), new Set(keys)).content;

describe("a part of a revision", () => {
  it("is the base when nothing is accepted, and the whole revision when everything is", () =>
    law((base, head) => {
      const all = hashedChanges(base, head).map(changeKey);
      expect(canonicalText(part(base, head, all))).toBe(canonicalText(head));
      const { company, ticker } = base;
      expect(canonicalText({ ...part(base, head, []), company, ticker })).toBe(canonicalText(base));
    }));

  it("has the accepted changes in it to the letter, and none of the others", () =>
    law((base, head, keys) => {
      const written = (content: NoteContent) =>
        new Map(hashedChanges(base, content).map((change) => [changeKey(change), change]));
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

describe("the hash of a change", () => {
  const [first, second, third] = ["a", "b", "c"].map((id) => anotherItem("guidance_row", id));
  if (!first || !second || !third) throw new Error("Three rows.");
  const note = (...items: (typeof first)[]): NoteContent => {
    return { company: "Fog", ticker: "FOG", period: "2025-Q1", items, sources: [] };
  };
  const hashes = (base: NoteContent, head: NoteContent) =>
    Object.fromEntries(hashedChanges(base, head).map((change) => [changeKey(change), change.sha256]));

  it("stays when another item changes, comes or goes, and changes with its own words", () => {
    const edited = withValue(second, "current", "12%");
    const before = hashes(note(first, second), note(first, edited));
    expect(hashes(note(first, second), note(third, first, edited))).toMatchObject(before);
    expect(hashes(note(first, second), note(edited))).toMatchObject(before);
    const again = hashes(note(first, second), note(first, withValue(second, "current", "13%")));
    expect(again["b:text"]).not.toBe(before["b:text"]);
  });

  it("is another one when the same words are written over other words", () => {
    const edited = withValue(second, "current", "12%");
    const over = withValue(second, "current", "9%");
    expect(hashes(note(over), note(edited))["b:text"]).not.toBe(hashes(note(second), note(edited))["b:text"]);
  });
});
