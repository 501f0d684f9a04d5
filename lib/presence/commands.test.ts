import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { Database, UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { addTeam, as, publishText } from "@/lib/world";
import { keepPresence, leavePresence, sweepPresences } from "./commands";
import { presenceMs } from "./model";
import { listPresences } from "./queries";

const text = "Format: quarterdeck 1\nFOG Q1 2025: Orders recover\n";

describe("presence", () => {
  let base: TestDatabase;
  let team: Record<"writer" | "reviewer" | "viewer" | "other", UserActor>;
  let revisionId: string;
  let published: string;

  beforeAll(async () => {
    base = await freshDatabase();
    team = await addTeam(base.app);
    const { writer, reviewer } = team;
    published = (await publishText(base.app, { text, writer, reviewer, summary: "First" })).revisionId;
    revisionId = (await createDraft(as(base.app, writer), { ticker: "FOG", period: "2025-Q1" })).revisionId;
  });
  afterAll(() => base.close());

  const somewhere = () => ({ tab: randomUUID(), revisionId, itemId: randomUUID(), field: "title" });
  const there = async (db: Database, now = new Date()) =>
    (await listPresences(db, [revisionId], now)).get(revisionId) ?? [];

  it("is kept with a name and a place, moves with the tab, and leaves no event", () =>
    rolledBack(base.app, async (db) => {
      const before = (await listEvents(db)).length;
      const place = somewhere();
      const { tab } = place;
      await keepPresence(as(db, team.writer), place);
      const { id: userId, name } = team.writer;
      expect(await there(db)).toEqual([{ tab, userId, name, itemId: place.itemId, field: "title" }]);
      await keepPresence(as(db, team.writer), { ...place, itemId: null, field: null });
      expect(await there(db)).toEqual([{ tab, userId, name, itemId: null, field: null }]);
      await leavePresence(as(db, team.writer), { tab });
      await leavePresence(as(db, team.writer), { tab });
      expect(await there(db)).toEqual([]);
      expect(await listEvents(db)).toHaveLength(before);
    }));

  it("is refused to a viewer, and to the product itself, and leaves nothing behind", () =>
    rolledBack(base.app, async (db) => {
      const attempt = (actor: Parameters<typeof as>[1]) => keepPresence(as(db, actor), somewhere());
      await expect(attempt(team.viewer)).rejects.toMatchObject({ reason: "forbidden" });
      await expect(attempt({ kind: "system", name: "demo" })).rejects.toMatchObject({ reason: "forbidden" });
      expect(await there(db)).toEqual([]);
    }));

  it("is refused in a revision that is published, and in one that is not there", () =>
    rolledBack(base.app, async (db) => {
      for (const elsewhere of [published, randomUUID()]) {
        const attempt = keepPresence(as(db, team.writer), { ...somewhere(), revisionId: elsewhere });
        await expect(attempt).rejects.toMatchObject({ reason: "not_found" });
        expect(await listPresences(db, [elsewhere], new Date())).toEqual(new Map([[elsewhere, []]]));
      }
    }));

  it("is a tab's own: nobody else moves it or sends it away", () =>
    rolledBack(base.app, async (db) => {
      const place = somewhere();
      await keepPresence(as(db, team.writer), place);
      const taking = keepPresence(as(db, team.other), { ...place, field: "body" });
      await expect(taking).rejects.toMatchObject({ reason: "conflict" });
      await leavePresence(as(db, team.other), { tab: place.tab });
      expect(await there(db)).toMatchObject([{ userId: team.writer.id, field: "title" }]);
    }));

  it("ends when a tab is not heard of any more, and is then forgotten", () =>
    rolledBack(base.app, async (db) => {
      const now = new Date();
      const long = new Date(now.getTime() - presenceMs - 1);
      await keepPresence(as(db, team.writer, long), somewhere());
      const alive = somewhere();
      await keepPresence(as(db, team.other, long), alive);
      await keepPresence(as(db, team.other, now), alive);
      expect(await there(db, long)).toHaveLength(2);
      expect(await there(db, now)).toMatchObject([{ tab: alive.tab }]);
      await sweepPresences({ db, now });
      expect(await there(db, long)).toMatchObject([{ tab: alive.tab }]);
    }));
});
