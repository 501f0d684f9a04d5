import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import type { Item, ItemOf, NoteContent } from "@/lib/notes/content";
import { judge } from "@/lib/notes/edit";
import { applyStep } from "@/lib/notes/step";
import { matchItems } from "./match";
import { parseNote } from "./parse";
import type { ParsedNote } from "./parsed";
import { itemOf, rewriteOf } from "./rewrite";

type Note = { content: NoteContent; previousMentions: Record<string, string> };

const idOf = (place: number, row = 0) => `00000000-0000-4000-${String(8000 + row)}-${String(place).padStart(12, "0")}`;

/** A note as an import makes it. */
function noteOf(text: string): Note {
  const { items, sources } = parseNote(text);
  const named = items.map((item, place) => [item, itemOf(item, idOf(place))] as const);
  return {
    content: { company: "Fog Works", ticker: "FOG", period: "2025-Q1", items: named.map(([, item]) => item), sources },
    previousMentions: Object.fromEntries(
      named.flatMap(([read, { id }]) => (read.kind === "topic_row" && read.previous ? [[id, read.previous]] : [])),
    ),
  };
}

function rewrite({ content, previousMentions }: Note, text: ParsedNote, removed: string[] = []) {
  let made = 0;
  const ranks = new Map(content.items.map(({ id }, place) => [id, `a${String(place).padStart(4, "0")}`]));
  const choices = { removed: new Set(removed), ranks, newId: () => idOf(made++, 1) };
  const planned = rewriteOf({ items: content.items, previousMentions }, text, choices);
  const outcomes: string[] = [];
  let reached = content;
  for (const edit of planned.edits) {
    const judged = judge({ items: reached.items, ranks }, edit);
    outcomes.push(judged.outcome);
    if (judged.outcome === "done") reached = applyStep(reached, judged.step, text.sources);
  }
  const note: Note = { content: reached, previousMentions: { ...previousMentions, ...planned.previousMentions } };
  return { ...planned, outcomes, note };
}

const rated = { severity: "high", likelihood: "likely", horizon: "0-12", status: "open", commentary: "ours" } as const;
const of = <K extends Item["kind"]>({ content }: Note, kind: K) =>
  content.items.filter((item): item is ItemOf<K> => item.kind === kind);

const text = `FOG Q1 2025: Orders recover
Positives
- Orders: rose 12% [doc 1].
Risks
- Chip Band Impact: tighter rules could raise costs in the mid term [doc 2].
- Supply risk: one supplier could be late.
Metric | Period | Previous Guidance | Current Guidance | Change |
---|---|---|---|---|
Revenue | FY 2025 | USD 10 million | USD 11 million | raised |
AI spend | Not specified | RMB 10 billion | no formal guidance provided | no current guidance |
Topic | Previous Mentions | Current Period | Trend |
---|---|---|---|
Orders | Q3 reported 4%; Q4 reported 8% | Orders rose 12% | Recurring growth |
Orders
Q: How are orders?
A: Better than last year.
Covering analysts
- Mara Quill, Foghorn Securities
`;

