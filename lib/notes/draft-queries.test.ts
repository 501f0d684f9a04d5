import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { approveRevision } from "@/lib/publishing/commands";
import { discardRevision, submitRevision } from "@/lib/review/commands";
import { addTeam, as, publishText, saveAs } from "@/lib/world";
import { carryForward } from "./carry-commands";
import { createDraft } from "./commands";
import { itemsOf } from "./content";
import { readContent } from "./content-queries";
import { findCarryBase, findDraftsOf } from "./draft-queries";

const text = `Format: quarterdeck 1
FOG Q1 2025: Orders recover

Risks:
- Supply: One supplier is late.

Guidance:
Metric | Period | Previous Guidance | Current Guidance | Change |
---|---|---|---|---|
Revenue | FY 2025 | | USD 11 million | [initiated] |
Headcount | FY 2025 | 40 | 41 | [met] |
`;
const at = { ticker: "FOG", period: "2025-Q1" } as const;

describe("drafts of a note", () => {
  let base: TestDatabase;
  let team: Awaited<ReturnType<typeof addTeam>>;

  beforeAll(async () => {
    base = await freshDatabase();
    team = await addTeam(base.app);
    await publishText(base.app, { ...team, text, summary: "First" });
  });
  afterAll(() => base.close());

  it("are told with who began them and when, who had a hand in them and what they are based on, newest first", () =>
    rolledBack(base.app, async (db) => {
      const long = new Date("2025-06-01T08:00:00Z");
      const older = await createDraft(as(db, team.writer, long), at);
      const content = await readContent(db, older.revisionId);
      const risk = content && itemsOf(content, "takeaway")[0];
      if (!risk) throw new Error("The note has no risk.");
      await saveAs(db, team.other, older.revisionId, [
        { op: "set", kind: "takeaway", itemId: risk.id, field: "body", base: risk.fields.body, value: "Two are late." },
      ]);
      const newer = await createDraft(as(db, team.other), { ...at, beside: true });
      expect(await findDraftsOf(as(db, team.writer), "FOG", "2025-Q1")).toEqual({
        company: "Fog Works",
        published: 1,
        recalled: null,
        drafts: [
          {
            id: newer.revisionId,
            state: "draft",
            begunBy: { id: team.other.id, name: "sam" },
            begunAt: expect.any(Date),
            editors: [],
            basedOn: 1,
            mayFollow: true,
          },
          {
            id: older.revisionId,
            state: "draft",
            begunBy: { id: team.writer.id, name: "ana" },
            begunAt: long,
            editors: ["sam"],
            basedOn: 1,
            mayFollow: true,
          },
        ],
      });
      const { contentSha256 } = await submitRevision(as(db, team.other), {
        revisionId: older.revisionId,
        summary: "Two",
      });
      await approveRevision(as(db, team.reviewer), { revisionId: older.revisionId, contentSha256 });
      expect(await findDraftsOf(as(db, team.writer), "FOG", "2025-Q1")).toMatchObject({
        published: 2,
        drafts: [{ id: newer.revisionId, basedOn: 1, mayFollow: false }],
      });
      await discardRevision(as(db, team.writer), { revisionId: newer.revisionId });
      expect((await findDraftsOf(as(db, team.writer), "FOG", "2025-Q1"))?.drafts).toEqual([]);
    }));

  it("are no note where there is none, or where all were discarded, and nothing a viewer hears of", () =>
    rolledBack(base.app, async (db) => {
      const ctx = as(db, team.writer);
      expect(await findDraftsOf(ctx, "FOG", "2025-Q2")).toBeNull();
      expect(await findDraftsOf(ctx, "MIST", "2025-Q1")).toBeNull();
      const { revisionId } = await createDraft(ctx, { ...at, period: "2025-Q2" });
      expect(await findDraftsOf(ctx, "FOG", "2025-Q2")).toMatchObject({ published: null, drafts: [{ basedOn: null }] });
      await discardRevision(ctx, { revisionId });
      expect(await findDraftsOf(ctx, "FOG", "2025-Q2")).toBeNull();
      await expect(findDraftsOf(as(db, team.viewer), "FOG", "2025-Q1")).rejects.toMatchObject({ reason: "forbidden" });
    }));

  it("can be carried forward from the latest earlier note that is out, of which is told how much goes along", () =>
    rolledBack(base.app, async (db) => {
      const ctx = as(db, team.writer);
      expect(await findCarryBase(ctx, "FOG", "2025-Q1")).toBeNull();
      expect(await findCarryBase(ctx, "MIST", "2025-Q3")).toBeNull();
      await createDraft(ctx, { ...at, period: "2025-Q2" });
      const found = await findCarryBase(ctx, "FOG", "2025-Q3");
      expect(found).toEqual({ period: "2025-Q1", number: 1, guidance: 1, topics: 0, risks: 1 });
      const { from } = await carryForward(ctx, { ticker: "FOG", period: "2025-Q3" });
      expect(from).toBe(found?.period);
      const forViewer = findCarryBase(as(db, team.viewer), "FOG", "2025-Q3");
      await expect(forViewer).rejects.toMatchObject({ reason: "forbidden" });
    }));
});
