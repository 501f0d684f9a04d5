import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { type Database, inTransaction, type UserActor } from "@/lib/context";
import { importNote } from "@/lib/transfer/commands";
import { addMember, addTeam, as } from "@/lib/world";
import { submitRevision } from "./commands";
import type { ReviewSettings } from "./settings";
import { changeReviewSettings, reviewSettingsId } from "./settings-commands";
import { readReviewSettings } from "./settings-queries";

const first: ReviewSettings = { approvalsNeeded: 1, uncitedBlocks: false };
const strict: ReviewSettings = { approvalsNeeded: 2, uncitedBlocks: true };

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
let admin: UserActor;
beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  admin = (await addMember(base.app, { email: "ada@fog.example", name: "ada", roles: ["admin"] })).actor;
});
afterAll(() => base.close());

const word = (yes: boolean) => (yes ? "yes" : "no");
const change = (db: Database, to: ReviewSettings, { from = first, actor = admin } = {}) =>
  changeReviewSettings(as(db, actor), {
    approvalsNeeded: `${to.approvalsNeeded}`,
    uncitedBlocks: word(to.uncitedBlocks),
    baseApprovalsNeeded: `${from.approvalsNeeded}`,
    baseUncitedBlocks: word(from.uncitedBlocks),
  });

describe("the settings of review", () => {
  it("ask for one approval and block nothing, until an admin changes them, which leaves one event", () =>
    rolledBack(base.app, async (db) => {
      expect(await readReviewSettings(db)).toEqual(first);
      const events = (await listEvents(db)).length;
      await change(db, strict);
      expect(await readReviewSettings(db)).toEqual(strict);
      expect((await listEvents(db)).slice(events)).toMatchObject([
        {
          action: "settings.review_changed",
          subject: reviewSettingsId,
          actor: `user:${admin.id}`,
          before: first,
          after: strict,
        },
      ]);
    }));

  it("are changed by an admin alone", () =>
    rolledBack(base.app, async (db) => {
      for (const actor of [team.viewer, team.other, team.reviewer]) {
        await expect(change(db, strict, { actor })).rejects.toMatchObject({ reason: "forbidden" });
      }
      expect(await readReviewSettings(db)).toEqual(first);
    }));

  it("are not changed over what another admin has made of them, nor to what there is not; nothing is left behind", () =>
    rolledBack(base.app, async (db) => {
      await change(db, { ...first, approvalsNeeded: 2 });
      const events = (await listEvents(db)).length;
      await expect(change(db, { ...first, uncitedBlocks: true })).rejects.toMatchObject({ reason: "conflict" });
      const three = { approvalsNeeded: "3", uncitedBlocks: "no", baseApprovalsNeeded: "2", baseUncitedBlocks: "no" };
      const asked = changeReviewSettings(as(db, admin), three as never);
      await expect(asked).rejects.toMatchObject({ reason: "invalid", field: "approvalsNeeded" });
      expect(await readReviewSettings(db)).toEqual({ ...first, approvalsNeeded: 2 });
      expect(await listEvents(db)).toHaveLength(events);
    }));

  it("that are saved as they were leave no event", () =>
    rolledBack(base.app, async (db) => {
      const events = (await listEvents(db)).length;
      await change(db, first);
      expect(await listEvents(db)).toHaveLength(events);
    }));

  it("stay one row of one or two approvals, whatever is tried in SQL", async () => {
    const code = (statement: ReturnType<typeof sql>, db = base.app) =>
      inTransaction(as(db, admin), (tx) => tx.db.execute(statement)).then(
        () => "nothing was refused",
        (error: { cause?: { code?: string } }) => error.cause?.code,
      );
    expect(await code(sql`update review_settings set approvals_needed = 3`)).toBe("23514");
    expect(await code(sql`update review_settings set approvals_needed = 0`)).toBe("23514");
    expect(await code(sql`insert into review_settings values (false)`, base.owner)).toBe("23514");
    expect(await code(sql`delete from review_settings`, base.owner)).toBe("42501");
    const unnamed = base.app.execute(sql`update review_settings set uncited_blocks = true`);
    await expect(unnamed).rejects.toMatchObject({ cause: { code: "42501" } });
  });
});

describe("takeaways without a citation", () => {
  const cited = (text: string, isCited: boolean) => `- ${text}: It grew${isCited ? " [doc 1]" : ""}.\n`;
  const note = (positives: string[]) =>
    `Format: quarterdeck 1\nFOG Q1 2025: Orders recover\n\nPositives:\n${positives.join("")}\nRisks:\n${cited("Supply", false)}`;

  it("keep a draft from being submitted where the workspace asks for it, and are named", () =>
    rolledBack(base.app, async (db) => {
      const text = note([cited("Orders", true), cited("Price", false)]);
      const { revisionId } = await importNote(as(db, team.writer), text);
      await change(db, { ...first, uncitedBlocks: true });
      const events = (await listEvents(db)).length;
      const submission = submitRevision(as(db, team.writer), { revisionId, summary: "First" });
      await expect(submission).rejects.toMatchObject({
        reason: "invalid",
        message: expect.stringMatching(/^No source is cited in P2, R1\. /),
      });
      expect(await listEvents(db)).toHaveLength(events);
      await change(db, first, { from: { ...first, uncitedBlocks: true } });
      await submitRevision(as(db, team.writer), { revisionId, summary: "First" });
    }));

  it("are counted where they are many, and none of those that cite one is named", () =>
    rolledBack(base.app, async (db) => {
      const text = note(Array.from({ length: 12 }, (_, n) => cited(`Order ${n}`, n === 0)));
      const { revisionId } = await importNote(as(db, team.writer), text);
      await change(db, strict);
      const submission = submitRevision(as(db, team.writer), { revisionId, summary: "First" });
      await expect(submission).rejects.toThrow("P2, P3, P4, P5, P6, P7, P8, P9 and 4 more");
    }));
});
