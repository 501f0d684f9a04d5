import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { Database, UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import type { Item } from "@/lib/notes/content";
import { firstOf } from "@/lib/notes/fixtures/items";
import { noteText } from "@/lib/notes/fixtures/note-text";
import { discardRevision } from "@/lib/review/commands";
import { importNote } from "@/lib/transfer/commands";
import { addTeam, as, publishText, readDraft, saveAs } from "@/lib/world";
import { addComment, reopenThread, replyToComment, resolveThread } from "./commands";
import { listThreads } from "./queries";

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
let revisionId: string;
let orders: Item;

beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  ({ revisionId } = await importNote(as(base.app, team.writer), noteText));
  orders = firstOf((await readDraft(base.app, revisionId)).content, "takeaway");
});
afterAll(() => base.close());

const said = (more: Partial<Parameters<typeof addComment>[1]> = {}) => {
  return { revisionId, itemId: orders.id, text: "Is it 12%? @rob", words: null, ...more };
};
const body = (quote: string, start: number | null = null) => ({ field: "body", quote, start });
const began = (db: Database, more = {}) => addComment(as(db, team.other), said(more));

/** That a refusal leaves nothing behind: no row, no event. */
async function expectRefused(db: Database, work: () => Promise<unknown>, as: object): Promise<void> {
  const count = async () => {
    const [row] = await db.execute(sql`select (select count(*)::int from comments) as comments,
      (select count(*)::int from comment_mentions) as mentions, (select count(*)::int from audit_events) as events,
      (select count(*)::int from comments where resolved_at is not null) as resolved`);
    return row;
  };
  const before = await count();
  await expect(work()).rejects.toMatchObject(as);
  expect(await count()).toEqual(before);
}