describe("a text read into a note that exists", () => {
  it("changes nothing when it is the text that the note came from", () => {
    const note = noteOf(text);
    expect(rewrite(note, parseNote(text))).toMatchObject({ edits: [], missing: [] });
  });

  it("keeps ids and what a text cannot carry: assessments, outcomes, askers, marks, what was chosen by hand", () => {
    const note = noteOf(text);
    const items = note.content.items.map((item): Item => {
      if (item.kind === "takeaway" && item.fields.kind === "risk") return { ...item, assessment: rated };
      if (item.kind === "exchange") {
        return { ...item, fields: { ...item.fields, askedBy: "Jo Finch", outcome: "partly", speakers: ["Al Reef"] } };
      }
      if (item.kind === "guidance_row") {
        const citations = [{ field: "previous", offset: 3, label: "1" }];
        return { ...item, fields: { ...item.fields, change: "withdrawn" }, citations };
      }
      return item;
    });
    const edited = { ...note, content: { ...note.content, items } };
    expect(rewrite(edited, parseNote(text)).edits).toEqual([]);
    const changed = rewrite(edited, parseNote(text.replace("Better than last year", "Much better")));
    expect(changed.edits).toMatchObject([{ op: "set", field: "answer", value: "Much better." }]);
    expect(of(changed.note, "exchange")[0]?.fields).toMatchObject({ askedBy: "Jo Finch", outcome: "partly" });
  });

  it("finds a renamed item by its words, and moves the mark that the text has behind them", () => {
    const renamed = text
      .replace("Chip Band Impact", "Chip Ban Impact")
      .replace("in the mid term [doc 2]", "soon [doc 2]");
    const { note, edits, missing } = rewrite(noteOf(text), parseNote(renamed));
    expect(missing).toEqual([]);
    expect(edits.map(({ op }) => op)).toEqual(["uncite", "set", "set", "cite"]);
    expect(of(note, "takeaway")[1]).toMatchObject({
      id: idOf(2),
      fields: { title: "Chip Ban Impact" },
      citations: [{ field: "body", offset: 36, label: "2" }],
    });
  });

  it("takes a row whose period was left open for the one that names it, and one of another period for another row", () => {
    const told = rewrite(noteOf(text), parseNote(text.replace("AI spend | Not specified", "AI spend | FY 2025")));
    expect(told.edits).toMatchObject([{ op: "set", field: "period", value: "FY 2025" }]);
    const other = rewrite(noteOf(text), parseNote(text.replace("Revenue | FY 2025", "Revenue | FY 2026")));
    expect(other.edits.map(({ op }) => op)).toEqual(["add"]);
    expect(other.missing.map(({ id }) => id)).toEqual([idOf(4)]);
  });

  it("never takes one metric for another because neither has guidance", () => {
    const rows = (metric: string) => `FOG Q1 2025: Head\nMetric | Previous | Current | Change\n---|---|---|---
${metric} | no prior guidance | no formal guidance provided for the year | no current guidance`;
    const { edits, missing } = rewrite(
      noteOf(rows("Non-GAAP gross margin")),
      parseNote(rows("Non-GAAP operating margin")),
    );
    expect([edits.map(({ op }) => op), missing.length]).toEqual([["add"], 1]);
  });

  it("derives a change again when the words that it is read from have changed", () => {
    const lowered = text.replace("USD 11 million | raised", "USD 9 million | lowered");
    expect(of(rewrite(noteOf(text), parseNote(lowered)).note, "guidance_row")[0]?.fields).toMatchObject({
      current: "USD 9 million",
      change: "lowered",
    });
  });

  it("proposes what it does not have, takes away what a person ticked, and never the headline", () => {
    const shorter = text
      .replace(/- Supply risk.*\n/, "")
      .replace(/- Mara.*\n/, "- Jo Wren, Larch\n")
      .replace(": Orders recover", "");
    const { note, missing } = rewrite(noteOf(text), parseNote(shorter));
    expect(missing.map(({ kind }) => kind)).toEqual(["takeaway", "covering_analyst"]);
    expect(of(note, "takeaway")).toHaveLength(3);
    expect(of(note, "covering_analyst").map(({ fields }) => fields.name)).toEqual(["Jo Wren", "Mara Quill"]);
    const ticked = rewrite(noteOf(text), parseNote(shorter), [idOf(3)]);
    expect(of(ticked.note, "takeaway").map(({ id }) => id)).toEqual([idOf(1), idOf(2)]);
    expect(of(ticked.note, "covering_analyst")).toHaveLength(2);
  });

  it("follows the order of the text with as few moves as it can, and puts what is new where the text has it", () => {
    const list = (...names: string[]) =>
      `FOG Q1 2025: Head\nRisks\n${names.map((name) => `- ${name}: late`).join("\n")}`;
    const { note, edits } = rewrite(
      noteOf(list("Ash", "Bay", "Cob", "Dew")),
      parseNote(list("New", "Dew", "Ash", "Bay", "Other", "Cob")),
    );
    expect(edits.map(({ op }) => op)).toEqual(["add", "move", "add"]);
    expect(of(note, "takeaway").map(({ fields }) => fields.title)).toEqual([
      "New",
      "Dew",
      "Ash",
      "Bay",
      "Other",
      "Cob",
    ]);
  });

  it("keeps a topic's provenance, and its mentions while the cell says what it said", () => {
    const note = noteOf(text);
    const [topic] = of(note, "topic_row");
    if (!topic) throw new Error("no topic");
    const mentions = [{ period: "2024-Q4" as const, text: "by hand", absent: false }];
    const items = note.content.items.map((item) =>
      item === topic ? { ...topic, fields: { ...topic.fields, mentions } } : item,
    );
    const edited = { ...note, content: { ...note.content, items } };
    expect(rewrite(edited, parseNote(text)).edits).toEqual([]);
    const { edits } = rewrite(edited, parseNote(text.replace("Q4 reported 8%", "Q4 reported 9%")));
    expect(edits.map((edit) => edit.op === "set" && edit.field)).toEqual(["mentions.2024-Q3", "mentions.2024-Q4"]);
  });

  it("in our own form says all: what is not there is taken out, but for assessments", () => {
    const own = (cells: string) =>
      `Format: quarterdeck 1\nFOG Q1 2025: Head\n\nRisks:\n- Late: one\n\nTopics:\nTopic | Previous Mentions | Current Period | Trend |\n---|---|---|---|\n${cells} |\n`;
    const note = noteOf(own("Orders | [2024-Q3] four [doc 1] [2024-Q4] eight | up | growing [recurring]"));
    const items = note.content.items.map((item) => (item.kind === "takeaway" ? { ...item, assessment: rated } : item));
    const { note: after } = rewrite(
      { ...note, content: { ...note.content, items } },
      parseNote(own("Orders | [2024-Q4] eight | | growing [new]")),
    );
    expect(of(after, "takeaway")[0]?.assessment).toEqual(rated);
    expect(of(after, "topic_row")[0]).toMatchObject({
      fields: { current: null, trendTag: "new", mentions: [{ period: "2024-Q4" }] },
      citations: [],
    });
  });
});

