import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { rebuildContents } from "@/lib/audit/rebuild";
import { sha256 } from "@/lib/auth/token";
import { type Database, inTransaction, type UserActor } from "@/lib/context";
import { canonicalText, itemsOf } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import { changeKey } from "@/lib/notes/diff";
import { findDraft } from "@/lib/notes/editor-queries";
import { listRevisionEvents } from "@/lib/presence/queries";
import { decideChanges } from "@/lib/review/decide-commands";
import { accept, approveByHand, reviewedOf, secondInReview, seen } from "@/lib/review/fixtures/reviewing";
import { addMember, addTeam, as } from "@/lib/world";
import { approveRevision } from "./commands";
import { acceptedPart, publishPart } from "./cut-commands";

describe("publishing a part of a revision", () => {
  let base: TestDatabase;
  let writer: UserActor;
  let reviewer: UserActor;
  let second: UserActor;
  beforeAll(async () => {
    base = await freshDatabase();
    ({ writer, reviewer } = await addTeam(base.app));
    second = (await addMember(base.app, { email: "ria@fog.example", name: "ria", roles: ["reviewer"] })).actor;
  });
  afterAll(() => base.close());

  const partSha256Of = async (db: Database, revisionId: string) =>
    sha256(canonicalText(acceptedPart(await reviewedOf(db, revisionId)).content));
  const revisionOf = async (db: Database, id: string) => {
    const [row] = await db.execute<{
      state: string;
      number: number;
      based_on: string;
      content_sha256: string;
      summary: string;
    }>(sql`select state, number, based_on, content_sha256, summary from revisions where id = ${id}`);
    return row;
  };

  it("publishes the base with what was accepted, and leaves the rest as a draft on top of it", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, ids } = await secondInReview(db, { writer, reviewer });
      await accept(db, reviewer, revisionId, [`${ids.risk}:text`, `${ids.risk}:place`, `${ids.row}:text`]);
      const before = (await listEvents(db)).length;
      const partSha256 = await partSha256Of(db, revisionId);
      const whole = await readContent(db, revisionId);
      const part = await publishPart(as(db, reviewer), { revisionId, partSha256, summary: "The accepted part" });
      expect(part.number).toBe(2);
      expect(await revisionOf(db, part.revisionId)).toMatchObject({
        state: "published",
        content_sha256: partSha256,
        summary: "The accepted part",
      });
      const out = await readContent(db, part.revisionId);
      const [positive, risk] = itemsOf(out ?? { items: [] }, "takeaway");
      expect(positive?.id).toBe(ids.positive);
      expect(risk).toMatchObject({ fields: { title: "Suppliers", kind: "positive" }, assessment: null });
      expect(itemsOf(out ?? { items: [] }, "guidance_row").map(({ fields }) => fields.current)).toEqual(["13%"]);
      expect(await revisionOf(db, revisionId)).toMatchObject({
        state: "draft",
        based_on: part.revisionId,
        summary: "Second",
      });
      expect(await readContent(db, revisionId)).toEqual(whole);
      // Whoever opens it now has it as it is: nothing that happened to it is still to be told.
      const opened = await findDraft(as(db, writer), revisionId);
      expect(await listRevisionEvents(db, revisionId, opened?.seq ?? 0)).toEqual([]);
      const rest = await reviewedOf(db, revisionId);
      expect(rest.changes.map(({ part, itemId }) => [part, itemId === ids.risk || itemId === ids.positive])).toEqual([
        ["place", true],
        ["assessment", true],
        ["place", false],
      ]);
      const events = (await listEvents(db)).slice(before);
      expect(events.map(({ action }) => action)).toEqual(["revision.cut"]);
      const rebuilt = rebuildContents(await listEvents(db)).get(part.revisionId);
      expect(canonicalText(rebuilt ?? ({} as never))).toBe(canonicalText(out ?? ({} as never)));
    }));

  it("sends the rest back as changes requested when another wording was asked for", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, ids } = await secondInReview(db, { writer, reviewer });
      await accept(db, reviewer, revisionId, [`${ids.row}:text`]);
      await decideChanges(as(db, reviewer), {
        revisionId,
        verdict: "change_requested",
        changes: await seen(db, revisionId, [`${ids.risk}:text`]),
        comment: "Name the supplier.",
      });
      await publishPart(as(db, reviewer), {
        revisionId,
        partSha256: await partSha256Of(db, revisionId),
        summary: "The accepted part",
      });
      expect(await revisionOf(db, revisionId)).toMatchObject({ state: "changes_requested" });
      // What was asked for is still said of the change that it was asked of.
      expect([...(await reviewedOf(db, revisionId)).decisions.keys()]).toEqual([`${ids.risk}:text`]);
    }));

  it("with two approvals asked for leaves the part in review for the second, and then puts the rest on top of it", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, ids } = await secondInReview(db, { writer, reviewer });
      await inTransaction(as(db, reviewer), (tx) =>
        tx.db.execute(sql`update review_settings set approvals_needed = 2`),
      );
      await accept(db, reviewer, revisionId, [`${ids.row}:text`]);
      const partSha256 = await partSha256Of(db, revisionId);
      const part = await publishPart(as(db, reviewer), { revisionId, partSha256, summary: "The accepted part" });
      expect(part.number).toBeNull();
      expect(await revisionOf(db, part.revisionId)).toMatchObject({ state: "in_review" });
      expect(await revisionOf(db, revisionId)).toMatchObject({ state: "draft" });
      const again = approveRevision(as(db, reviewer), { revisionId: part.revisionId, contentSha256: partSha256 });
      await expect(again).rejects.toMatchObject({ reason: "conflict" });
      const published = await approveRevision(as(db, second), {
        revisionId: part.revisionId,
        contentSha256: partSha256,
      });
      expect(published).toEqual({ number: 2 });
      expect(await revisionOf(db, revisionId)).toMatchObject({ state: "draft", based_on: part.revisionId });
    }));

  it("is refused to whoever wrote in the revision, for another part than the one shown, and for all or nothing", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, ids } = await secondInReview(db, { writer, reviewer });
      const nothing = await partSha256Of(db, revisionId);
      await expect(
        publishPart(as(db, reviewer), { revisionId, partSha256: nothing, summary: "The accepted part" }),
      ).rejects.toThrow("No change is accepted");
      await accept(db, reviewer, revisionId, [`${ids.row}:text`]);
      const partSha256 = await partSha256Of(db, revisionId);
      await expect(
        publishPart(as(db, writer), { revisionId, partSha256, summary: "The accepted part" }),
      ).rejects.toMatchObject({
        reason: "forbidden",
      });
      await expect(publishPart(as(db, reviewer), { revisionId, partSha256, summary: " " })).rejects.toMatchObject({
        reason: "invalid",
        field: "summary",
      });
      await accept(db, second, revisionId, [`${ids.risk}:text`]);
      await expect(
        publishPart(as(db, reviewer), { revisionId, partSha256, summary: "The accepted part" }),
      ).rejects.toThrow("not what you read any more");
      const { changes } = await reviewedOf(db, revisionId);
      await accept(db, reviewer, revisionId, changes.map(changeKey));
      const all = await partSha256Of(db, revisionId);
      await expect(
        publishPart(as(db, reviewer), { revisionId, partSha256: all, summary: "The accepted part" }),
      ).rejects.toThrow("approve and publish the whole");
      const [row] = await db.execute<{ n: number }>(
        sql`select count(*)::int as n from revisions where cut_from is not null`,
      );
      expect(row?.n).toBe(0);
    }));

  it("makes no editor of who cut it, and keeps its writers from approving it", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, ids } = await secondInReview(db, { writer, reviewer });
      await accept(db, reviewer, revisionId, [`${ids.row}:text`]);
      await inTransaction(as(db, reviewer), (tx) =>
        tx.db.execute(sql`update review_settings set approvals_needed = 2`),
      );
      const partSha256 = await partSha256Of(db, revisionId);
      const part = await publishPart(as(db, reviewer), { revisionId, partSha256, summary: "The accepted part" });
      const approval = approveRevision(as(db, writer), { revisionId: part.revisionId, contentSha256: partSha256 });
      await expect(approval).rejects.toMatchObject({ reason: "forbidden" });
      const byHand = approveByHand(db, writer, { revisionId: part.revisionId, contentSha256: partSha256 });
      await expect(byHand).rejects.toMatchObject({ cause: { code: "23514" } });
      const editors = await db.execute(
        sql`select user_id from revision_editors where revision_id = ${part.revisionId}`,
      );
      expect(editors.map(({ user_id }) => user_id)).toEqual([writer.id]);
    }));
});

