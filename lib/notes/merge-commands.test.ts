import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { rebuildContents } from "@/lib/audit/rebuild";
import type { Database, UserActor } from "@/lib/context";
import { approveRevision } from "@/lib/publishing/commands";
import { submitRevision } from "@/lib/review/commands";
import { accept, approveByHand, draftOnFirst, itemsIn, reviewedOf, set } from "@/lib/review/fixtures/reviewing";
import { addMember, addTeam, as, readDraft, saveAs } from "@/lib/world";
import { createDraft } from "./commands";
import { canonicalText, itemsOf } from "./content";
import { bringUpToDate } from "./merge-commands";
import { readMergeable } from "./merge-queries";

let base: TestDatabase;
let writer: UserActor;
let reviewer: UserActor;
let analyst: UserActor;
let viewer: UserActor;
beforeAll(async () => {
  base = await freshDatabase();
  ({ writer, reviewer, other: analyst, viewer } = await addTeam(base.app));
});
afterAll(() => base.close());

/** Two drafts on r1: the writer's, and an analyst's that is out as r2 with another figure and a rated risk. */
async function overtaken(db: Database, headline = "") {
  const { revisionId, items } = await draftOnFirst(db, { writer, reviewer });
  const at = { ticker: "FOG", period: "2025-Q1", beside: true } as const;
  const other = (await createDraft(as(db, analyst), at)).revisionId;
  const rating = { severity: "high", likelihood: "likely", horizon: "0-12", status: "open", commentary: null } as const;
  await saveAs(db, analyst, other, [set(items.row, "current", "14%"), set(items.risk, "assessment", rating)]);
  if (headline) await saveAs(db, analyst, other, [set(await headlineIn(db, other), "text", headline)]);
  const { contentSha256 } = await submitRevision(as(db, analyst), { revisionId: other, summary: "Raised" });
  const publish = () => approveRevision(as(db, reviewer), { revisionId: other, contentSha256 });
  return { revisionId, other, items, publish };
}

async function headlineIn(db: Database, revisionId: string) {
  const [headline] = itemsOf((await readDraft(db, revisionId)).content, "headline");
  if (!headline) throw new Error("It has no headline.");
  return headline;
}

const seenIn = async (db: Database, revisionId: string) => (await readMergeable(db, revisionId))?.seen ?? "";
const baseOf = async (db: Database, id: string) =>
  (await db.execute<{ based_on: string }>(sql`select based_on from revisions where id = ${id}`))[0]?.based_on;

