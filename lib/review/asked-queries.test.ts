import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import type { Database } from "@/lib/context";
import { addTeam, as, readDraft, saveAs } from "@/lib/world";
import { readAsked } from "./asked-queries";
import { submitRevision, takeBackRevision } from "./commands";
import { decideChanges, sendBackRevision } from "./decide-commands";
import { reviewedOf, secondInReview, seen, set } from "./fixtures/reviewing";
import { listReviewersFor } from "./queries";

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
});
afterAll(() => base.close());

const askedOf = async (db: Database, revisionId: string) =>
  readAsked(db, revisionId, (await reviewedOf(db, revisionId)).changes);

async function ask(db: Database, revisionId: string, key: string, comment: string): Promise<void> {
  const changes = await seen(db, revisionId, [key]);
  await decideChanges(as(db, team.reviewer), { revisionId, verdict: "change_requested", changes, comment });
}

it("tells who sent it back, why, and what is asked for at which change, until it is submitted again", () =>
  rolledBack(base.app, async (db) => {
    const { writer, reviewer } = team;
    const { revisionId, ids } = await secondInReview(db, team);
    expect(await askedOf(db, revisionId)).toEqual({ sentBack: null, changes: [] });
    await ask(db, revisionId, `${ids.row}:text`, "Which quarter?");
    await ask(db, revisionId, `${ids.risk}:text`, "Name the supplier.");
    await ask(db, revisionId, `${ids.risk}:text`, "Name the suppliers.");
    await sendBackRevision(as(db, reviewer), { revisionId, reason: "Two things" });
    const row = { itemId: ids.row, part: "text", by: "rob", comment: { text: "Which quarter?" } };
    const risk = { itemId: ids.risk, part: "text", by: "rob", comment: { text: "Name the suppliers." } };
    expect(await askedOf(db, revisionId)).toMatchObject({
      sentBack: { byId: reviewer.id, by: "rob", at: expect.any(Date), reason: "Two things" },
      changes: [
        { ...row, isOpen: true },
        { ...risk, isOpen: true },
      ],
    });

    const { content } = await readDraft(db, revisionId);
    const suppliers = content.items.find(({ id }) => id === ids.risk);
    if (!suppliers) throw new Error("The risk is gone.");
    await saveAs(db, writer, revisionId, [set(suppliers, "title", "Two suppliers")]);
    expect((await askedOf(db, revisionId)).changes).toMatchObject([
      { ...row, isOpen: true },
      { ...risk, isOpen: false },
    ]);

    await submitRevision(as(db, writer), { revisionId, summary: "Named", reviewerIds: [reviewer.id] });
    await takeBackRevision(as(db, writer), { revisionId });
    expect(await askedOf(db, revisionId)).toMatchObject({ sentBack: null, changes: [row] });
    expect(await listReviewersFor(db, revisionId)).toEqual([{ id: reviewer.id, name: "rob", isAsked: true }]);
  }));

it("asks no more for what its reviewer has accepted since, or left open again", () =>
  rolledBack(base.app, async (db) => {
    const { revisionId, ids } = await secondInReview(db, team);
    for (const verdict of ["accepted", "undecided"] as const) {
      await ask(db, revisionId, `${ids.row}:text`, "Which quarter?");
      const changes = await seen(db, revisionId, [`${ids.row}:text`]);
      await decideChanges(as(db, team.reviewer), { revisionId, verdict, changes });
      expect((await askedOf(db, revisionId)).changes).toEqual([]);
    }
  }));
