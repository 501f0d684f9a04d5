import { afterAll, describe, expect, it } from "vitest";
import { rolledBack } from "@/db/test-database";
import type { Database } from "@/lib/context";
import { readDraft, saveAs } from "@/lib/world";
import type { Item, ItemKind } from "./content";
import { valueAt, withValue } from "./field";
import { firstOf } from "./fixtures/items";
import { importedDraft } from "./fixtures/saving";
import type { Edit } from "./input";

const { base, team, draft } = await importedDraft();
const { writer, other } = team;
afterAll(() => base.close());

const itemIn = async (db: Database, kind: ItemKind) => firstOf((await readDraft(db, draft)).content, kind);
const setting = (item: Item, field: string, value: string | null): Edit =>
  ({ op: "set", kind: item.kind, itemId: item.id, field, base: valueAt(item, field), value }) as Edit;

/** Saves the colleague's edits, then the edit that was based on what was there before; what the second is answered. */
async function behind(db: Database, colleagues: Edit[], edit: Edit) {
  const theirs = await saveAs(db, writer, draft, colleagues);
  expect(theirs.results.every(({ outcome }) => outcome === "saved")).toBe(true);
  const before = await readDraft(db, draft);
  const { results, steps } = await saveAs(db, other, draft, [edit]);
  if (steps.length === 0) expect(await readDraft(db, draft)).toEqual(before);
  return results[0];
}

const byWriter = { by: "ana", at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) };

