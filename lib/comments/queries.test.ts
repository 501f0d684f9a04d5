import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import type { Database, UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import type { Item, NoteContent } from "@/lib/notes/content";
import { firstOf } from "@/lib/notes/fixtures/items";
import { noteText } from "@/lib/notes/fixtures/note-text";
import { discardRevision } from "@/lib/review/commands";
import { addTeam, as, publishText, readDraft, saveAs } from "@/lib/world";
import { addComment, reopenThread, replyToComment, resolveThread } from "./commands";
import { listThreads } from "./queries";
import { countWaiting, listWaiting } from "./waiting-queries";

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
let published: string;
let revisionId: string;
let content: NoteContent;
let orders: Item;

beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  const { writer, reviewer } = team;
  ({ revisionId: published } = await publishText(base.app, { text: noteText, writer, reviewer, summary: "First" }));
  ({ revisionId } = await createDraft(as(base.app, writer), { ticker: "FOG", period: "2025-Q1" }));
  ({ content } = await readDraft(base.app, revisionId));
  orders = firstOf(content, "takeaway");
});
afterAll(() => base.close());

let clock = Date.parse("2025-06-02T10:00:00Z");
const next = () => {
  clock += 60_000;
  return new Date(clock);
};
const say = async (db: Database, actor: UserActor, text: string, quote: string | null = null, of = orders) => {
  const words = quote === null ? null : { field: null, quote, start: null };
  return (await addComment(as(db, actor, next()), { revisionId, itemId: of.id, text, words })).commentId;
};
const answer = (db: Database, actor: UserActor, commentId: string, text: string) =>
  replyToComment(as(db, actor, next()), { commentId, revisionId, text });
const rewrite = (db: Database, value: string) => {
  const was = orders.kind === "takeaway" ? orders.fields.body : "";
  const edit = { op: "set", kind: "takeaway", itemId: orders.id, field: "body", base: was, value } as const;
  return saveAs(db, team.writer, revisionId, [edit]);
};
const placesIn = async (db: Database, of = revisionId) =>
  (await listThreads(as(db, team.other), of)).map(({ start, isDetached }) => (isDetached ? "detached" : start));

describe("the threads of a note", () => {
  it("stay with their words while the text around them is edited, and in each revision stand where that has them", () =>
    rolledBack(base.app, async (db) => {
      await say(db, team.other, "Sure?", "rose 12%");
      await rewrite(db, "In Asia, orders too: Orders rose 12%. Backlog is up.");
      expect(await placesIn(db)).toEqual([28]);
      expect(await placesIn(db, published)).toEqual([7]);
    }));

  it("are detached when their words are gone, whatever reads alike elsewhere, and keep the words they were about", () =>
    rolledBack(base.app, async (db) => {
      await say(db, team.other, "Sure?", "Orders rose 12%");
      await say(db, team.other, "On the whole of it");
      await rewrite(db, "Demand is better. Backlog is up. Orders rose 12%");
      expect(await placesIn(db)).toEqual(["detached", null]);
      const [thread] = await listThreads(as(db, team.other), revisionId);
      expect(thread?.words).toEqual({ field: "body", quote: "Orders rose 12%" });
      expect(await placesIn(db, published)).toEqual([0, null]);
    }));

  it("are detached when their item is gone, and have their place again when it is back", () =>
    rolledBack(base.app, async (db) => {
      await say(db, team.other, "Sure?", "rose");
      await say(db, team.other, "On the whole of it");
      await saveAs(db, team.writer, revisionId, [{ op: "remove", item: orders }]);
      expect(await placesIn(db)).toEqual(["detached", "detached"]);
      await saveAs(db, team.writer, revisionId, [{ op: "add", item: orders, after: null }]);
      expect(await placesIn(db)).toEqual([7, null]);
    }));

  it("are nobody's who may not read drafts, and none of a revision that is discarded", () =>
    rolledBack(base.app, async (db) => {
      await say(db, team.other, "Sure?");
      await expect(listThreads(as(db, team.viewer), published)).rejects.toMatchObject({ reason: "forbidden" });
      await discardRevision(as(db, team.writer), { revisionId });
      expect(await placesIn(db)).toEqual([]);
      expect(await placesIn(db, published)).toEqual([null]);
    }));
});

