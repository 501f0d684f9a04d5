import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { type Database, inTransaction, type UserActor } from "@/lib/context";
import { addMember, addTeam, as, readDraft, saveAs } from "@/lib/world";
import { submitRevision, takeBackRevision } from "./commands";
import { decideChanges, sendBackRevision } from "./decide-commands";
import { accept, itemsIn, reviewedOf, secondInReview, seen, set } from "./fixtures/reviewing";

let base: TestDatabase;
let writer: UserActor;
let reviewer: UserActor;
let analyst: UserActor;
beforeAll(async () => {
  base = await freshDatabase();
  ({ writer, reviewer, other: analyst } = await addTeam(base.app));
});
afterAll(() => base.close());

const inReview = (db: Database) => secondInReview(db, { writer, reviewer });
const verdictsOf = async (db: Database, revisionId: string) =>
  Object.fromEntries([...(await reviewedOf(db, revisionId)).decisions].map(([key, { verdict }]) => [key, verdict]));

describe("deciding on changes", () => {
  it("keeps what was said of each, by whom, with one event, and the newest counts", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, ids } = await inReview(db);
      const before = (await listEvents(db)).length;
      await accept(db, reviewer, revisionId, [`${ids.risk}:text`, `${ids.row}:text`]);
      expect(await verdictsOf(db, revisionId)).toEqual({
        [`${ids.risk}:text`]: "accepted",
        [`${ids.row}:text`]: "accepted",
      });
      const events = (await listEvents(db)).slice(before);
      expect(events).toMatchObject([{ action: "changes.decided", actor: `user:${reviewer.id}`, subject: revisionId }]);
      const changes = await seen(db, revisionId, [`${ids.row}:text`]);
      await decideChanges(as(db, reviewer), { revisionId, verdict: "undecided", changes });
      expect(await verdictsOf(db, revisionId)).toEqual({ [`${ids.risk}:text`]: "accepted" });
    }));

  it("says with a request for another wording what is asked for, as a comment on the item", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, ids } = await inReview(db);
      const changes = await seen(db, revisionId, [`${ids.risk}:text`]);
      const ask = (comment: string) =>
        decideChanges(as(db, reviewer), { revisionId, verdict: "change_requested", changes, comment });
      await expect(ask("  ")).rejects.toThrow("Say what should be changed");
      await ask("@sam, name the supplier.");
      const [comment] = await db.execute(sql`select item_id, text, written_by, user_id as called from comments
        join comment_mentions on comment_id = comments.id`);
      const text = "@sam, name the supplier.";
      expect(comment).toEqual({ item_id: ids.risk, text, written_by: reviewer.id, called: analyst.id });
    }));

  it("R43: that is sent fifty times, at once and again, is one decision, one event, and one comment where it asks for something", async () => {
    const own = await freshDatabase();
    const team = await addTeam(own.app);
    const { revisionId, ids } = await secondInReview(own.app, team);
    const changes = await seen(own.app, revisionId, [`${ids.risk}:text`]);
    const row = await seen(own.app, revisionId, [`${ids.row}:text`]);
    const of = { revisionId, verdict: "accepted", changes: row } as const;
    const asked = { revisionId, verdict: "change_requested", changes, comment: "Which one?" } as const;
    const countAll = async () =>
      (
        await own.app.execute(sql`select (select count(*)::int from decisions) as decisions,
          (select count(*)::int from comments) as comments, (select count(*)::int from audit_events) as events`)
      )[0] as { decisions: number; comments: number; events: number };
    const before = await countAll();
    for (const [at, input] of [of, asked].entries()) {
      const decide = () => decideChanges(as(own.app, team.reviewer), input);
      await Promise.all(Array.from({ length: 49 }, decide));
      await decide();
      const now = await countAll();
      expect(now).toEqual({ decisions: at + 1, comments: at, events: before.events + at + 1 });
    }
    await decideChanges(as(own.app, team.reviewer), { ...asked, comment: "And since when?" });
    expect(await countAll()).toMatchObject({ decisions: 3, comments: 2 });
    await own.close();
  });

  it("is refused to whoever had a hand in the revision and to whoever is no reviewer, and by the database too", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, ids } = await inReview(db);
      const changes = await seen(db, revisionId, [`${ids.risk}:text`]);
      for (const who of [writer, analyst]) {
        const decision = decideChanges(as(db, who), { revisionId, verdict: "accepted", changes });
        await expect(decision).rejects.toMatchObject({ reason: "forbidden" });
        const byHand = inTransaction(as(db, who), (tx) =>
          tx.db.execute(sql`insert into decisions (revision_id, item_id, part, change_sha256, verdict, decided_by)
            values (${revisionId}, ${ids.risk}, 'text', ${changes[0]?.changeSha256}, 'accepted', ${who.id})`),
        );
        await expect(byHand).rejects.toMatchObject({ cause: { code: "23514" } });
      }
      expect(await verdictsOf(db, revisionId)).toEqual({});
    }));

  it("is refused for a change that is not what was seen, for one that there is not, and outside of a review", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, ids } = await inReview(db);
      const [change] = await seen(db, revisionId, [`${ids.risk}:text`]);
      if (!change) throw new Error("No such change.");
      const decide = (of: typeof change) =>
        decideChanges(as(db, reviewer), { revisionId, verdict: "accepted", changes: [of] });
      await expect(decide({ ...change, changeSha256: "0".repeat(64) })).rejects.toMatchObject({ reason: "conflict" });
      await expect(decide({ ...change, itemId: ids.positive })).rejects.toMatchObject({ reason: "conflict" });
      await takeBackRevision(as(db, writer), { revisionId });
      await expect(decide(change)).rejects.toThrow("is a draft, not in review");
      expect(await verdictsOf(db, revisionId)).toEqual({});
    }));

  it("holds through a new submission for what did not change, and not for what did", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, ids } = await inReview(db);
      const keys = [`${ids.risk}:text`, `${ids.risk}:place`, `${ids.row}:text`];
      await accept(db, reviewer, revisionId, keys);
      await takeBackRevision(as(db, writer), { revisionId });
      const { content } = await readDraft(db, revisionId);
      const row = content.items.find(({ id }) => id === ids.row);
      const risk = content.items.find(({ id }) => id === ids.risk);
      if (!row || !risk) throw new Error("No such item.");
      await saveAs(db, writer, revisionId, [set(row, "current", "14%"), set(risk, "assessment.severity", "low")]);
      await submitRevision(as(db, writer), { revisionId, summary: "Again" });
      expect(Object.keys(await verdictsOf(db, revisionId)).sort()).toEqual(keys.slice(0, 2).sort());
      const back = { ...row, fields: { ...row.fields, current: "14%" } } as typeof row;
      await takeBackRevision(as(db, writer), { revisionId });
      await saveAs(db, writer, revisionId, [set(back, "current", "13%")]);
      // The very words that were accepted stand there again.
      expect(Object.keys(await verdictsOf(db, revisionId)).sort()).toEqual(keys.sort());
    }));
});