describe("two who edit one draft", () => {
  it("keep both of their words in different fields of one item", () =>
    rolledBack(base.app, async (db) => {
      const item = await itemIn(db, "guidance_row");
      const answer = await behind(db, [setting(item, "current", "USD 12 million")], setting(item, "period", "FY 2026"));
      expect(answer).toEqual({ outcome: "saved" });
      const { fields } = await itemIn(db, "guidance_row");
      expect(fields).toMatchObject({ current: "USD 12 million", period: "FY 2026" });
    }));

  it("are told of the same field: what is there now, by whom and since when, and the second changes nothing", () =>
    rolledBack(base.app, async (db) => {
      const item = await itemIn(db, "takeaway");
      const answer = await behind(db, [setting(item, "body", "Theirs")], setting(item, "body", "Ours"));
      expect(answer).toEqual({ outcome: "conflict", theirs: "Theirs", ...byWriter });
      expect((await itemIn(db, "takeaway")).fields).toMatchObject({ body: "Theirs" });
      const third = await saveAs(db, other, draft, [setting(await itemIn(db, "takeaway"), "body", "Both")]);
      expect(third.results).toEqual([{ outcome: "saved" }]);
    }));

  it("agree when they write the same", () =>
    rolledBack(base.app, async (db) => {
      const item = await itemIn(db, "takeaway");
      const answer = await behind(db, [setting(item, "body", "Same")], setting(item, "body", "Same"));
      expect(answer).toEqual({ outcome: "saved" });
    }));

  it("each may write a mention of another quarter, and one who takes a mention away is named to whoever edits it", () =>
    rolledBack(base.app, async (db) => {
      const item = await itemIn(db, "topic_row");
      const mention = (field: string, text: string | null) =>
        ({ ...setting(item, field, null), value: text === null ? null : { text, absent: false } }) as Edit;
      const answer = await behind(db, [mention("mentions.2024-Q3", "up 6%")], mention("mentions.2024-Q4", "up 9%"));
      expect(answer).toEqual({ outcome: "saved" });
      const gone = await behind(db, [mention("mentions.2024-Q1", "new")], mention("mentions.2024-Q1", "newer"));
      expect(gone).toEqual({ outcome: "conflict", theirs: { text: "new", absent: false }, ...byWriter });
    }));

  it("are told when the assessment that one edits a part of was taken away or rated anew", () =>
    rolledBack(base.app, async (db) => {
      const { content } = await readDraft(db, draft);
      const item = content.items.find((each) => each.kind === "takeaway" && each.assessment);
      if (item?.kind !== "takeaway" || !item.assessment) throw new Error("No risk is rated.");
      const whole = setting(item, "assessment", null);
      const part = { ...setting(item, "assessment.status", "closed") };
      expect(await behind(db, [whole], part)).toEqual({ outcome: "conflict", theirs: null, ...byWriter });
      const again = {
        ...setting(withValue(item, "assessment", null), "assessment", null),
        value: { ...item.assessment, status: "mitigated" },
      };
      const anew = await behind(db, [again as Edit], part);
      expect(anew).toEqual({ outcome: "conflict", theirs: "mitigated", ...byWriter });
    }));

  it("are told who deleted the item that the other edits, moves or cites in", () =>
    rolledBack(base.app, async (db) => {
      const { content, ranks } = await readDraft(db, draft);
      const item = firstOf(content, "exchange");
      const gone = { outcome: "gone", ...byWriter };
      expect(await behind(db, [{ op: "remove", item }], setting(item, "question", "And?"))).toEqual(gone);
      const moved = await saveAs(db, other, draft, [
        { op: "move", itemId: item.id, base: ranks[item.id] ?? "", after: null },
        {
          op: "cite",
          kind: "exchange",
          itemId: item.id,
          citation: { field: "answer", offset: 0, label: "1" },
          source: null,
        },
        { op: "remove", item },
      ]);
      expect(moved.results).toEqual([gone, gone, { outcome: "saved" }]);
    }));

  it("are told who changed the item that the other deletes, and that it is there again after an undo", () =>
    rolledBack(base.app, async (db) => {
      const item = await itemIn(db, "exchange");
      const edited = await behind(db, [setting(item, "question", "How is demand?")], { op: "remove", item });
      const now = await itemIn(db, "exchange");
      expect(edited).toEqual({ outcome: "changed", theirs: now, ...byWriter });
      expect(now.fields).toMatchObject({ question: "How is demand?" });
      const cited: Edit = {
        op: "cite",
        kind: "exchange",
        itemId: item.id,
        citation: { field: "question", offset: 3, label: "2" },
        source: null,
      };
      expect(await behind(db, [cited], { op: "remove", item: now })).toMatchObject({ outcome: "changed", ...byWriter });
    }));

  it("may delete what the other has only moved, and are told when both move it", () =>
    rolledBack(base.app, async (db) => {
      const { content, ranks } = await readDraft(db, draft);
      const item = firstOf(content, "exchange");
      const move = { op: "move", itemId: item.id, base: ranks[item.id] ?? "" } as const;
      const last = content.items.at(-1)?.id ?? null;
      const both = await behind(db, [{ ...move, after: null }], { ...move, after: last });
      expect(both).toEqual({ outcome: "changed", theirs: item, ...byWriter });
      const deleted = await saveAs(db, other, draft, [{ op: "remove", item }]);
      expect(deleted.results).toEqual([{ outcome: "saved" }]);
    }));

  it("are not told a name when nobody has edited what is there", () =>
    rolledBack(base.app, async (db) => {
      const [item, row] = [await itemIn(db, "takeaway"), await itemIn(db, "guidance_row")];
      const stale = { ...setting(item, "title", "New"), base: "Something that was never there" } as Edit;
      const answer = await behind(db, [setting(item, "body", "New"), setting(row, "metric", "Sales")], stale);
      expect(answer).toEqual({ outcome: "conflict", theirs: "Orders", by: null, at: null });
    }));

  it("put their items behind one that has gone meanwhile at the end of their section", () =>
    rolledBack(base.app, async (db) => {
      const { content } = await readDraft(db, draft);
      const [headline, first, second] = content.items;
      if (!first || !second || !headline) throw new Error("Too few items.");
      const item = { ...first, id: "00000000-0000-4000-8000-00000000000a", citations: [] };
      const answer = await behind(db, [{ op: "remove", item: first }], { op: "add", item, after: first.id });
      expect(answer).toEqual({ outcome: "saved" });
      const ids = (await readDraft(db, draft)).content.items.map(({ id }) => id);
      expect(ids.slice(0, 3)).toEqual([headline.id, second.id, item.id]);
    }));
});
