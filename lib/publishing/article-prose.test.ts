import { describe, expect, it } from "vitest";
import type { Item, NoteContent } from "@/lib/notes/content";
import { articleProse } from "./article-prose";

const id = "7f3c1c1e-6f0a-4f67-9a51-5e0e9d6b7a01";
const source = { title: null, kind: null, date: null, address: null };

function write(text: string, marks: [number, string][], names: string[] = []): string {
  const citations = marks.map(([offset, label]) => ({ field: "body", offset, label }));
  const item: Item = {
    id,
    kind: "takeaway",
    fields: { kind: "positive", title: "", body: text },
    assessment: null,
    citations,
  };
  const sources = ["1", "10-K"].map((label) => ({ ...source, label }));
  const content: NoteContent = { company: "Fog Works", ticker: "FOG", period: "2025-Q1", items: [item], sources };
  return articleProse(content)(item, "body", text, names).toString();
}

const one = '<a class="cite" href="#src-1">doc\u00a01</a>';
const filing = '<a class="cite" href="#src-2">10-K</a>';

describe("the article's prose", () => {
  it("makes of a mark a link to the entry of its document", () => {
    const marks: [number, string][] = [
      [11, "1"],
      [11, "10-K"],
    ];
    expect(write("Orders grew.", marks)).toBe(`Orders grew\u00a0${one} ${filing}.`);
    expect(write("Orders grew.", [[0, "1"]])).toBe(`${one} Orders grew.`);
  });

  it("shows a mark for a document that the note does not list, without a link", () => {
    expect(write("Orders.", [[6, "8"]])).toBe('Orders\u00a0<span class="cite">doc\u00a08</span>.');
  });

  it("sets figures and speakers in weight, with a mark inside or beside them in its place", () => {
    const text = "Tao Zou put CapEx at RMB 605 million.";
    expect(write(text, [], ["Tao Zou"])).toBe('<b>Tao Zou</b> put CapEx at <b class="fig">RMB 605 million</b>.');
    const end = text.length - 1;
    expect(write(text, [[end, "1"]])).toBe(`Tao Zou put CapEx at <b class="fig">RMB 605 million</b>\u00a0${one}.`);
    expect(write(text, [[25, "1"]])).toBe(
      `Tao Zou put CapEx at <b class="fig">RMB </b>${one} <b class="fig">605 million</b>.`,
    );
  });

  it("escapes what it sets", () => {
    expect(write("<i> & 5%", [])).toBe('&lt;i&gt; &amp; <b class="fig">5%</b>');
  });
});
