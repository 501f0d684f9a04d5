import { describe, expect, it } from "vitest";
import type { NoteContent } from "@/lib/notes/content";
import { changeKey } from "@/lib/notes/diff";
import { withValue } from "@/lib/notes/field";
import { anotherItem } from "@/lib/notes/fixtures/items";
import { hashedChanges } from "./change";

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
