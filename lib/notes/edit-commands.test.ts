import { sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { rolledBack } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { Database } from "@/lib/context";
import { readDraft, saveAs } from "@/lib/world";
import type { Item, ItemKind } from "./content";
import { valueAt, withValue } from "./field";
import { addressesOf } from "./fixtures/edits";
import { anotherItem, firstOf } from "./fixtures/items";
import { expectEvent, importedDraft } from "./fixtures/saving";
import type { Edit } from "./input";
import { readAssessed } from "./save-queries";

const { base, team, draft } = await importedDraft();
afterAll(() => base.close());

/** Every field of an item, each set to what another item of its kind has there. */
function setsOf(item: Item): Edit[] {
  const other = anotherItem(item.kind);
  return addressesOf(item).flatMap((field): Edit[] => {
    const edit = { op: "set", kind: item.kind, itemId: item.id, field, base: valueAt(item, field) } as const;
    return valueAt(other, field) === edit.base ? [] : [{ ...edit, value: valueAt(other, field) }];
  });
}

const kinds: ItemKind[] = ["headline", "takeaway", "guidance_row", "topic_row", "exchange", "covering_analyst"];

async function editorsOf(db: Database): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(
    sql`select user_id as id from revision_editors where revision_id = ${draft}`,
  );
  return rows.map(({ id }) => id);
}

