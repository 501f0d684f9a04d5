import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { sha256 } from "@/lib/auth/token";
import { type Database, inTransaction } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { canonicalText, itemsOf } from "@/lib/notes/content";
import { bringUpToDate } from "@/lib/notes/merge-commands";
import { readMergeable } from "@/lib/notes/merge-queries";
import { approveRevision } from "@/lib/publishing/commands";
import { acceptedPart, publishPart } from "@/lib/publishing/cut-commands";
import { recallRevision } from "@/lib/publishing/recall-commands";
import { addMember, addTeam, as, publishText, readDraft, saveAs } from "@/lib/world";
import { discardRevision, submitRevision } from "./commands";
import { sendBackRevision } from "./decide-commands";
import { findDone } from "./done-queries";
import { accept, draftOnFirst, reviewedOf, secondInReview, set } from "./fixtures/reviewing";
import { findReview } from "./review-queries";

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
});
afterAll(() => base.close());

const reviewOf = async (db: Database, revisionId: string) => {
  const review = await findReview(as(db, team.reviewer), revisionId);
  if (!review) throw new Error("There is no such review.");
  return review;
};

describe("a revision as its reviewers see it", () => {
  it("names as its editors whoever wrote in what a part was cut out of, and counts no approval of theirs", () =>
    rolledBack(base.app, async (db) => {
      const { actor: late } = await addMember(db, { email: "ria@fog.example", name: "ria", roles: ["reviewer"] });
      const { actor: third } = await addMember(db, { email: "rex@fog.example", name: "rex", roles: ["reviewer"] });
      const { revisionId, ids } = await secondInReview(db, team);
      await inTransaction(as(db, { kind: "system", name: "test" }), (tx) =>
        tx.db.execute(sql`update review_settings set approvals_needed = 2`),
      );
      await accept(db, team.reviewer, revisionId, [`${ids.row}:text`]);
      const { content } = acceptedPart(await reviewedOf(db, revisionId));
      const partSha256 = sha256(canonicalText(content));
      const part = (await publishPart(as(db, late), { revisionId, partSha256, summary: "The accepted part" }))
        .revisionId;
      expect(await reviewOf(db, part)).toMatchObject({ editors: [{ name: "ana" }], approvals: [{ name: "ria" }] });

      const row = itemsOf((await readDraft(db, revisionId)).content, "guidance_row")[0];
      if (!row) throw new Error("It has no row.");
      await saveAs(db, late, revisionId, [set(row, "current", "15%")]);
      const after = await reviewOf(db, part);
      expect(after.editors.map(({ name }) => name)).toEqual(["ana", "ria"]);
      expect(after.approvals).toEqual([]);
      expect((await findReview(as(db, third), part))?.editors).toHaveLength(2);
    }));

  it("names the citations that have lost their place, and none that came back with its words", () =>
    rolledBack(base.app, async (db) => {
      const text =
        "Format: quarterdeck 1\nFOG Q2 2025: Orders recover [doc 1]\n\nPositives:\n- Orders: Orders rose 12%.\n";
      await publishText(db, { text, ...team, summary: "First" });
      const { revisionId } = await createDraft(as(db, team.writer), { ticker: "FOG", period: "2025-Q2" });
      const headline = async () => {
        const [item] = itemsOf((await readDraft(db, revisionId)).content, "headline");
        if (!item) throw new Error("It has no headline.");
        return item;
      };
      const { id } = await headline();
      await saveAs(db, team.writer, revisionId, [set(await headline(), "text", "")]);
      expect((await reviewOf(db, revisionId)).reviewed.lost).toMatchObject([{ itemId: id, field: "text", label: "1" }]);
      await saveAs(db, team.writer, revisionId, [set(await headline(), "text", "Orders recover")]);
      expect(await reviewOf(db, revisionId)).toMatchObject({ reviewed: { changes: [], lost: [] } });
    }));

  it("tells a move of the item that was moved and not of its neighbour, also once the draft was brought up to date", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, items } = await draftOnFirst(db, team);
      const at = { ticker: "FOG", period: "2025-Q1", beside: true } as const;
      const [down, other] = [await createDraft(as(db, team.writer), at), await createDraft(as(db, team.other), at)];
      const move = async (id: string, itemId: string, after: string) => {
        const base = (await readDraft(db, id)).ranks[itemId] ?? "";
        await saveAs(db, team.writer, id, [{ op: "move", itemId, base, after }]);
      };
      await move(revisionId, items.positive.id, items.risk.id);
      const headline = itemsOf((await readDraft(db, down.revisionId)).content, "headline")[0]?.id ?? "";
      await move(down.revisionId, items.risk.id, headline);
      const movedIn = async (id: string) => (await reviewedOf(db, id)).changes.map(({ itemId }) => itemId);
      const told = async () => [await movedIn(revisionId), await movedIn(down.revisionId)];
      expect(await told()).toEqual([[items.positive.id], [items.risk.id]]);

      await saveAs(db, team.other, other.revisionId, [set(items.row, "current", "14%")]);
      const submitted = await submitRevision(as(db, team.other), { revisionId: other.revisionId, summary: "Raised" });
      await approveRevision(as(db, team.reviewer), { revisionId: other.revisionId, ...submitted });
      for (const id of [revisionId, down.revisionId]) {
        const seen = (await readMergeable(db, id))?.seen ?? "";
        await bringUpToDate(as(db, team.writer), { revisionId: id, seen, choices: {} });
      }
      expect(await told()).toEqual([[items.positive.id], [items.risk.id]]);
    }));

  it("says that what it is based on was recalled", () =>
    rolledBack(base.app, async (db) => {
      const { first, revisionId, items } = await draftOnFirst(db, team);
      await saveAs(db, team.writer, revisionId, [set(items.row, "current", "13%")]);
      await submitRevision(as(db, team.writer), { revisionId, summary: "Second" });
      expect(await reviewOf(db, revisionId)).toMatchObject({ baseNumber: 1, isBaseRecalled: false });
      await recallRevision(as(db, team.reviewer), { revisionId: first.revisionId, reason: "It was wrong." });
      expect(await reviewOf(db, revisionId)).toMatchObject({ baseNumber: 1, isBaseRecalled: true, newer: null });
    }));
});