describe("sending a revision back", () => {
  it("lets its writers go on with it, keeps what was decided, and says why in one event", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, ids } = await inReview(db);
      await accept(db, reviewer, revisionId, [`${ids.row}:text`]);
      const before = (await listEvents(db)).length;
      await sendBackRevision(as(db, reviewer), { revisionId, reason: "Cite the call." });
      const [row] = await db.execute<{ state: string }>(sql`select state from revisions where id = ${revisionId}`);
      expect(row?.state).toBe("changes_requested");
      expect(Object.keys(await verdictsOf(db, revisionId))).toEqual([`${ids.row}:text`]);
      expect((await listEvents(db)).slice(before)).toMatchObject([
        { action: "revision.sent_back", after: { state: "changes_requested", reason: "Cite the call." } },
      ]);
      const items = (await readDraft(db, revisionId)).content.items;
      const risk = items.find(({ id }) => id === ids.risk);
      if (!risk) throw new Error("No such item.");
      expect((await saveAs(db, writer, revisionId, [set(risk, "title", "Two suppliers")])).seq).not.toBeNull();
    }));

  it("is refused without a reason, to its writers, to analysts, and when it is not in review", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, first } = await inReview(db);
      const send = (who: UserActor, id: string, reason = "Cite the call.") =>
        sendBackRevision(as(db, who), { revisionId: id, reason });
      await expect(send(reviewer, revisionId, " ")).rejects.toThrow("Say in a line");
      await expect(send(writer, revisionId)).rejects.toMatchObject({ reason: "forbidden" });
      await expect(send(analyst, revisionId)).rejects.toMatchObject({ reason: "forbidden" });
      await expect(send(reviewer, first.revisionId)).rejects.toThrow("is published, not in review");
      await expect(send(reviewer, crypto.randomUUID())).rejects.toMatchObject({ reason: "not_found" });
    }));
});

describe("asking reviewers", () => {
  it("names them with the submission, anew each time, and refuses who wrote in it or is no reviewer", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await inReview(db);
      const asked = async () =>
        (await db.execute<{ reviewer_id: string }>(sql`select reviewer_id from review_requests`)).map(
          (row) => row.reviewer_id,
        );
      expect(await asked()).toEqual([]);
      const again = async (reviewerIds: string[]) => {
        await takeBackRevision(as(db, writer), { revisionId }).catch(() => {});
        return submitRevision(as(db, writer), { revisionId, summary: "Again", reviewerIds });
      };
      await again([reviewer.id]);
      expect(await asked()).toEqual([reviewer.id]);
      const third = (await addMember(db, { email: "ria@fog.example", name: "ria", roles: ["reviewer"] })).actor;
      await again([third.id]);
      expect(await asked()).toEqual([third.id]);
      for (const id of [writer.id, analyst.id, crypto.randomUUID()]) {
        await expect(again([id])).rejects.toMatchObject({ reason: "invalid", field: "reviewerIds" });
      }
      expect(itemsIn((await reviewedOf(db, revisionId)).base).row.fields.current).toBe("12%");
    }));
});