describe("an edit of a draft", () => {
  it.each(kinds)("sets each field of a %s, one event for each", (kind) =>
    rolledBack(base.app, async (db) => {
      const { content } = await readDraft(db, draft);
      const item = firstOf(content, kind);
      for (const edit of setsOf(item)) {
        if (edit.op !== "set") continue;
        const { items } = await expectEvent(db, team.other, draft, edit);
        const found = items.find(({ id }) => id === item.id);
        expect(found && valueAt(found, edit.field)).toEqual(edit.value);
      }
    }),
  );

  it.each(kinds.filter((kind) => kind !== "headline"))("adds a %s, moves it and takes it out again", (kind) =>
    rolledBack(base.app, async (db) => {
      const { content } = await readDraft(db, draft);
      const item = anotherItem(kind);
      const last = content.items.at(-1)?.id ?? null;
      expect((await expectEvent(db, team.other, draft, { op: "add", item, after: last })).items.at(-1)).toEqual(item);
      const rank = (await readDraft(db, draft)).ranks[item.id] ?? "";
      const moved = await expectEvent(db, team.other, draft, { op: "move", itemId: item.id, base: rank, after: null });
      expect(moved.items[0]).toEqual(item);
      expect(await expectEvent(db, team.other, draft, { op: "remove", item })).toEqual(content);
    }),
  );

  it("takes the headline out and brings another", () =>
    rolledBack(base.app, async (db) => {
      const item = firstOf((await readDraft(db, draft)).content, "headline");
      await expectEvent(db, team.other, draft, { op: "remove", item });
      const headline = anotherItem("headline");
      expect((await expectEvent(db, team.other, draft, { op: "add", item: headline, after: null })).items[0]).toEqual(
        headline,
      );
      const takeaway = firstOf((await readDraft(db, draft)).content, "takeaway");
      const of = { kind: "takeaway", itemId: takeaway.id, field: "title", base: valueAt(takeaway, "title") } as const;
      const second = await saveAs(db, team.other, draft, [
        { op: "add", item: anotherItem("headline"), after: null },
        { op: "set", ...of, value: "Saved beside it" },
      ]);
      expect(second.results).toEqual([{ outcome: "full" }, { outcome: "saved" }]);
    }));

  it("brings a topic that was taken out back with its previous mentions in one piece, in a later save or in the same", () =>
    rolledBack(base.app, async (db) => {
      const { content, previousMentions } = await readDraft(db, draft);
      const [id = "", text] = Object.entries(previousMentions)[0] ?? [];
      expect(text).toBe("Spoken of often");
      const item = content.items.find((each) => each.id === id) as Item;
      const after = content.items[content.items.indexOf(item) - 1]?.id ?? null;
      const back = { op: "add", item, after } as const;
      const held = async () => (await readDraft(db, draft)).previousMentions[id];
      await saveAs(db, team.other, draft, [{ op: "remove", item }]);
      expect(await held()).toBeUndefined();
      await saveAs(db, team.other, draft, [back]);
      expect(await held()).toBe(text);
      await saveAs(db, team.other, draft, [{ op: "remove", item }, back]);
      expect(await held()).toBe(text);
      expect(await readDraft(db, draft)).toMatchObject({ content });
    }));

  it("brings a rated risk that was taken out back as rated by whoever rated it", () =>
    rolledBack(base.app, async (db) => {
      const item = (await readDraft(db, draft)).content.items.find(
        (each) => each.kind === "takeaway" && each.assessment,
      ) as Item;
      const assessor = async () => (await readAssessed(db, draft)).get(item.id);
      const was = await assessor();
      const takeOutAndBack = async () => {
        const held = (await readDraft(db, draft)).content.items.find(({ id }) => id === item.id) as Item;
        await saveAs(db, team.other, draft, [{ op: "remove", item: held }]);
        await saveAs(db, team.other, draft, [{ op: "add", item: held, after: null }]);
      };
      await takeOutAndBack();
      expect(await assessor()).toEqual(was);
      const of = { kind: "takeaway", itemId: item.id, field: "assessment.severity" } as const;
      await saveAs(db, team.reviewer, draft, [{ op: "set", ...of, base: "high", value: "low" }]);
      const rated = await assessor();
      expect(rated?.by).toBe(team.reviewer.id);
      await takeOutAndBack();
      expect(await assessor()).toEqual(rated);
    }));

  it("saves several at once under one event, each judged after those before it", () =>
    rolledBack(base.app, async (db) => {
      const events = await listEvents(db);
      const added = anotherItem("covering_analyst");
      const of = { kind: "covering_analyst", itemId: added.id, field: "name" } as const;
      const answer = await saveAs(db, team.other, draft, [
        { op: "add", item: added, after: null },
        { op: "set", ...of, base: "Nils Vane", value: "Nils Wane" },
        { op: "set", ...of, base: "Nils Vane", value: "Nobody" },
        { op: "set", ...of, base: "Nils Wane", value: "Nils Vale" },
      ]);
      expect(answer.results.map(({ outcome }) => outcome)).toEqual(["saved", "saved", "conflict", "saved"]);
      expect(answer.steps).toHaveLength(3);
      expect((await listEvents(db)).length).toBe(events.length + 1);
      expect((await readDraft(db, draft)).content.items[0]).toEqual(withValue(added, "name", "Nils Vale"));
    }));

  it("that changes nothing writes no event and makes nobody an editor", () =>
    rolledBack(base.app, async (db) => {
      const [before, events] = [await readDraft(db, draft), await listEvents(db)];
      const item = firstOf(before.content, "takeaway");
      const of = { op: "set", kind: "takeaway", itemId: item.id, field: "title" } as const;
      const answer = await saveAs(db, team.other, draft, [
        { ...of, base: "Something else", value: "Orders" },
        { ...of, base: "Something else", value: "Something new" },
        { op: "move", itemId: item.id, base: before.ranks[item.id] ?? "", after: before.content.items[0]?.id ?? null },
        { op: "remove", item: anotherItem("exchange") },
      ]);
      expect(answer).toMatchObject({ seq: null, steps: [], undo: [] });
      expect(answer.results.map(({ outcome }) => outcome)).toEqual(["saved", "conflict", "saved", "saved"]);
      expect(await listEvents(db)).toEqual(events);
      expect(await editorsOf(db)).toEqual([team.writer.id]);
      await saveAs(db, team.other, draft, [{ ...of, base: "Orders", value: "Order book" }]);
      expect((await editorsOf(db)).sort()).toEqual([team.writer.id, team.other.id].sort());
    }));
});
