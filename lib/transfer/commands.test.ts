import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { Database, UserActor } from "@/lib/context";
import { canonicalText, headlineOf, itemsOf } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import { addTeam, as } from "@/lib/world";
import { importNote } from "./commands";

const text = `FOG Q1 2025: Orders recover [doc 1]
- Orders: Orders rose 12% [doc 1][doc 2].
- Supply risk: One supplier could be late.
Metric | Period | Previous Guidance | Current Guidance | Change |
---|---|---|---|---|
Revenue | FY 2025 | USD 10 million | USD 11 million [doc 2] | raised |
Topic | Previous Mentions | Current Period | Trend |
---|---|---|---|
Orders | Q3 reported 4%; Q4 reported 8% | Orders rose 12% | Recurring growth |
Orders
Q: How are orders?
A: Better than last year.
Research analysts covering Fog Works
- Mara Quill, Foghorn Securities
`;

describe("importing a note", () => {
  let base: TestDatabase;
  let analyst: UserActor;
  let writer: UserActor;
  let viewer: UserActor;
  const count = async (db: Database, table: string) => {
    const [row] = await db.execute<{ n: number }>(sql.raw(`select count(*)::int as n from ${table}`));
    return row?.n ?? -1;
  };

  beforeAll(async () => {
    base = await freshDatabase();
    ({ other: analyst, writer, viewer } = await addTeam(base.app));
  });
  afterAll(() => base.close());

  it("makes a draft of everything in the text, with its person as the editor, and one event that holds it all", () =>
    rolledBack(base.app, async (db) => {
      const before = (await listEvents(db)).length;
      const { revisionId, outcome } = await importNote(as(db, analyst), text);
      expect(outcome).toBe("created");
      const content = await readContent(db, revisionId);
      if (!content) throw new Error("nothing was stored");
      expect(headlineOf(content)).toBe("Orders recover");
      expect(content).toMatchObject({ company: "Fog Works", ticker: "FOG", period: "2025-Q1" });
      expect(itemsOf(content, "takeaway").map(({ fields }) => fields.kind)).toEqual(["positive", "risk"]);
      expect(itemsOf(content, "takeaway")[0]?.citations).toEqual([
        { field: "body", offset: 15, label: "1" },
        { field: "body", offset: 15, label: "2" },
      ]);
      expect(itemsOf(content, "guidance_row")[0]?.fields).toMatchObject({ change: "raised", changeText: "raised" });
      expect(itemsOf(content, "topic_row")[0]?.fields.mentions.map(({ period }) => period)).toEqual([
        "2024-Q3",
        "2024-Q4",
      ]);
      expect(itemsOf(content, "exchange")).toHaveLength(1);
      expect(itemsOf(content, "covering_analyst")[0]?.fields).toEqual({
        name: "Mara Quill",
        firm: "Foghorn Securities",
      });
      expect(content.sources.map(({ label }) => label)).toEqual(["1", "2"]);
      expect(await count(db, `revision_editors where user_id = '${analyst.id}'`)).toBe(1);
      const events = (await listEvents(db)).slice(before);
      expect(events.map(({ action, actor }) => [action, actor])).toEqual([["note.imported", `user:${analyst.id}`]]);
      const [event] = events;
      if (event?.action !== "note.imported") throw new Error("no event");
      expect(canonicalText(event.after.content)).toBe(canonicalText(content));
    }));

  it("changes nothing when the same bytes come in again, whoever brings them", () =>
    rolledBack(base.app, async (db) => {
      const first = await importNote(as(db, analyst), text);
      const events = (await listEvents(db)).length;
      const second = await importNote(as(db, writer), text);
      expect(second).toMatchObject({ outcome: "unchanged", revisionId: first.revisionId, beside: [] });
      expect((await listEvents(db)).length).toBe(events);
      expect(await count(db, "revisions")).toBe(1);
    }));

  it("makes a second first draft of another text while nothing is out, and says whose draft stands beside it", () =>
    rolledBack(base.app, async (db) => {
      const first = await importNote(as(db, analyst), text);
      const second = await importNote(as(db, writer), `${text}- Jo Wren, Larch\n`);
      expect(second).toMatchObject({ outcome: "created", beside: ["sam"] });
      expect(second.revisionId).not.toBe(first.revisionId);
      const [one, two] = [await readContent(db, first.revisionId), await readContent(db, second.revisionId)];
      expect(two?.items).toHaveLength((one?.items.length ?? 0) + 1);
      expect(two?.items.filter(({ id }) => one?.items.some((item) => item.id === id))).toEqual([]);
    }));

  it("is refused while nobody has said where the risks begin, when it is asked for", () =>
    rolledBack(base.app, async (db) => {
      await expect(importNote(as(db, analyst), text, { asks: true })).rejects.toThrow("Line 3: say where the risks");
      const answered = await importNote(as(db, analyst), text, { asks: true, turn: { to: "risk", line: 3 } });
      expect(answered.outcome).toBe("created");
    }));

  it("takes the answer where the risks begin, and another answer for another reading", () =>
    rolledBack(base.app, async (db) => {
      const first = await importNote(as(db, analyst), text);
      const guessed = await importNote(as(db, analyst), text, { turn: { to: "risk", line: 3 } });
      expect(guessed).toMatchObject({ outcome: "unchanged", revisionId: first.revisionId });
      const other = await importNote(as(db, analyst), text, { turn: { to: "risk", line: 2 } });
      const content = await readContent(db, other.revisionId);
      expect(content && itemsOf(content, "takeaway").map(({ fields }) => fields.kind)).toEqual(["risk", "risk"]);
    }));

  it("is refused to a viewer, and leaves nothing behind", () =>
    rolledBack(base.app, async (db) => {
      await expect(importNote(as(db, viewer), text)).rejects.toMatchObject({ reason: "forbidden" });
      expect(await count(db, "notes")).toBe(0);
    }));

  it("is refused for a company that nobody added, with the line that adds it", () =>
    rolledBack(base.app, async (db) => {
      const refusal = importNote(as(db, analyst), text.replace("FOG", "MIST"));
      await expect(refusal).rejects.toThrow("npm run -s company:add MIST");
      expect(await count(db, "notes")).toBe(0);
    }));

  it("is refused when the text names no company and quarter, and takes both from the options", () =>
    rolledBack(base.app, async (db) => {
      const bare = text.replace("FOG Q1 2025: ", "");
      await expect(importNote(as(db, analyst), bare)).rejects.toThrow(/^Line 1: /);
      const { ticker, period } = await importNote(as(db, analyst), bare, { ticker: "FOG", period: "2025-Q2" });
      expect([ticker, period]).toEqual(["FOG", "2025-Q2"]);
    }));

  it("makes one draft of six imports at once", async () => {
    const own = await freshDatabase();
    try {
      const { writer } = await addTeam(own.app);
      const results = await Promise.all(Array.from({ length: 6 }, () => importNote(as(own.app, writer), text)));
      expect(results.map(({ outcome }) => outcome).sort()).toEqual(["created", ...Array(5).fill("unchanged")]);
      expect(await count(own.app, "revisions")).toBe(1);
      expect(await count(own.app, "audit_events where action = 'note.imported'")).toBe(1);
    } finally {
      await own.close();
    }
  });
});
