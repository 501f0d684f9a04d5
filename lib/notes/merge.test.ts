import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { canonicalText, type Item, type NoteContent } from "./content";
import { changedFields } from "./diff";
import { sameValue, valueAt, withValue } from "./field";
import { anyTwo } from "./fixtures/edits";
import { anotherItem } from "./fixtures/items";
import { conflictKey, merge } from "./merge";
import { fixedIn } from "./weave";

const risk = anotherItem("takeaway", "risk");
const row = anotherItem("guidance_row", "row");
const other = anotherItem("guidance_row", "other");
const topic = anotherItem("topic_row", "topic");
const note = (...items: Item[]): NoteContent => {
  return { company: "Fog Works", ticker: "FOG", period: "2025-Q1", items, sources: [] };
};
const law = (of: (two: { base: NoteContent; one: NoteContent; other: NoteContent }) => void) =>
  fc.assert(fc.property(anyTwo, of), { numRuns: testCount(200, 5_000) });
const find = ({ items }: NoteContent, id: string) => items.find((item) => item.id === id);
const placedIn = (base: NoteContent, head: NoteContent) => {
  const still = new Set(fixedIn(base.items, head.items, head.items));
  return head.items.filter(({ id }) => !still.has(id)).map(({ id }) => id);
};

describe("merging what two made of one note", () => {
  it("is what one of them made when the other did nothing, and what both made when they did the same", () =>
    law(({ base, one }) => {
      for (const [ours, theirs] of [
        [one, base],
        [base, one],
        [one, one],
      ] as const) {
        const merged = merge(base, ours, theirs);
        expect(merged.conflicts).toEqual([]);
        expect(canonicalText(merged.content)).toBe(canonicalText(one));
      }
    }));

  it("comes to the same whoever merges, where they touched different things", () =>
    law(({ base, one, other }) => {
      const [here, there] = [merge(base, one, other), merge(base, other, one)];
      expect(here.conflicts.map(conflictKey).sort()).toEqual(there.conflicts.map(conflictKey).sort());
      const both = new Set(placedIn(base, one));
      const isPlacedTwice = placedIn(base, other).some((id) => both.has(id));
      if (here.conflicts.length > 0 || isPlacedTwice) return;
      expect(canonicalText(here.content)).toBe(canonicalText(there.content));
    }));

  it("loses nothing: what only one wrote is in it, and what both wrote is in it or named as a conflict", () =>
    law(({ base, one, other }) => {
      const { content, conflicts } = merge(base, one, other);
      const contested = new Set(conflicts.map(conflictKey));
      for (const [mine, theirs] of [
        [one, other],
        [other, one],
      ] as const) {
        for (const item of mine.items) {
          const [was, elsewhere, now] = [find(base, item.id), find(theirs, item.id), find(content, item.id)];
          if (!was || (changedFields(was, item).length > 0 && !elsewhere)) expect(now).toBeDefined();
          if (!was || !now) continue;
          for (const { field, after } of changedFields(was, item)) {
            const [name = ""] = field.split(".");
            if (contested.has(`${item.id}:${field}`) || contested.has(`${item.id}:${name}`)) continue;
            if (elsewhere && !sameValue(valueAt(elsewhere, field), valueAt(was, field))) continue;
            expect(valueAt(now, field)).toEqual(after);
          }
        }
        for (const { id } of base.items) {
          if (find(mine, id) || contested.has(id)) continue;
          expect(find(content, id)).toBeUndefined();
        }
      }
    }));

  it("has both fields of one row that two people wrote in", () => {
    const [one, two] = [withValue(row, "current", "12%"), withValue(row, "change", "raised")];
    const { content, conflicts } = merge(note(row), note(one), note(two));
    expect(conflicts).toEqual([]);
    expect(content.items).toEqual([withValue(one, "change", "raised")]);
  });

  it("names a field that both wrote, with base, theirs and ours, and takes what is chosen", () => {
    const [ours, theirs] = [withValue(row, "current", "12%"), withValue(row, "current", "14%")];
    const merged = merge(note(row), note(ours), note(theirs));
    expect(merged.conflicts).toEqual([
      { itemId: "row", item: ours, field: "current", base: null, ours: "12%", theirs: "14%" },
    ]);
    expect(merged.content.items).toEqual([ours]);
    const settled = (choice: "ours" | "theirs" | { value: string }) =>
      merge(note(row), note(ours), note(theirs), { "row:current": choice }).content.items;
    expect(settled("theirs")).toEqual([theirs]);
    expect(settled({ value: "12% to 14%" })).toEqual([withValue(row, "current", "12% to 14%")]);
  });

  it("keeps an item that one took out and the other wrote in, and lets it go when that is chosen", () => {
    const written = withValue(row, "current", "12%");
    const [removed, kept] = [note(other), note(written, other)];
    expect(merge(note(row, other), removed, kept)).toMatchObject({
      content: kept,
      conflicts: [{ itemId: "row", field: null, removedBy: "ours" }],
    });
    expect(merge(note(row, other), kept, removed)).toMatchObject({
      content: kept,
      conflicts: [{ itemId: "row", field: null, removedBy: "theirs" }],
    });
    expect(merge(note(row, other), removed, kept, { row: "ours" }).content).toEqual(removed);
    expect(merge(note(row, other), removed, kept, { row: "theirs" }).content).toEqual(kept);
  });

  it("takes a rating that one gave and another took away as one thing", () => {
    const [rated, unrated] = [withValue(risk, "assessment.severity", "high"), withValue(risk, "assessment", null)];
    const { conflicts } = merge(note(risk), note(rated), note(unrated));
    expect(conflicts).toMatchObject([{ field: "assessment", theirs: null, ours: { severity: "high" } }]);
  });

  it("makes one headline of those that two who began the same note wrote", () => {
    const headline = (id: string, text: string): Item => ({ id, kind: "headline", citations: [], fields: { text } });
    const merged = merge(note(), note(headline("one", "Up"), row), note(headline("two", "Down"), topic));
    expect(merged.conflicts).toMatchObject([{ itemId: "two", field: "text", base: null, ours: "Up", theirs: "Down" }]);
    expect(merged.content.items.map(({ id }) => id).sort()).toEqual(["row", "topic", "two"]);
  });

  it("moves a mark with the words that the other wrote, and keeps what each marked", () => {
    const mark = (offset: number, label: string) => ({ field: "body", offset, label });
    const body = (text: string, ...citations: Item["citations"]): Item => ({
      ...withValue(risk, "body", text),
      citations,
    });
    const base = body("Orders fell.", mark(12, "1"));
    const ours = body("In spring, orders fell.", mark(23, "1"));
    const theirs = body("Orders fell.", mark(6, "2"), mark(12, "1"));
    const { content } = merge(note(base), note(ours), note(theirs));
    expect(content.items).toEqual([body("In spring, orders fell.", mark(17, "2"), mark(23, "1"))]);
  });
});