describe("what was just done to a revision", () => {
  it("is told with who was asked, the number or who began it; to nobody who may read no drafts, and of no other company", () =>
    rolledBack(base.app, async (db) => {
      const { first, revisionId, items } = await draftOnFirst(db, team);
      const done = (id: unknown, who = team.writer, ticker = "FOG") => findDone(as(db, who), ticker, id);
      expect(await done(first.revisionId)).toMatchObject({ state: "published", number: 1 });
      await saveAs(db, team.writer, revisionId, [set(items.row, "current", "13%")]);
      const summary = "Second";
      await submitRevision(as(db, team.writer), { revisionId, summary, reviewerIds: [team.reviewer.id] });
      expect(await done(revisionId)).toMatchObject({ state: "in_review", asked: ["rob"], number: null });
      await sendBackRevision(as(db, team.reviewer), { revisionId, reason: "Say why" });
      const back = { state: "changes_requested", ticker: "FOG", period: "2025-Q1", editors: ["ana"] };
      expect(await findDone(as(db, team.reviewer), null, revisionId)).toMatchObject(back);
      expect(await discardRevision(as(db, team.writer), { revisionId })).toEqual({ isLast: false });
      expect(await done(revisionId)).toMatchObject({ state: "discarded", begunBy: { name: "ana" } });
      expect(await done(revisionId, team.viewer)).toBeNull();
      expect(await done(revisionId, team.writer, "MIST")).toBeNull();
      for (const none of [undefined, "x", ["x"], team.writer.id]) expect(await done(none)).toBeNull();
    }));
});
