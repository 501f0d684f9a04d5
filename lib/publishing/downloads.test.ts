import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { facts, noteOf } from "./fixtures/worded-note";
import { markdown } from "./markdown";
import { publishedJson } from "./published-json";

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

/** Every text of a note, by the name of where it stands. */
function named() {
  const names: string[] = [];
  const content = noteOf((name) => names[names.push(`the ${name} words`) - 1] ?? "");
  return { names, content };
}

describe("the Markdown of a published note", () => {
  it("has every text of it, its citation marks, and which revision it is", () => {
    const { names, content } = named();
    const text = markdown(content, facts);
    for (const name of names.filter((name) => !/ (body|label) words/.test(name))) expect(text).toContain(name);
    expect(text).toContain("the\u00a0[the label words] body words");
    expect(text).toContain(`r4, published on 2 Jun 2025, sha256 ${facts.contentSha256}`);
    expect(text).toContain("*Severity high, likelihood likely, horizon 12–24 months, status mitigated*");
    expect(text).toContain("*No source cited*");
    expect(text).not.toMatch(uuid);
  });

  it("has a table whose rows have as many cells as its head, whatever stands in them", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "|", "\n", "\\", "`", "<", "#", " ") }), (odd) => {
        const text = markdown(
          noteOf((name) => `${name}${odd}.`),
          facts,
        );
        const rows = text.split("\n").filter((line) => line.startsWith("| "));
        expect(rows).toHaveLength(13);
        for (const row of rows) expect(row.replace(/\\./g, "").split("|")).toHaveLength(7);
      }),
    );
  });

  it("lets nothing that somebody wrote become markup", () => {
    const text = markdown(
      noteOf(() => "# *a* [b](c) <i>d</i> `e` ~f~\n- g\n1. h"),
      facts,
    );
    const unescaped = text.replace(/\\./g, "");
    expect(unescaped).not.toMatch(/`|~|<i|\]\(/);
    expect(unescaped).not.toMatch(/^- g|^1\. h/m);
  });
});

describe("the JSON of a published note", () => {
  it("has every text of it, labels in place of ids, and which revision it is", () => {
    const { names, content } = named();
    const text = publishedJson(content, facts);
    for (const name of names) expect(text).toContain(name);
    expect(text).not.toMatch(uuid);
    const note = JSON.parse(text);
    expect(note).toMatchObject({ format: 1, revision: 4, contentSha256: facts.contentSha256 });
    expect(note.items.slice(0, 4).map(({ label }: { label: string }) => label)).toEqual(["H", "P1", "R1", "G1"]);
  });
});
