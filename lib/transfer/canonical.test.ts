import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { demoText, demoTexts } from "@/lib/demo";
import { testCount } from "@/lib/env";
import { outcomes } from "@/lib/exchanges/outcome";
import { changes } from "@/lib/guidance/change";
import { compareCitations, type Item, type NoteContent } from "@/lib/notes/content";
import { periodOf } from "@/lib/notes/period";
import { horizons, likelihoods, riskStatuses, severities } from "@/lib/risks/assessment";
import { compareLabels, sourceKinds } from "@/lib/sources/model";
import { trendTags } from "@/lib/topics/model";
import { writeNote } from "./canonical";
import { parseNote } from "./parse";
import type { ParsedNote } from "./parsed";
import { rewriteOf } from "./rewrite";

/** Words that look like the form itself, and what editors and keyboards bring along. */
const piece = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom(
    "|",
    "\\",
    "[doc 1]",
    "[2024-Q3]",
    "[raised]",
    ": ",
    "- ",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\u00a0",
    "Q: ",
    "A: ",
    "Risks:",
    "Outcome: ",
    "\\n",
    "**",
    "‐",
    "م",
    "𝛼",
  ),
);
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join("").replaceAll("\0", ""));
const some = text.filter((value) => value !== "");
const optional = fc.option(some);
const label = fc.oneof(fc.integer({ min: 1, max: 30 }).map(String), fc.constantFrom("A", "10-K", "x.1"));
const period = fc
  .tuple(fc.integer({ min: 2019, max: 2026 }), fc.integer({ min: 1, max: 4 }))
  .map(([y, q]) => periodOf(y, q));

const assessment = fc.record({
  severity: fc.constantFrom(...severities),
  likelihood: fc.constantFrom(...likelihoods),
  horizon: fc.constantFrom(...horizons),
  status: fc.constantFrom(...riskStatuses),
  commentary: optional,
});

type Bare = Item extends infer I
  ? I extends Item
    ? Pick<I, "kind" | "fields"> & { assessment?: unknown }
    : never
  : never;

const bare: fc.Arbitrary<Bare> = fc.oneof(
  fc.record({
    kind: fc.constant("takeaway" as const),
    fields: fc.record({ kind: fc.constantFrom("positive" as const, "risk" as const), title: text, body: text }),
    assessment: fc.option(assessment),
  }),
  fc.record({
    kind: fc.constant("guidance_row" as const),
    fields: fc.record({
      metric: text,
      period: optional,
      previous: optional,
      current: optional,
      change: fc.option(fc.constantFrom(...changes)),
      changeText: optional,
    }),
  }),
  fc.record({
    kind: fc.constant("topic_row" as const),
    fields: fc.record({
      topic: text,
      mentions: fc
        .uniqueArray(fc.record({ period, text, absent: fc.boolean() }), {
          selector: (mention) => mention.period,
          maxLength: 4,
        })
        .map((list) => list.toSorted((a, b) => (a.period < b.period ? -1 : 1))),
      current: optional,
      trend: optional,
      trendTag: fc.option(fc.constantFrom(...trendTags)),
    }),
  }),
  fc.record({
    kind: fc.constant("exchange" as const),
    fields: fc.record({
      topic: optional,
      question: text,
      answer: optional,
      askedBy: optional,
      askedByFirm: optional,
      speakers: fc.array(some, { maxLength: 3 }),
      outcome: fc.option(fc.constantFrom(...outcomes)),
    }),
  }),
  fc.record({ kind: fc.constant("covering_analyst" as const), fields: fc.record({ name: text, firm: optional }) }),
);

/** The texts of an item that a mark can stand in. */
function textsOf(item: Bare): [string, string][] {
  const uncitable = ["kind", "change", "trendTag", "outcome", "askedBy", "askedByFirm"];
  const own = Object.entries(item.fields).filter(
    ([name, value]) => typeof value === "string" && !uncitable.includes(name),
  ) as [string, string][];
  const earlier =
    item.kind === "topic_row"
      ? item.fields.mentions.map(({ period, text }): [string, string] => [`mentions.${period}`, text])
      : [];
  return [...own, ...earlier];
}

const item: fc.Arbitrary<Item> = bare.chain((each) => {
  const places = textsOf(each);
  const citation = fc.record({ place: fc.nat(Math.max(places.length - 1, 0)), at: fc.nat(60), label });
  const marks = places.length === 0 ? fc.constant([]) : fc.array(citation, { maxLength: 3 });
  return fc.tuple(fc.uuid(), marks).map(([id, list]) => {
    const citations = list.map(({ place, at, label }) => {
      const [field = "", value = ""] = places[place] ?? [];
      const boundary = [...value].slice(0, at).join("").length;
      return { field, offset: boundary, label };
    });
    const own = [...new Map(citations.map((each) => [JSON.stringify(each), each])).values()].sort(compareCitations);
    return { ...each, id, citations: own } as Item;
  });
});

const content: fc.Arbitrary<NoteContent> = fc
  .tuple(text, fc.option(text), fc.array(item, { maxLength: 8 }), period, fc.uuid())
  .map(([company, headline, items, period, id]) => {
    const first: Item[] =
      headline === null ? [] : [{ id, kind: "headline", fields: { text: headline }, citations: [] }];
    const all = [...first, ...items];
    const labels = [...new Set(all.flatMap(({ citations }) => citations.map(({ label }) => label)))].sort(
      compareLabels,
    );
    return {
      company,
      ticker: "FOG",
      period,
      items: all,
      sources: labels.map((each) => ({ label: each, title: null, kind: null, date: null, address: null })),
    };
  });

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
      fc.property(content, (any) => {
        const read = parseNote(writeNote(any, {}));
        expect(read.problems).toEqual([]);
        expect(asContent(read)).toEqual(withoutIds(any));
      }),
      { numRuns: testCount(300, 5_000) },
    );
  });

  it("read into the very note that it was written from changes nothing", () => {
    fc.assert(
      fc.property(content, (any) => {
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