describe("a comment", () => {
  it("begins a thread on an item, calls on whom it names, and leaves one event", () =>
    rolledBack(base.app, async (db) => {
      const before = (await listEvents(db)).length;
      const { commentId } = await began(db, { text: " Is it 12%? @rob, @vic\r\nor not " });
      const text = "Is it 12%? @rob, @vic\nor not";
      expect(await listThreads(as(db, team.writer), revisionId)).toMatchObject([
        { id: commentId, itemId: orders.id, words: null, start: null, isDetached: false, resolved: null },
      ]);
      expect((await listEvents(db)).slice(before)).toMatchObject([
        {
          action: "comment.added",
          subject: commentId,
          actor: `user:${team.other.id}`,
          before: null,
          // The viewer cannot read it, so nobody calls them.
          after: { revisionId, itemId: orders.id, text, words: null, mentions: [team.reviewer.id] },
        },
      ]);
    }));

  it("hangs on words that stand in a field of the item, found there or named to the place", () =>
    rolledBack(base.app, async (db) => {
      const fieldText = "Orders rose 12%. Backlog is up.";
      for (const words of [body("rose 12%"), body("rose 12%", 7), { ...body("rose\u00a0 12%"), field: null }]) {
        await began(db, { words });
        const event = (await listEvents(db)).at(-1);
        expect(event?.after).toMatchObject({ words: { field: "body", fieldText, start: 7, end: 15 } });
      }
      const threads = await listThreads(as(db, team.writer), revisionId);
      expect(threads.map(({ words, start }) => [words?.quote, start])).toEqual(Array(3).fill(["rose 12%", 7]));
    }));

  it("is refused on words that have changed, that stand there twice, or not at all", () =>
    rolledBack(base.app, async (db) => {
      const refused = (words: object, message: string) =>
        expectRefused(db, () => began(db, { words }), {
          reason: "conflict",
          field: "quote",
          message: expect.stringContaining(message),
        });
      await refused(body("rose 12%", 8), "do not stand there any more");
      await refused({ ...body("12%", 0), field: "nowhere" }, "do not stand there any more");
      await refused(body("fell"), "do not stand in the item now");
      await refused({ ...body("r"), field: null }, "more than once");
      await saveAs(db, team.writer, revisionId, [
        { op: "set", kind: "takeaway", itemId: orders.id, field: "body", base: bodyOf(orders), value: "Orders fell." },
      ]);
      await refused(body("rose 12%", 7), "do not stand there any more");
    }));

  it("is refused to a viewer, empty, too long, with what cannot be kept, and with a name that two have", () =>
    rolledBack(base.app, async (db) => {
      const as_ = (actor: UserActor, more = {}) => addComment(as(db, actor), said(more));
      await expectRefused(db, () => as_(team.viewer), { reason: "forbidden" });
      await expectRefused(db, () => as_(team.other, { text: " \n" }), { message: "Write a comment first." });
      await expectRefused(db, () => as_(team.other, { text: "x".repeat(2_001) }), { reason: "invalid" });
      await expectRefused(db, () => as_(team.other, { text: "a\0b" }), { reason: "invalid" });
      for (const quote of [" ", "x".repeat(10_001), "a\0b"]) {
        await expectRefused(db, () => as_(team.other, { words: body(quote) }), { reason: "invalid" });
      }
      await db.execute(sql`select set_config('app.actor', 'system:test', true)`);
      await db.execute(sql`update users set name = 'Rob Ash' where id = ${team.reviewer.id}`);
      await db.execute(sql`update users set name = 'Rob Elm' where id = ${team.writer.id}`);
      await expectRefused(db, () => as_(team.other), {
        reason: "invalid",
        field: "text",
        message: "@rob could be Rob Ash or Rob Elm. Write the whole name.",
      });
    }));

  it("is refused on an item that is gone, and beside a revision that is", () =>
    rolledBack(base.app, async (db) => {
      await saveAs(db, team.writer, revisionId, [{ op: "remove", item: orders }]);
      await expectRefused(db, () => began(db), { reason: "not_found" });
      await expectRefused(db, () => began(db, { revisionId: randomUUID() }), { reason: "not_found" });
      await discardRevision(as(db, team.writer), { revisionId });
      await expectRefused(db, () => began(db), { reason: "not_found" });
    }));

  it("is also on what a revision takes out, and on words that it had, as its base has it", () =>
    rolledBack(base.app, async (db) => {
      const note = { ...team, text: noteText.replace("Q1", "Q4"), summary: "First" };
      const { revisionId: out, ...at } = await publishText(db, note);
      const { revisionId: own } = await createDraft(as(db, team.writer), at);
      const item = firstOf((await readDraft(db, out)).content, "takeaway");
      await saveAs(db, team.writer, own, [{ op: "remove", item }]);
      await began(db, { revisionId: own, itemId: item.id, words: body("rose 12%") });
      const detached = { itemId: item.id, words: { quote: "rose 12%" }, isDetached: true };
      expect(await listThreads(as(db, team.writer), own)).toMatchObject([detached]);
      expect(await listThreads(as(db, team.writer), out)).toMatchObject([{ start: 7, isDetached: false }]);
    }));

  it("R43: that is sent fifty times under one key is one comment and one event", async () => {
    const { revisionId: own } = await importNote(as(base.app, team.writer), noteText.replace("Q1", "Q2"));
    const item = firstOf((await readDraft(base.app, own)).content, "takeaway");
    const before = (await listEvents(base.app)).length;
    const send = (text: string, key: string, actor = team.other) =>
      addComment(as(base.app, actor), { revisionId: own, itemId: item.id, text, words: null, key });
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => send("Once", key)));
    expect(new Set(answers.map(({ commentId }) => commentId))).toEqual(new Set([key]));
    expect(await listEvents(base.app)).toHaveLength(before + 1);
    await expect(send("Twice", key)).rejects.toMatchObject({ reason: "conflict" });
    await expect(send("Once", key, team.writer)).rejects.toMatchObject({ reason: "conflict" });
  });
});

const bodyOf = (item: Item) => (item.kind === "takeaway" ? item.fields.body : "");

