import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { type Database, inTransaction, type UserActor } from "@/lib/context";
import { changeKey } from "@/lib/notes/diff";
import { valueAt } from "@/lib/notes/field";
import { findNote } from "@/lib/notes/queries";
import { submitRevision, takeBackRevision } from "@/lib/review/commands";
import { accept, reviewedOf, set } from "@/lib/review/fixtures/reviewing";
import { importNote } from "@/lib/transfer/commands";
import { addMember, addTeam, as, readDraft, saveAs } from "@/lib/world";
import { approveRevision, publishApproved } from "./commands";

const text = `Format: quarterdeck 1
FOG Q1 2025: Orders recover

Risks:
- Supply: One supplier is late.
`;

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
let third: UserActor;
let fourth: UserActor;
beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  const reviewer = async (name: string) =>
    (await addMember(base.app, { email: `${name}@fog.example`, name, roles: ["reviewer"] })).actor;
  [third, fourth] = [await reviewer("ria"), await reviewer("rex")];
});
afterAll(() => base.close());

const change = (db: Database, statement: ReturnType<typeof sql>) =>
  inTransaction(as(db, { kind: "system", name: "test" }), (tx) => tx.db.execute(statement));
const ask = (db: Database, approvals: 1 | 2) =>
  change(db, sql`update review_settings set approvals_needed = ${approvals}`);
const demote = (db: Database, person: UserActor) =>
  change(db, sql`delete from user_roles where user_id = ${person.id} and role = 'reviewer'`);
const promote = (db: Database, person: UserActor) =>
  change(db, sql`insert into user_roles (user_id, role) values (${person.id}, 'reviewer')`);

async function submitted(db: Database) {
  const { revisionId } = await importNote(as(db, team.writer), text);
  return { revisionId, ...(await submitRevision(as(db, team.writer), { revisionId, summary: "First" })) };
}
const approve = (db: Database, person: UserActor, revision: { revisionId: string; contentSha256: string }) =>
  approveRevision(as(db, person), revision);
async function factsOf(db: Database, id: string) {
  const [row] = await db.execute(sql`select state, number, (select count(*)::int from approvals) as approvals,
    (select count(*)::int from publications) as publications from revisions where id = ${id}`);
  return row;
}

