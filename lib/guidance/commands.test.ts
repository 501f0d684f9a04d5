import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { Database, UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { itemsOf } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import { addTeam, as, publishText } from "@/lib/world";
import { editGuidanceRow } from "./commands";

const text = `Format: quarterdeck 1
FOG Q1 2025: Orders recover

Guidance:
Metric | Period | Previous Guidance | Current Guidance | Change |
---|---|---|---|---|
Revenue | FY 2025 | USD 10 million |  | [not addressed] |
`;

describe("editing a guidance row", () => {
  let base: TestDatabase;
  let writer: UserActor;
  let reviewer: UserActor;
  let viewer: UserActor;

  beforeAll(async () => {
    base = await freshDatabase();
    ({ writer, reviewer, viewer } = await addTeam(base.app));
    await publishText(base.app, { text, writer, reviewer, summary: "First" });
  });
  afterAll(() => base.close());

  const draft = async (db: Database) => {
    const { revisionId } = await createDraft(as(db, writer), { ticker: "FOG", period: "2025-Q1", beside: true });
    return { revisionId, itemId: (await rowOf(db, revisionId)).id };
  };
  const rowOf = async (db: Database, revisionId: string) => {
    const content = await readContent(db, revisionId);
    const row = content && itemsOf(content, "guidance_row")[0];
    if (!row) throw new Error("no row");
    return row;
  };

  it("writes the fields that were named, and tells before and after in one event", () =>
    rolledBack(base.app, async (db) => {
      const at = await draft(db);
      const before = (await listEvents(db)).length;
      await editGuidanceRow(as(db, writer), {
        ...at,
        edits: {
          current: { base: null, value: "USD 11 million" },
          change: { base: "not_addressed", value: "raised" },
        },
      });
      expect((await rowOf(db, at.revisionId)).fields).toMatchObject({
        current: "USD 11 million",
        change: "raised",
        metric: "Revenue",
      });
      expect((await listEvents(db)).slice(before)).toMatchObject([
        {
          action: "guidance_row.edited",
          before: { itemId: at.itemId, fields: { current: null, change: "not_addressed" } },
          after: { itemId: at.itemId, fields: { current: "USD 11 million", change: "raised" } },
        },
      ]);
    }));

  it("is a conflict when one of the fields has changed since it was read, and then writes none of them", () =>
    rolledBack(base.app, async (db) => {
      const at = await draft(db);
      await editGuidanceRow(as(db, writer), { ...at, edits: { current: { base: null, value: "USD 11 million" } } });
      const late = editGuidanceRow(as(db, reviewer), {
        ...at,
        edits: { current: { base: null, value: "USD 12 million" }, metric: { base: "Revenue", value: "Net revenue" } },
      });
      await expect(late).rejects.toMatchObject({ reason: "conflict" });
      expect((await rowOf(db, at.revisionId)).fields).toMatchObject({ current: "USD 11 million", metric: "Revenue" });
    }));

  it("keeps both when two people edit different fields of one row at once", async () => {
    const at = await draft(base.app);
    await Promise.all([
      editGuidanceRow(as(base.app, writer), { ...at, edits: { current: { base: null, value: "USD 11 million" } } }),
      editGuidanceRow(as(base.app, reviewer), { ...at, edits: { period: { base: "FY 2025", value: "FY 2026" } } }),
    ]);
    expect((await rowOf(base.app, at.revisionId)).fields).toMatchObject({
      current: "USD 11 million",
      period: "FY 2026",
    });
  });

  it("lets one of many win who write the same field at once, and tells all others", async () => {
    const at = await draft(base.app);
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        editGuidanceRow(as(base.app, writer), { ...at, edits: { current: { base: null, value: `USD ${index}` } } }),
      ),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is refused to a viewer, on what is published, and for a value that is no change", () =>
    rolledBack(base.app, async (db) => {
      const at = await draft(db);
      const edits = { current: { base: null, value: "x" } };
      await expect(editGuidanceRow(as(db, viewer), { ...at, edits })).rejects.toMatchObject({ reason: "forbidden" });
      const hostile = { change: { base: null, value: "doubled" } } as never;
      await expect(editGuidanceRow(as(db, writer), { ...at, edits: hostile })).rejects.toMatchObject({
        reason: "invalid",
      });
      await expect(editGuidanceRow(as(db, writer), { ...at, edits: {} })).rejects.toThrow("Name at least one field");
    }));
});
