import { describe, expect, it } from "vitest";
import type { Item } from "./content";
import { citedBy, coverage, formatCoverage, itemLabels } from "./labels";

const id = (place: number) => `7f3c1c1e-6f0a-4f67-9a51-${String(place).padStart(12, "0")}`;
const takeaway = (kind: "positive" | "risk") => ({
  kind: "takeaway",
  fields: { kind, title: "", body: "" },
  assessment: null,
});
const kinds = ["headline", "guidance_row", "topic_row", "topic_row", "exchange", "covering_analyst"];
const items = [
  ...[takeaway("positive"), takeaway("risk"), takeaway("positive")],
  ...kinds.map((kind) => ({ kind, fields: {} })),
].map((item, place) => ({ ...item, id: id(place), citations: [] })) as unknown as Item[];
const source = (label: string) => ({ label, title: null, kind: null, date: null, address: null });
const note = { company: "Fog Works", ticker: "FOG", period: "2025-Q1" as const };

describe("labels", () => {
  it("count each kind by itself, and the two kinds of takeaway apart", () => {
    expect([...itemLabels({ items }).values()]).toEqual(["P1", "R1", "P2", "H", "G1", "T1", "T2", "Q1", "A1"]);
  });

  it("name who cites a document once, in the note's order, and know of documents that nobody cites", () => {
    const citing = items.map((item, place) => ({
      ...item,
      citations: place < 2 ? ["10", "10"].map((label, offset) => ({ field: "body", offset, label })) : [],
    }));
    const cited = citedBy({ ...note, items: citing, sources: [source("10"), source("2")] });
    expect([...cited]).toEqual([
      ["2", []],
      ["10", ["P1", "R1"]],
    ]);
    expect(coverage({ items: citing })).toEqual({ cited: 2, total: 3 });
    expect(coverage({ items: [] })).toEqual({ cited: 0, total: 0 });
  });

  it("say in words how many takeaways are cited", () => {
    expect(formatCoverage({ cited: 2, total: 3 })).toBe("2 of 3 takeaways cited");
    expect(formatCoverage({ cited: 0, total: 1 })).toBe("0 of 1 takeaway cited");
    expect(formatCoverage({ cited: 0, total: 0 })).toBe("no takeaways");
  });
});