describe("bringing a draft up to date", () => {
  it("puts what came out and what the draft has side by side, with one event that the content is rebuilt from", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, other, items, publish } = await overtaken(db);
      await saveAs(db, writer, revisionId, [
        set(items.risk, "title", "Suppliers"),
        set(items.row, "change", "narrowed"),
      ]);
      await publish();
      const before = (await listEvents(db)).length;
      await bringUpToDate(as(db, writer), { revisionId, seen: await seenIn(db, revisionId), choices: {} });
      const { content } = await readDraft(db, revisionId);
      const { risk, row } = itemsIn(content);
      expect(risk).toMatchObject({ fields: { title: "Suppliers" }, assessment: { severity: "high" } });
      expect(row.fields).toMatchObject({ current: "14%", change: "narrowed" });
      expect(await baseOf(db, revisionId)).toBe(other);
      const assessed = await db.execute(
        sql`select assessed_by from risk_assessments where revision_id = ${revisionId}`,
      );
      expect(assessed).toEqual([{ assessed_by: analyst.id }]);
      expect((await listEvents(db)).slice(before).map(({ action }) => action)).toEqual(["revision.merged"]);
      const rebuilt = rebuildContents(await listEvents(db)).get(revisionId);
      expect(rebuilt && canonicalText(rebuilt)).toBe(canonicalText(content));
      expect((await submitRevision(as(db, writer), { revisionId, summary: "Mine" })).contentSha256).toMatch(/^\w{64}$/);
    }));

  it("asks for a choice where both wrote the same field, and does as chosen", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, items, publish } = await overtaken(db);
      await saveAs(db, writer, revisionId, [set(items.row, "current", "13%")]);
      await publish();
      const key = `${items.row.id}:current`;
      const bring = async (choices: Parameters<typeof bringUpToDate>[1]["choices"]) =>
        bringUpToDate(as(db, writer), { revisionId, seen: await seenIn(db, revisionId), choices });
      await expect(bring({})).rejects.toMatchObject({ reason: "invalid", field: key });
      await expect(bring({ [key]: { value: 7 } })).rejects.toMatchObject({ reason: "invalid", field: key });
      expect(itemsIn((await readDraft(db, revisionId)).content).row.fields.current).toBe("13%");
      await bring({ [key]: { value: "13% to 14%" } });
      expect(itemsIn((await readDraft(db, revisionId)).content).row.fields.current).toBe("13% to 14%");
    }));

  it("refuses a choice that would leave the note without a headline, at that choice, and loses nothing by it", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, publish } = await overtaken(db, "Orders hold");
      const headline = await headlineIn(db, revisionId);
      await saveAs(db, writer, revisionId, [set(headline, "text", "")]);
      await publish();
      const key = `${headline.id}:text`;
      const before = await readDraft(db, revisionId);
      const bring = async (choice: "ours" | "theirs" | { value: string }) =>
        bringUpToDate(as(db, writer), { revisionId, seen: await seenIn(db, revisionId), choices: { [key]: choice } });
      for (const empty of ["ours", { value: "" }, { value: "  " }] as const) {
        await expect(bring(empty)).rejects.toMatchObject({ reason: "invalid", field: key });
      }
      expect(await readDraft(db, revisionId)).toEqual(before);
      await bring("theirs");
      expect((await headlineIn(db, revisionId)).fields.text).toBe("Orders hold");
    }));

  it("is refused when the draft changed since it was looked at, and when there is nothing to bring in", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, items, publish } = await overtaken(db);
      const idle = bringUpToDate(as(db, writer), { revisionId, seen: "", choices: {} });
      await expect(idle).rejects.toThrow("it is up to date");
      await publish();
      const seen = await seenIn(db, revisionId);
      await saveAs(db, writer, revisionId, [set(items.positive, "title", "Order book")]);
      const late = bringUpToDate(as(db, writer), { revisionId, seen, choices: {} });
      await expect(late).rejects.toThrow("was changed since you opened this page");
      expect(itemsIn((await readDraft(db, revisionId)).content).row.fields.current).toBe("12%");
    }));

  it("is refused to a viewer and while the draft is in review, and makes whoever does it an editor", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, items, publish } = await overtaken(db);
      await saveAs(db, writer, revisionId, [set(items.positive, "title", "Order book")]);
      await submitRevision(as(db, writer), { revisionId, summary: "Mine" });
      await publish();
      const bring = async (who: UserActor) =>
        bringUpToDate(as(db, who), { revisionId, seen: await seenIn(db, revisionId), choices: {} });
      await expect(bring(viewer)).rejects.toMatchObject({ reason: "forbidden" });
      await expect(bring(writer)).rejects.toThrow("is in review");
      await db.execute(sql`select set_config('app.actor', ${`user:${writer.id}`}, true)`);
      await db.execute(sql`update revisions set state = 'draft' where id = ${revisionId}`);
      const third = (await addMember(db, { email: "ria@fog.example", name: "ria", roles: ["reviewer"] })).actor;
      await bring(third);
      const { contentSha256 } = await submitRevision(as(db, writer), { revisionId, summary: "Mine" });
      await expect(approveRevision(as(db, third), { revisionId, contentSha256 })).rejects.toThrow("had a hand");
      const byHand = approveByHand(db, third, { revisionId, contentSha256 });
      await expect(byHand).rejects.toMatchObject({ cause: { code: "23514" } });
    }));

  it("leaves decisions on changes that it did not touch, and no others", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, items, publish } = await overtaken(db);
      await saveAs(db, writer, revisionId, [
        set(items.positive, "title", "Order book"),
        set(items.row, "change", "narrowed"),
      ]);
      await submitRevision(as(db, writer), { revisionId, summary: "Mine" });
      const kept = `${items.positive.id}:text`;
      await accept(db, reviewer, revisionId, [kept, `${items.row.id}:text`]);
      await publish();
      await db.execute(sql`select set_config('app.actor', ${`user:${writer.id}`}, true)`);
      await db.execute(sql`update revisions set state = 'draft' where id = ${revisionId}`);
      await bringUpToDate(as(db, writer), { revisionId, seen: await seenIn(db, revisionId), choices: {} });
      const { changes, decisions } = await reviewedOf(db, revisionId);
      expect(changes).toHaveLength(2);
      // The row's other field is another one now, but the change of this draft is the same: what it was and what it is.
      expect([...decisions.keys()].sort()).toEqual([kept, `${items.row.id}:text`].sort());
    }));

  it("does not let a draft that was overtaken be submitted or published", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, items, publish } = await overtaken(db);
      await saveAs(db, writer, revisionId, [set(items.positive, "title", "Order book")]);
      await publish();
      const submission = submitRevision(as(db, writer), { revisionId, summary: "Mine" });
      await expect(submission).rejects.toThrow("r2 came out since this draft was begun");
    }));
});