describe("any text read into any note", () => {
  const word = fc.constantFrom(
    "orders",
    "margin",
    "steel",
    "paint",
    "permits",
    "kilns",
    "Q3",
    "12%",
    "growth",
    "delay",
  );
  const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((list) => list.join(" "));
  const marked = fc.tuple(words, fc.constantFrom("", " [doc 1]", " [doc 2]")).map((parts) => parts.join(""));
  const lines = <T>(line: fc.Arbitrary<T>) => fc.array(line, { maxLength: 4 }).map((list) => list.join("\n"));
  const anyText = fc
    .record({
      good: lines(fc.tuple(words, marked).map(([title, body]) => `- ${title}: ${body}`)),
      bad: lines(fc.tuple(words, marked).map(([title, body]) => `- ${title}: ${body}`)),
      rows: lines(
        fc
          .tuple(words, fc.constantFrom("FY 2025", "-", "FY 2026"), marked, words)
          .map((cells) => `${cells.join(" | ")} | raised |`),
      ),
      topics: lines(
        fc
          .tuple(words, words, marked, words)
          .map(([topic, was, now, trend]) => `${topic} | Q3 ${was}; Q4 ${now} | ${now} | ${trend} |`),
      ),
      asked: lines(
        fc.tuple(words, words, marked).map(([topic, question, answer]) => `${topic}\nQ: ${question}?\nA: ${answer}`),
      ),
      people: lines(fc.constantFrom("- Mara Quill, Foghorn", "- Jo Wren, Larch", "- Mara T. Quill, Foghorn")),
    })
    .map(
      ({ good, bad, rows, topics, asked, people }) => `FOG Q1 2025: Head
Positives
${good}
Risks
${bad}
Metric | Period | Previous | Current | Change |
---|---|---|---|---|
${rows}
Topic | Previous Mentions | Current Period | Trend |
---|---|---|---|
${topics}
Q&A
${asked}
Covering analysts
${people}`,
    );

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