describe("what waits for somebody", () => {
  const waiting = async (db: Database, actor: UserActor) => {
    const rows = await listWaiting(as(db, actor));
    expect(await countWaiting(as(db, actor))).toBe(rows.length);
    return rows.map(({ by, text, isMention }) => `${by}: ${text}${isMention ? " (mention)" : ""}`);
  };

  it("is a thread that calls on them, until they answer, and again once somebody answers them", () =>
    rolledBack(base.app, async (db) => {
      const id = await say(db, team.other, "Is it 12%, @ana?");
      expect(await waiting(db, team.writer)).toEqual(["sam: Is it 12%, @ana? (mention)"]);
      expect(await waiting(db, team.reviewer)).toEqual([]);
      expect(await waiting(db, team.other)).toEqual([]);
      await answer(db, team.writer, id, "It is");
      expect(await waiting(db, team.writer)).toEqual([]);
      expect(await waiting(db, team.other)).toEqual(["ana: It is"]);
      await answer(db, team.reviewer, id, "Says who?");
      expect(await waiting(db, team.writer)).toEqual(["rob: Says who?"]);
      expect(await waiting(db, team.other)).toEqual(["rob: Says who?"]);
    }));

  it("is told newest first, with the item by its own name, its note, and the draft that it was said on", () =>
    rolledBack(base.app, async (db) => {
      await say(db, team.other, "First, @ana");
      await say(db, team.other, "Second, @ana", null, firstOf(content, "guidance_row"));
      await say(db, team.other, "Third, @ana", null, firstOf(content, "exchange"));
      const rows = await listWaiting(as(db, team.writer));
      const note = {
        company: "Fog Works",
        ticker: "FOG",
        period: "2025-Q1",
        by: "sam",
        open: { id: revisionId, state: "draft" },
      };
      expect(rows).toMatchObject([
        { ...note, text: "Third, @ana", item: { kind: "exchange", name: "Orders" }, since: new Date(clock) },
        { ...note, text: "Second, @ana", item: { kind: "guidance_row", name: "Revenue" } },
        { ...note, text: "First, @ana", item: { kind: "takeaway", name: "Orders" } },
      ]);
    }));

  it("waits no more once it is resolved, and again when it is reopened", () =>
    rolledBack(base.app, async (db) => {
      const commentId = await say(db, team.other, "Is it 12%, @ana?");
      await resolveThread(as(db, team.reviewer), { commentId });
      expect(await waiting(db, team.writer)).toEqual([]);
      await reopenThread(as(db, team.reviewer), { commentId });
      expect(await waiting(db, team.writer)).toHaveLength(1);
    }));

  it("outlives the draft that it was said on while the note has a page, and no longer", () =>
    rolledBack(base.app, async (db) => {
      await say(db, team.other, "Is it 12%, @ana?");
      await discardRevision(as(db, team.writer), { revisionId });
      expect(await listWaiting(as(db, team.writer))).toMatchObject([{ open: null }]);
      const { revisionId: alone } = await createDraft(as(db, team.writer), { ticker: "FOG", period: "2026-Q1" });
      const added = {
        op: "add",
        item: { ...orders, id: "00000000-0000-4000-8000-00000000000a" },
        after: null,
      } as const;
      await saveAs(db, team.writer, alone, [added]);
      const text = "And this, @ana?";
      await addComment(as(db, team.other, next()), { revisionId: alone, itemId: added.item.id, text, words: null });
      expect(await waiting(db, team.writer)).toHaveLength(2);
      await discardRevision(as(db, team.writer), { revisionId: alone });
      expect(await waiting(db, team.writer)).toHaveLength(1);
    }));

  it("is nothing for whoever may not read drafts, even one who could once", () =>
    rolledBack(base.app, async (db) => {
      await say(db, team.other, "Is it 12%, @ana?");
      const demoted: UserActor = { ...team.writer, roles: new Set(["viewer"]) };
      await expect(listWaiting(as(db, demoted))).rejects.toMatchObject({ reason: "forbidden" });
      expect(await countWaiting(as(db, demoted))).toBe(0);
      await db.execute(sql`select set_config('app.actor', 'system:test', true)`);
      await db.execute(sql`update users set disabled_at = now() where id = ${team.writer.id}`);
      await say(db, team.other, "Gone, @ana?");
      const [, second] = await listThreads(as(db, team.other), revisionId);
      expect(second?.comments[0].mentioned).toEqual([]);
    }));
});
