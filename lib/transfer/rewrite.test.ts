import { describe, expect, it } from "vitest";
import type { Item, ItemOf } from "@/lib/notes/content";
import { idOf, type Note, noteOf, rewrite } from "./fixtures/notes";
import { parseNote } from "./parse";

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

  it("finds a renamed item by its words, and sets the mark that the text has behind them", () => {
    const renamed = text
      .replace("Chip Band Impact", "Chip Ban Impact")
      .replace("in the mid term [doc 2]", "soon [doc 3]");
    const { note, edits, missing } = rewrite(noteOf(text), parseNote(renamed));
    expect(missing).toEqual([]);
    expect(edits.map(({ op }) => op)).toEqual(["uncite", "set", "set", "cite"]);
    expect(of(note, "takeaway")[1]).toMatchObject({
      id: idOf(2),
      fields: { title: "Chip Ban Impact" },
      citations: [{ field: "body", offset: 36, label: "3" }],
    });
  });

  it("leaves a mark that moves with the words to move", () => {
    const { note, edits } = rewrite(
      noteOf(text),
      parseNote(text.replace("could raise costs", "could well raise costs")),
    );
    expect(edits.map(({ op }) => op)).toEqual(["set"]);
    expect(of(note, "takeaway")[1]?.citations).toEqual([{ field: "body", offset: 52, label: "2" }]);
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