describe("a thread", () => {
  it("is answered, by the id of its first comment or of an answer, and leaves one event each", () =>
    rolledBack(base.app, async (db) => {
      const { commentId } = await began(db);
      const before = (await listEvents(db)).length;
      const reply = { revisionId, text: "It is, @sam" };
      const first = await replyToComment(as(db, team.writer, new Date(Date.now() + 1_000)), { ...reply, commentId });
      const second = { ...reply, commentId: first.commentId, text: "Thanks" };
      await replyToComment(as(db, team.other, new Date(Date.now() + 2_000)), second);
      const [thread] = await listThreads(as(db, team.writer), revisionId);
      expect(thread?.comments.map(({ by, text }) => `${by}: ${text}`)).toEqual([
        "sam: Is it 12%? @rob",
        "ana: It is, @sam",
        "sam: Thanks",
      ]);
      expect(thread?.comments[1]?.mentioned).toEqual([{ id: team.other.id, name: "sam" }]);
      const after = { commentId: first.commentId, revisionId, itemId: orders.id, text: "It is, @sam" };
      expect((await listEvents(db)).slice(before)).toMatchObject([
        { action: "comment.replied", subject: commentId, after: { ...after, mentions: [team.other.id] } },
        { action: "comment.replied", subject: commentId, after: { text: "Thanks", mentions: [] } },
      ]);
    }));

  it("is not answered by a viewer, once it is resolved, from another note, or where there is none", () =>
    rolledBack(base.app, async (db) => {
      const { commentId } = await began(db);
      const reply = { commentId, revisionId, text: "So?" };
      const { revisionId: elsewhere } = await importNote(as(db, team.writer), noteText.replace("Q1", "Q3"));
      await expectRefused(db, () => replyToComment(as(db, team.viewer), reply), { reason: "forbidden" });
      const from = { ...reply, revisionId: elsewhere };
      await expectRefused(db, () => replyToComment(as(db, team.other), from), { reason: "not_found" });
      const none = { ...reply, commentId: randomUUID() };
      await expectRefused(db, () => replyToComment(as(db, team.other), none), { reason: "not_found" });
      await resolveThread(as(db, team.writer), { commentId });
      await expectRefused(db, () => replyToComment(as(db, team.other), reply), {
        reason: "conflict",
        message: "ana has resolved this thread. Reopen it to answer.",
      });
    }));

  it("is resolved and reopened by whoever may comment, and leaves one event each", () =>
    rolledBack(base.app, async (db) => {
      const now = new Date("2025-06-02T10:00:00Z");
      const { commentId } = await began(db);
      const before = (await listEvents(db)).length;
      await resolveThread(as(db, team.writer, now), { commentId });
      const resolved = async () => (await listThreads(as(db, team.other), revisionId))[0]?.resolved;
      expect(await resolved()).toEqual({ by: "ana", at: now });
      await reopenThread(as(db, team.other), { commentId });
      expect(await resolved()).toBeNull();
      const at = now.toISOString();
      expect((await listEvents(db)).slice(before)).toMatchObject([
        {
          action: "comment.resolved",
          subject: commentId,
          actor: `user:${team.writer.id}`,
          before: { resolvedAt: null },
          after: { resolvedAt: at },
        },
        {
          action: "comment.reopened",
          actor: `user:${team.other.id}`,
          before: { resolvedBy: team.writer.id, resolvedAt: at },
          after: { resolvedAt: null },
        },
      ]);
    }));

  it("is not resolved or reopened by a viewer, twice, or where there is none", () =>
    rolledBack(base.app, async (db) => {
      const { commentId } = await began(db);
      const [viewer, other] = [as(db, team.viewer), as(db, team.other)];
      await expectRefused(db, () => resolveThread(viewer, { commentId }), { reason: "forbidden" });
      await expectRefused(db, () => reopenThread(viewer, { commentId }), { reason: "forbidden" });
      await expectRefused(db, () => reopenThread(other, { commentId }), { message: "This thread is open already." });
      await resolveThread(other, { commentId });
      const twice = "sam has resolved this thread already.";
      await expectRefused(db, () => resolveThread(other, { commentId }), { reason: "conflict", message: twice });
      const none = { commentId: randomUUID() };
      await expectRefused(db, () => resolveThread(other, none), { reason: "not_found" });
      await expectRefused(db, () => reopenThread(other, none), { reason: "not_found" });
    }));

  it("that two resolve at once is resolved by one, and the other is told", async () => {
    const { commentId } = await began(base.app);
    const people = [team.writer, team.reviewer, team.other];
    const outcomes = await Promise.allSettled(people.map((actor) => resolveThread(as(base.app, actor), { commentId })));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const events = (await listEvents(base.app)).filter(({ subject }) => subject === commentId);
    expect(events.map(({ action }) => action)).toEqual(["comment.added", "comment.resolved"]);
  });
});
