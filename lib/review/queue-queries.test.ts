import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { sha256 } from "@/lib/auth/token";
import type { Database } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { canonicalText } from "@/lib/notes/content";
import { findDraftsOf } from "@/lib/notes/draft-queries";
import { findDraft } from "@/lib/notes/editor-queries";
import { acceptedPart, publishPart } from "@/lib/publishing/cut-commands";
import { recallRevision } from "@/lib/publishing/recall-commands";
import { addMember, addTeam, as, saveAs } from "@/lib/world";
import { submitRevision } from "./commands";
import { decideChanges, sendBackRevision } from "./decide-commands";
import { accept, draftOnFirst, reviewedOf, secondInReview, seen, set } from "./fixtures/reviewing";
import { countWaitingRevisions, listQueue, listWaitingRevisions } from "./queue-queries";

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
});
afterAll(() => base.close());

const waitingFor = async (db: Database, actor: typeof team.writer) => {
  const rows = await listWaitingRevisions(as(db, actor));
  const { reviews, back } = await countWaitingRevisions(as(db, actor));
  expect(reviews).toBe(rows.filter(({ why }) => why !== "back").length);
  expect(reviews).toBe((await listQueue(as(db, actor))).waiting.length);
  expect(back).toBe(rows.filter(({ why }) => why === "back").length);
  return rows;
};

describe("what waits", () => {
  it("is a revision in review for every reviewer but those who wrote it, or for those who are named alone", () =>
    rolledBack(base.app, async (db) => {
      const { writer, reviewer, viewer, other } = team;
      const { revisionId } = await secondInReview(db, team);
      const of = { id: revisionId, company: "Fog Works", ticker: "FOG", period: "2025-Q1" };
      expect(await waitingFor(db, reviewer)).toEqual([
        { ...of, why: "open", by: "ana", since: expect.any(Date), words: "Second" },
      ]);
      for (const nobody of [writer, viewer, other]) expect(await waitingFor(db, nobody)).toEqual([]);
      await sendBackRevision(as(db, reviewer), { revisionId, reason: "Which supplier?" });
      const { actor: second } = await addMember(db, { email: "ray@fog.example", name: "ray", roles: ["reviewer"] });
      await submitRevision(as(db, writer), { revisionId, summary: "Named", reviewerIds: [second.id] });
      expect(await waitingFor(db, second)).toMatchObject([{ ...of, why: "asked", by: "ana", words: "Named" }]);
      expect(await waitingFor(db, reviewer)).toEqual([]);
    }));

  it("stands in one order on the desk and among the reviews: what was sent by name first, of each the longest waiting", () =>
    rolledBack(base.app, async (db) => {
      const { writer, reviewer } = team;
      const { revisionId, items } = await draftOnFirst(db, team);
      const at = { ticker: "FOG", period: "2025-Q1", beside: true } as const;
      const later = [await createDraft(as(db, writer), at), await createDraft(as(db, writer), at)];
      const ids = [revisionId, ...later.map((draft) => draft.revisionId)] as const;
      for (const [hour, id] of ids.entries()) {
        await saveAs(db, writer, id, [set(items.row, "current", `${hour}%`)]);
        const reviewerIds = hour === 1 ? [] : [reviewer.id];
        const now = new Date(Date.UTC(2030, 0, 1, 10 + hour));
        await submitRevision(as(db, writer, now), { revisionId: id, summary: "Second", reviewerIds });
      }
      const named = [ids[0], ids[2], ids[1]];
      expect((await listQueue(as(db, reviewer))).waiting.map(({ id }) => id)).toEqual(named);
      expect((await listWaitingRevisions(as(db, reviewer))).map(({ id }) => id)).toEqual(named);
    }));

  it("is, for those who wrote it, what was sent back, since then and with the newest reason", () =>
    rolledBack(base.app, async (db) => {
      const { writer, reviewer } = team;
      const { revisionId } = await secondInReview(db, team);
      await sendBackRevision(as(db, reviewer), { revisionId, reason: "Which supplier?" });
      await submitRevision(as(db, writer), { revisionId, summary: "Again" });
      await sendBackRevision(as(db, reviewer), { revisionId, reason: "Since when?" });
      expect(await waitingFor(db, writer)).toMatchObject([
        { why: "back", by: "rob", since: expect.any(Date), words: "Since when?" },
      ]);
      expect(await waitingFor(db, reviewer)).toEqual([]);
    }));

  it("is, for those who wrote it, what is left of a revision whose accepted part was published", () =>
    rolledBack(base.app, async (db) => {
      const { writer, reviewer } = team;
      const { revisionId, ids } = await secondInReview(db, team);
      await accept(db, reviewer, revisionId, [`${ids.row}:text`]);
      const changes = await seen(db, revisionId, [`${ids.risk}:text`]);
      const ask = { revisionId, verdict: "change_requested", changes, comment: "Which one?" } as const;
      await decideChanges(as(db, reviewer), ask);
      const partSha256 = sha256(canonicalText(acceptedPart(await reviewedOf(db, revisionId)).content));
      await publishPart(as(db, reviewer), { revisionId, partSha256, summary: "The accepted part" });
      expect(await waitingFor(db, writer)).toMatchObject([{ id: revisionId, why: "back", by: "rob", words: "Second" }]);
    }));
});

describe("a draft whose base was recalled", () => {
  it("says so, and what readers see; the note can be begun again from what was recalled", () =>
    rolledBack(base.app, async (db) => {
      const { writer, reviewer } = team;
      const { first, revisionId } = await draftOnFirst(db, team);
      expect(await findDraft(as(db, writer), revisionId)).toMatchObject({
        base: { number: 1, isRecalled: false },
        standing: 1,
        newer: null,
      });
      await recallRevision(as(db, reviewer), { revisionId: first.revisionId, reason: "Wrong" });
      expect(await findDraft(as(db, writer), revisionId)).toMatchObject({
        base: { number: 1, isRecalled: true },
        standing: null,
        newer: null,
      });
      const found = await findDraftsOf(as(db, writer), "FOG", "2025-Q1");
      expect(found).toMatchObject({ published: null, recalled: { id: first.revisionId, number: 1 } });
    }));
});
