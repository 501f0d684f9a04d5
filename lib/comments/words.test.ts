import { describe, expect, it } from "vitest";
import type { Item } from "@/lib/notes/content";
import { fieldTexts, findWords } from "./words";

const risk: Item = {
  id: "00000000-0000-4000-8000-000000000001",
  kind: "takeaway",
  fields: { kind: "risk", title: "Margin", body: "Margin fell (by 2%). Orders rose." },
  citations: [],
  assessment: {
    severity: "high",
    likelihood: "likely",
    horizon: "0-12",
    status: "open",
    commentary: "Margin fell before, too",
  },
};
const found = (quote: string, field?: string) =>
  findWords(risk, quote, field).map(
    ({ field: name, start, end, fieldText }) => `${name}: ${fieldText.slice(start, end)}`,
  );

describe("words of an item", () => {
  it("are looked for in every field that has words, or in one", () => {
    expect(fieldTexts(risk).map(({ field }) => field)).toEqual(["title", "body", "commentary"]);
    expect(found("Margin fell")).toEqual(["body: Margin fell", "commentary: Margin fell"]);
    expect(found("Margin fell", "commentary")).toEqual(["commentary: Margin fell"]);
    expect(found("Cash")).toEqual([]);
  });

  it("that are a whole field stand there alone", () => {
    expect(found(" Margin ")).toEqual(["title: Margin"]);
  });

  it("are found between signs that mean something to a search, and with gaps of another width", () => {
    expect(found("fell (by 2%)\u00a0. Orders")).toEqual(["body: fell (by 2%). Orders"]);
    expect(found("(by\n 2%)")).toEqual(["body: (by 2%)"]);
    expect(found(".*")).toEqual([]);
  });

  it("of a topic's mentions stand in the field of their quarter", () => {
    const topic: Item = {
      id: risk.id,
      kind: "topic_row",
      fields: {
        topic: "Orders",
        mentions: [{ period: "2024-Q3", text: "flat", absent: false }],
        current: "up",
        trend: null,
        trendTag: null,
      },
      citations: [],
    };
    expect(findWords(topic, "flat").map(({ field }) => field)).toEqual(["mentions.2024-Q3"]);
  });
});
