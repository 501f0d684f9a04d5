import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { Database, UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { itemsOf } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import { addTeam, as, publishText } from "@/lib/world";
import { assessRisk } from "./commands";

const text = `Format: quarterdeck 1
FOG Q1 2025: Orders recover

Positives:
- Orders: Up.

Risks:
- Supply: One supplier is late.
`;
const high = { severity: "high", likelihood: "likely", horizon: "0-12", status: "open", commentary: null } as const;
const low = { ...high, severity: "low", commentary: "A second supplier is found." } as const;

describe("rating a risk", () => {
  let base: TestDatabase;
  let writer: UserActor;
  let viewer: UserActor;
  let published: string;

  beforeAll(async () => {
    base = await freshDatabase();
    const team = await addTeam(base.app);
    ({ writer, viewer } = team);
    const { reviewer } = team;
    published = (await publishText(base.app, { text, writer, reviewer, summary: "First" })).revisionId;
  });
  afterAll(() => base.close());

  const takeawaysOf = async (db: Database, revisionId: string) => {
    const content = await readContent(db, revisionId);
    return content ? itemsOf(content, "takeaway") : [];
  };
  const draft = async (db: Database) => {
    const { revisionId } = await createDraft(as(db, writer), { ticker: "FOG", period: "2025-Q1", beside: true });
    const [positive, risk] = await takeawaysOf(db, revisionId);
    return { revisionId, itemId: risk?.id ?? "", positive: positive?.id ?? "" };
  };

  it("writes it with who and when, and tells before and after in one event each", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, itemId } = await draft(db);
      const before = (await listEvents(db)).length;
      await assessRisk(as(db, writer), { revisionId, itemId, base: null, assessment: high });
      await assessRisk(as(db, writer), { revisionId, itemId, base: high, assessment: low });
      expect((await takeawaysOf(db, revisionId))[1]?.assessment).toEqual(low);
      expect((await listEvents(db)).slice(before)).toMatchObject([
        { action: "risk.assessed", before: { itemId, assessment: null }, after: { itemId, assessment: high } },
        { action: "risk.assessed", before: { itemId, assessment: high }, after: { itemId, assessment: low } },
      ]);
    }));

  it("is a conflict when somebody rated it since, and then writes nothing", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, itemId } = await draft(db);
      await assessRisk(as(db, writer), { revisionId, itemId, base: null, assessment: high });
      const late = assessRisk(as(db, writer), { revisionId, itemId, base: null, assessment: low });
      await expect(late).rejects.toMatchObject({ reason: "conflict" });
      expect((await takeawaysOf(db, revisionId))[1]?.assessment).toEqual(high);
    }));

  it("is refused for a positive, on what is published, to a viewer, and with words that are none of the lists", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, itemId, positive } = await draft(db);
      const rating = { revisionId, itemId, base: null, assessment: high };
      const rate = (change: object, actor = writer) => assessRisk(as(db, actor), { ...rating, ...change });
      await expect(rate({ itemId: positive })).rejects.toThrow("This risk was deleted or moved");
      await expect(rate({ revisionId: published })).rejects.toThrow("This revision is published");
      await expect(rate({}, viewer)).rejects.toMatchObject({ reason: "forbidden" });
      await expect(rate({ assessment: { ...high, severity: "dire" } })).rejects.toMatchObject({ reason: "invalid" });
      expect((await takeawaysOf(db, revisionId))[1]?.assessment).toBeNull();
    }));

  it("lets one of two win who rate it for the first time at once", async () => {
    const { revisionId, itemId } = await draft(base.app);
    const results = await Promise.allSettled(
      [high, low].map((assessment) => assessRisk(as(base.app, writer), { revisionId, itemId, base: null, assessment })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});