describe("where two approvals are asked for", () => {
  it("the first is kept with an event and publishes nothing, the second publishes in the name of both", () =>
    rolledBack(base.app, async (db) => {
      await ask(db, 2);
      const revision = await submitted(db);
      const { revisionId: subject, contentSha256 } = revision;
      const before = (await listEvents(db)).length;
      expect(await approve(db, third, revision)).toEqual({ number: null });
      const waiting = { state: "in_review", number: null, approvals: 1, publications: 0 };
      expect(await factsOf(db, subject)).toEqual(waiting);
      expect(await findNote(as(db, team.viewer), "FOG", "2025-Q1")).toBeNull();
      expect(await approve(db, team.reviewer, revision)).toEqual({ number: 1 });
      const both = [third.id, team.reviewer.id];
      expect((await listEvents(db)).slice(before)).toMatchObject([
        {
          action: "revision.approved",
          actor: `user:${third.id}`,
          subject,
          after: { contentSha256, approverIds: [third.id] },
        },
        {
          action: "revision.published",
          actor: `user:${team.reviewer.id}`,
          subject,
          after: { state: "published", number: 1, contentSha256, approverIds: both },
        },
      ]);
      const note = await findNote(as(db, team.viewer), "FOG", "2025-Q1");
      expect(note?.revision.approvers).toEqual(["ria", "rob"]);
      const [row] = await db.execute<{ article: string }>(sql`select article from publications`);
      expect(row?.article).toContain("ria, rob");
    }));

  it("nobody approves twice, and nobody who had a hand in it or is no reviewer approves at all", () =>
    rolledBack(base.app, async (db) => {
      await ask(db, 2);
      const revision = await submitted(db);
      await approve(db, third, revision);
      const events = (await listEvents(db)).length;
      await expect(approve(db, third, revision)).rejects.toThrow("You have approved this already");
      await expect(approve(db, team.writer, revision)).rejects.toThrow("You had a hand in this revision");
      await expect(approve(db, team.other, revision)).rejects.toMatchObject({ reason: "forbidden" });
      expect(await listEvents(db)).toHaveLength(events);
      const waiting = { state: "in_review", number: null, approvals: 1, publications: 0 };
      expect(await factsOf(db, revision.revisionId)).toEqual(waiting);
    }));

  it("R40: the approval of somebody who is no reviewer any more does not count: it takes another, whose names stand alone", () =>
    rolledBack(base.app, async (db) => {
      await ask(db, 2);
      const revision = await submitted(db);
      await approve(db, third, revision);
      await demote(db, third);
      const missing = approve(db, third, revision);
      await expect(missing).rejects.toMatchObject({ reason: "forbidden" });
      expect(await approve(db, team.reviewer, revision)).toEqual({ number: null });
      expect(await approve(db, fourth, revision)).toEqual({ number: 1 });
      const counted = [team.reviewer.id, fourth.id];
      expect((await listEvents(db)).at(-1)?.after).toMatchObject({ approverIds: counted });
      const note = await findNote(as(db, team.viewer), "FOG", "2025-Q1");
      expect(note?.revision.approvers).toEqual(["rob", "rex"]);
    }));

  it("R40: neither does that of somebody who is disabled, until they are back; then whoever approved last may publish", () =>
    rolledBack(base.app, async (db) => {
      await ask(db, 2);
      const revision = await submitted(db);
      await approve(db, third, revision);
      await change(db, sql`update users set disabled_at = now() where id = ${third.id}`);
      expect(await approve(db, team.reviewer, revision)).toEqual({ number: null });
      await expect(approve(db, team.reviewer, revision)).rejects.toThrow("You have approved this already");
      await change(db, sql`update users set disabled_at = null where id = ${third.id}`);
      expect(await approve(db, team.reviewer, revision)).toEqual({ number: 1 });
      expect(await factsOf(db, revision.revisionId)).toMatchObject({ approvals: 2 });
    }));

  it("R40: an approver whose role goes in the midst of it publishes nothing, by command or by SQL", () =>
    rolledBack(base.app, async (db) => {
      const revision = await submitted(db);
      await demote(db, team.reviewer); // whose session still says that they are one
      const events = (await listEvents(db)).length;
      await expect(approve(db, team.reviewer, revision)).rejects.toThrow("You are no reviewer any more");
      expect(await listEvents(db)).toHaveLength(events);
      await promote(db, team.reviewer);
      const { revisionId, contentSha256 } = revision;
      await inTransaction(as(db, team.reviewer), (tx) =>
        tx.db.execute(sql`insert into approvals (revision_id, approver_id, content_sha256)
          values (${revisionId}, ${team.reviewer.id}, ${contentSha256})`),
      );
      await demote(db, team.reviewer);
      const publish = inTransaction(as(db, team.reviewer), (tx) =>
        tx.db.execute(
          sql`update revisions set state = 'published', number = 1, published_at = now() where id = ${revisionId}`,
        ),
      );
      await expect(publish).rejects.toMatchObject({ cause: { code: "23514" } });
    }));

  it("an approval holds only for the content it was given on, and for nobody who has edited it since", () =>
    rolledBack(base.app, async (db) => {
      await ask(db, 2);
      const revision = await submitted(db);
      const { revisionId } = revision;
      await approve(db, third, revision);
      const again = async (title: string, base: string, actor: UserActor) => {
        await takeBackRevision(as(db, team.writer), { revisionId });
        const { content } = await readDraft(db, revisionId);
        const itemId = content.items.find(({ kind }) => kind === "takeaway")?.id ?? "";
        const edit = { op: "set", kind: "takeaway", itemId, field: "title", base, value: title } as const;
        await saveAs(db, actor, revisionId, [edit]);
        return { revisionId, ...(await submitRevision(as(db, team.writer), { revisionId, summary: title })) };
      };
      const changed = await again("Parts", "Supply", team.writer);
      expect(await approve(db, team.reviewer, changed)).toEqual({ number: null });
      const back = await again("Supply", "Parts", third);
      expect(back.contentSha256).toBe(revision.contentSha256);
      expect(await approve(db, team.reviewer, back)).toEqual({ number: null });
      expect(await approve(db, fourth, back)).toEqual({ number: 1 });
      const note = await findNote(as(db, team.viewer), "FOG", "2025-Q1");
      expect(note?.revision.approvers).toEqual(["rob", "rex"]);
    }));

  it("a save that changes nothing voids nothing: what was decided and approved holds when it is submitted again", () =>
    rolledBack(base.app, async (db) => {
      await ask(db, 2);
      const revision = await submitted(db);
      const { revisionId } = revision;
      const { changes } = await reviewedOf(db, revisionId);
      await accept(db, third, revisionId, changes.map(changeKey));
      await approve(db, third, revision);
      await takeBackRevision(as(db, team.writer), { revisionId });
      const item = (await readDraft(db, revisionId)).content.items.find(({ kind }) => kind === "takeaway");
      if (!item) throw new Error("The note has no takeaway.");
      const same = set(item, "title", valueAt(item, "title") ?? null);
      expect(await saveAs(db, team.other, revisionId, [same])).toMatchObject({ seq: null });
      const again = await submitRevision(as(db, team.writer), { revisionId, summary: "As it was" });
      expect(again.contentSha256).toBe(revision.contentSha256);
      expect((await reviewedOf(db, revisionId)).decisions.size).toBe(changes.length);
      expect(await approve(db, team.reviewer, revision)).toEqual({ number: 1 });
      const note = await findNote(as(db, team.viewer), "FOG", "2025-Q1");
      expect(note?.revision.approvers).toEqual(["ria", "rob"]);
    }));

  it("and then one is enough, whoever approved already publishes, as does whoever comes next", () =>
    rolledBack(base.app, async (db) => {
      await ask(db, 2);
      const revision = await submitted(db);
      await approve(db, third, revision);
      await ask(db, 1);
      expect(await approve(db, third, revision)).toEqual({ number: 1 });
    }));

  it("a revision is not published for less by SQL, and not by what publishes what is approved", () =>
    rolledBack(base.app, async (db) => {
      await ask(db, 2);
      const revision = await submitted(db);
      await approve(db, third, revision);
      const [row] = await db.execute<{ note: string; content: string }>(
        sql`select note_id as note, content from revisions where id = ${revision.revisionId}`,
      );
      const inReview = { id: revision.revisionId, noteId: row?.note ?? "", basedOn: null, content: row?.content ?? "" };
      const { contentSha256 } = revision;
      const publish = (approvers: UserActor[]) =>
        inTransaction(as(db, third), (tx) => publishApproved(tx, { ...inReview, contentSha256 }, approvers));
      expect(await publish([third])).toBeNull();
      await expect(publish([third, third])).rejects.toMatchObject({ cause: { code: "23514" } });
      const waiting = { state: "in_review", number: null, approvals: 1, publications: 0 };
      expect(await factsOf(db, revision.revisionId)).toEqual(waiting);
    }));

  it("both may come at the same moment: one waits, one publishes", async () => {
    await ask(base.app, 2);
    const revision = await submitted(base.app);
    const numbers = await Promise.all([third, team.reviewer].map((person) => approve(base.app, person, revision)));
    expect(numbers.map(({ number }) => number).toSorted()).toEqual([1, null]);
    expect(await factsOf(base.app, revision.revisionId)).toMatchObject({ state: "published", approvals: 2 });
  });
});
