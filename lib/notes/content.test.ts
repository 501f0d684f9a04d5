import { describe, expect, it } from "vitest";
import { canonicalText, contentSchema, headlineOf, itemsOf, type NoteContent, parseContent } from "./content";

const content: NoteContent = {
  company: "Fog Works",
  ticker: "FOG",
  period: "2025-Q1",
  items: [
    {
      id: "7f3c1c1e-6f0a-4f67-9a51-5e0e9d6b7a01",
      kind: "headline",
      fields: { text: "Orders “recover” ‐ 12%" },
      citations: [],
    },
    {
      id: "7f3c1c1e-6f0a-4f67-9a51-5e0e9d6b7a02",
      kind: "takeaway",
      fields: { kind: "risk", title: "Supply", body: "One supplier is late." },
      assessment: { severity: "high", likelihood: "likely", horizon: "0-12", status: "open", commentary: null },
      citations: [{ field: "body", offset: 20, label: "1" }],
    },
  ],
  sources: [{ label: "1", title: null, kind: null, date: null, address: null }],
};

describe("a note's content", () => {
  it("is written in one way, whatever the order of its keys", () => {
    const { sources, items, ...rest } = content;
    expect(canonicalText({ sources, ...rest, items })).toBe(canonicalText(content));
    expect(canonicalText(content)).toMatch(/^\{"company":"Fog Works","items":\[\{"citations":\[\],"fields"/);
  });

  it("reads back as it was written", () => {
    expect(parseContent(canonicalText(content))).toEqual(content);
  });

  it("refuses a field that nobody knows, an empty text for a missing one, NUL and half of a pair", () => {
    const risk = content.items[1];
    const withCommentary = (commentary: string) => ({
      ...content,
      items: [{ ...risk, assessment: { ...(risk as { assessment: object }).assessment, commentary } }],
    });
    expect(contentSchema.safeParse(withCommentary("fine")).success).toBe(true);
    expect(contentSchema.safeParse(withCommentary("")).success).toBe(false);
    expect(contentSchema.safeParse(withCommentary("a\0b")).success).toBe(false);
    expect(contentSchema.safeParse(withCommentary("a\ud800b")).success).toBe(false);
    expect(contentSchema.safeParse({ ...content, author: "x" }).success).toBe(false);
  });

  it("refuses an address that a browser would run", () => {
    const sources = [{ label: "1", title: null, kind: null, date: null, address: "javascript:alert(1)" }];
    expect(contentSchema.safeParse({ ...content, sources }).success).toBe(false);
  });

  it("gives its items by kind, and an empty headline when there is none", () => {
    expect(itemsOf(content, "takeaway")).toHaveLength(1);
    expect(headlineOf(content)).toBe("Orders “recover” ‐ 12%");
    expect(headlineOf({ items: [] })).toBe("");
  });
});