describe("a part that is written by hand", () => {
  it("takes no word, no rating and no mark that is neither in the base nor in the revision that it is cut from", async () => {
    const base = await freshDatabase();
    try {
      const { writer, reviewer } = await addTeam(base.app);
      const { revisionId, ids } = await secondInReview(base.app, { writer, reviewer });
      const tagged = (statement: ReturnType<typeof sql>) =>
        inTransaction(as(base.app, reviewer), (tx) => tx.db.execute<{ id: string }>(statement));
      const codeOf = (statement: ReturnType<typeof sql>) =>
        tagged(statement).then(
          () => "done",
          (error: { cause?: { code?: string } }) => error.cause?.code,
        );
      const [part] = await tagged(sql`insert into revisions (note_id, based_on, cut_from, created_by)
        select note_id, based_on, id, created_by from revisions where id = ${revisionId} returning id`);
      const into = part?.id ?? "";
      const placed = sql`insert into revision_items
        select ${into}::uuid, item_id, note_id, rank from revision_items
        where revision_id = ${revisionId} and item_id = ${ids.risk}`;
      expect(await codeOf(placed)).toBe("done");
      const takeaway = (kind: string, title: string) => sql`insert into takeaways
        values (${into}, ${ids.risk}, ${kind}, ${title}, 'One supplier is late.')`;
      expect(await codeOf(takeaway("risk", "Mine"))).toBe("42501");
      expect(await codeOf(takeaway("risk", "Suppliers"))).toBe("done");
      expect(
        await codeOf(sql`insert into risk_assessments
        select ${into}::uuid, item_id, 'low', likelihood, horizon, status, commentary, assessed_by, assessed_at
        from risk_assessments where revision_id = ${revisionId}`),
      ).toBe("42501");
      expect(await codeOf(sql`update takeaways set title = 'Mine' where revision_id = ${into}`)).toBe("42501");
      expect(
        await codeOf(sql`insert into citations (revision_id, item_id, field, "offset", source_id)
        select ${into}::uuid, ${ids.risk}, 'body', 0, id from sources limit 1`),
      ).toBe("42501");
    } finally {
      await base.close();
    }
  });
});
