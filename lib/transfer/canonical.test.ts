import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { demoText, demoTexts } from "@/lib/demo";
import { testCount } from "@/lib/env";
import { compareCitations, type Item, type NoteContent } from "@/lib/notes/content";
import { anyContent } from "@/lib/notes/fixtures/contents";
import { sourceKinds } from "@/lib/sources/model";
import { writeNote } from "./canonical";
import { parseNote } from "./parse";
import type { ParsedNote } from "./parsed";
import { rewriteOf } from "./rewrite";

/** A parsed note as a content without ids and company, with what a content does not hold left out. */
function asContent(note: ParsedNote) {
  const items = note.items.map((each) => {
    const { previous: _, ...rest } = { previous: null, ...each };
    return { ...rest, citations: rest.citations.toSorted(compareCitations) };
  });
  return { ticker: note.ticker, period: note.period, items, sources: note.sources };
}

function withoutIds({ ticker, period, items, sources }: NoteContent) {
  return { ticker, period, items: items.map(({ id: _, ...rest }) => rest), sources };
}

describe("the canonical text form", () => {
  it("reads back any content to the letter, with nothing to report", () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        const read = parseNote(writeNote(any, {}));
        expect(read.problems).toEqual([]);
        expect(asContent(read)).toEqual(withoutIds(any));
      }),
      { numRuns: testCount(300, 5_000) },
    );
  });

  it("read into the very note that it was written from changes nothing", () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        const read = parseNote(writeNote(any, {}));
        const { edits, missing } = rewriteOf({ items: any.items, previousMentions: {} }, read, { newId: String });
        expect([edits, missing]).toEqual([[], []]);
      }),
      { numRuns: testCount(300, 5_000) },
    );
  });

  it.each(demoTexts)(
    "is what the demo's %s is written in: it reads without a problem and writes back as it is",
    (name) => {
      const written = demoText(name);
      const read = parseNote(written);
      expect(read.problems).toEqual([]);
      const { ticker, period, items, sources } = read;
      if (!ticker || !period) throw new Error("no ticker or period");
      const numbered = items.map((each, index) => {
        const { previous: _, ...rest } = { previous: null, ...each };
        return { ...rest, id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}` } as Item;
      });
      expect(writeNote({ company: "", ticker, period, items: numbered, sources }, {})).toBe(written);
    },
  );

  it("keeps documents with what is known of them, and lists those that nobody cites", () => {
    const source = {
      label: "7",
      title: "A | B: [C]",
      kind: sourceKinds[0],
      date: "2025-05-28",
      address: "https://fog.example/a?b=1|2",
    };
    const note: NoteContent = { company: "", ticker: "FOG", period: "2025-Q1", items: [], sources: [] };
    expect(parseNote(writeNote(note, {}, [source])).sources).toEqual([source]);
  });

  it("keeps the previous mentions of a topic in one piece while nobody has split them", () => {
    const id = "00000000-0000-4000-8000-000000000001";
    const fields = { topic: "Orders", mentions: [], current: "up", trend: null, trendTag: null };
    const note: NoteContent = {
      company: "",
      ticker: "FOG",
      period: "2025-Q1",
      items: [{ id, kind: "topic_row", fields, citations: [] }],
      sources: [],
    };
    const [row] = parseNote(writeNote(note, { [id]: "Spoken of | often [2024-Q3]" })).items;
    expect(row).toMatchObject({ previous: "Spoken of | often [2024-Q3]", fields: { mentions: [] } });
  });

  it("names the line and the mistake when its marks are wrong", () => {
    const wrong =
      "Format: quarterdeck 1\nFOG Q1 2025: Orders\n\nRisks:\n- Supply: Late.\n  Assessment: dire | likely | 0-12 | open\nstray\n";
    expect(parseNote(wrong).problems.map(({ line, severity }) => [line, severity])).toEqual([
      [6, "warning"],
      [7, "warning"],
    ]);
  });
});
