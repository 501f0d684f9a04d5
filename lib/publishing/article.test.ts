import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { changes, formatChange } from "@/lib/guidance/change";
import { contentSchema, type NoteContent } from "@/lib/notes/content";
import { article } from "./article";
import { facts, itemId, noteOf } from "./fixtures/worded-note";

const empty: NoteContent = { company: "Fog Works", ticker: "FOG", period: "2025-Q1", items: [], sources: [] };

const tag = /^<\/?[a-z][a-z0-9]*(?: [a-zA-Z-]+="[^"<>]*")*\/?>$/;
const attributes = new Set(
  "aria-hidden class colspan cx cy d data-l datetime href id r rel role scope viewBox".split(" "),
);

/** Whatever in a page stands in angle brackets and is none of the few kinds of tags that we write. */
function strangersIn(page: string): string[] {
  return (page.match(/<[^>]*>?/g) ?? []).filter((each) => {
    const names = [...each.matchAll(/ ([a-zA-Z-]+)="/g)].map(([, name = ""]) => name);
    return !tag.test(each) || names.some((name) => !attributes.has(name));
  });
}

const entities: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };

function textOf(page: string): string {
  return page.replace(/<[^>]*>/g, "").replace(/&[a-z#0-9]+;/g, (entity) => entities[entity] ?? entity);
}

describe("the article", () => {
  it("shows every text of the note, and who wrote and approved it", () => {
    const names: string[] = [];
    const content = noteOf((name) => names[names.push(`the ${name} words`) - 1] ?? "");
    expect(contentSchema.safeParse(content).success).toBe(true);
    const text = textOf(article(content, facts));
    for (const name of names.filter((name) => !/ body words/.test(name))) expect(text).toContain(name);
    expect(text).toContain("the\u00a0the label words body words");
    for (const shown of [
      "Ana Prill, Bo Quist",
      "Published by Cy Rand on 2 Jun 2025",
      "r4 hash 7c1e9b2",
      facts.contentSha256,
    ])
      expect(text).toContain(shown);
    for (const shown of ["Severity High", "Likelihood Likely", "Horizon 12–24 months", "Status Mitigated"])
      expect(text).toContain(shown);
    for (const shown of ["Release, 28 May 2025", "https://a.example/?b=1&c=2", "Cited by P1", "1 of 2 takeaways cited"])
      expect(text).toContain(shown);
  });

  it("has a glyph and a word for each of the ten changes, and a word for an unknown one", () => {
    const page = article(
      noteOf((name) => name),
      facts,
    );
    const chips = page.match(/<span class="chg [^"]*">.*?<\/span>/g) ?? [];
    const words = [...changes, null].map((change) => formatChange(change));
    expect(chips.map((chip) => textOf(chip).toLowerCase())).toEqual(words);
    expect(new Set(chips.map((chip) => /<svg.*<\/svg>/.exec(chip)?.[0])).size).toBe(11);
    expect(chips.at(-1)).not.toContain("<svg");
  });

  it("tells a quarter that said nothing of a topic from one that the note does not speak of", () => {
    const mentions = [{ period: "2024-Q3", text: "not mentioned", absent: true }];
    const fields = { topic: "Supply", mentions, current: null, trend: null, trendTag: null };
    const topic = { kind: "topic_row", id: itemId(1), citations: [], fields };
    const page = article({ ...empty, items: [topic] } as unknown as NoteContent, facts);
    expect(textOf(page)).toContain("Q2 24: not stated. Q3 24: not mentioned. Q4 24: not stated. Q1 25: not stated. ");
    expect(page.match(/class="gap/g)).toHaveLength(3);
    expect(textOf(page)).toContain("no line: not stated");
  });

  it("writes the same bytes for the same values", () => {
    const content = noteOf((name) => `${name} of RMB 605 million`);
    expect(article(structuredClone(content), { ...facts })).toBe(article(content, facts));
  });

  it("says in one line what a note does not have", () => {
    const text = textOf(article(empty, facts));
    for (const line of [
      "No positives in this note.",
      "No risks in this note.",
      "No guidance in this note.",
      "No topics in this note.",
      "No questions and answers in this note.",
      "None recorded.",
      "No source is recorded for this note.",
      "No takeaways",
    ])
      expect(text).toContain(line);
  });

  it("says of every takeaway without a source that it has none, and of a risk that nobody rated it", () => {
    const [, positive] = noteOf((name) => name).items;
    const bare = { ...positive, citations: [], fields: { kind: "risk", title: "Supply", body: "Late." } };
    const text = textOf(article({ ...empty, items: [bare] } as NoteContent, facts));
    expect(text).toContain("No source cited");
    expect(text).toContain("Not rated");
    expect(text).toContain("0 of 1 takeaway cited");
  });

  it("keeps markup in any field as text, and never writes script, style or handlers", () => {
    const vectors = [
      "<script>alert(1)</script>",
      "</main><img src=x onerror=alert(1)>",
      `" onmouseover="alert(1)`,
      "' style='position:fixed",
      "&lt;b&gt; & &#60;",
      "javascript:alert(1)",
      "</style><style>*{display:none}",
      "<!--",
    ];
    for (const vector of vectors) {
      const page = article(
        noteOf(() => vector),
        { ...facts, editors: [vector], approvers: [vector] },
      );
      expect(strangersIn(page)).toEqual([]);
      expect(page).not.toMatch(/<(script|style|img|iframe|b>;)/i);
      expect(textOf(page)).toContain(vector);
    }
  });

  it("has nothing but our own tags, whatever the note says", { timeout: 120_000 }, () => {
    const markup = fc.string({ unit: fc.constantFrom(...("<>&\"'/=!- \nscriptonstyle7%𝒳".match(/./gsu) ?? [])) });
    fc.assert(
      fc.property(fc.array(fc.oneof(markup, fc.string()), { minLength: 5, maxLength: 5 }), (texts) => {
        const used: string[] = [];
        const word = (name: string) => {
          const text = texts[used.length % 5] || "x";
          used.push(name === "body" ? "" : text);
          return text;
        };
        const page = article(noteOf(word), facts);
        const shown = textOf(page);
        expect(strangersIn(page)).toEqual([]);
        expect(used.filter((text) => !shown.includes(text))).toEqual([]);
      }),
      { numRuns: testCount(50, 2_000) },
    );
  });

  it("makes a link of an http address alone", () => {
    const source = { label: "1", title: null, kind: null, date: null };
    const addresses = [
      "javascript:alert(1)",
      "data:text/html,x",
      " https://a.example/",
      "//a.example/",
      "ftp://a.example",
    ];
    const sources = addresses.map((address, index) => ({ ...source, label: String(index), address }));
    const page = article({ ...empty, sources }, facts);
    expect(page.match(/href="[^#]/g)).toBeNull();
    for (const address of addresses) expect(textOf(page)).toContain(address);
    const fine = article({ ...empty, sources: [{ ...source, address: "HTTPS://a.example/?q='&x" }] }, facts);
    expect(fine).toContain('href="HTTPS://a.example/?q=&#39;&amp;x"');
  });
});
