import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { UserActor } from "@/lib/context";
import { inTransaction } from "@/lib/context";
import { submitRevision } from "@/lib/review/commands";
import { addTeam, as, publishText } from "@/lib/world";
import { beginEdit, createDraft } from "./commands";
import { readContent } from "./content-queries";

const text = `Format: quarterdeck 1
FOG Q1 2025: Orders recover [doc 1]

Positives:
- Orders: Orders rose 12% [doc 1].

Risks:
- Supply: One supplier is late.
  Assessment: high | likely | 0-12 | open | Watch it

Guidance:
Metric | Period | Previous Guidance | Current Guidance | Change |
---|---|---|---|---|
Revenue | FY 2025 | USD 10 million | USD 11 million | [raised] |

Topics:
Topic | Previous Mentions | Current Period | Trend |
---|---|---|---|
Orders | [2024-Q4] up 8% | up 12% | growth [recurring] |

Questions and answers:
Orders
Q: How are orders?
A: Better.
Answered by: Jo Finch

Covering analysts:
- Mara Quill | Foghorn Securities
`;
const at = { ticker: "FOG", period: "2025-Q1" } as const;

describe("a draft", () => {
  let base: TestDatabase;
  let writer: UserActor;
  let reviewer: UserActor;
  let viewer: UserActor;
  let published: string;

  beforeAll(async () => {
    base = await freshDatabase();
    ({ writer, reviewer, viewer } = await addTeam(base.app));
    published = (await publishText(base.app, { text, writer, reviewer, summary: "First" })).revisionId;
  });
  afterAll(() => base.close());

  it("on a published note is a copy of it under the same item ids, and makes nobody an editor", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, joined } = await createDraft(as(db, reviewer), at);
      expect(joined).toBe(false);
      expect(await readContent(db, revisionId)).toEqual(await readContent(db, published));
      const [row] = await db.execute(
        sql`select count(*)::int as n from revision_editors where revision_id = ${revisionId}`,
      );
      expect(row?.n).toBe(0);
      const last = (await listEvents(db)).at(-1);
      expect(last).toMatchObject({ action: "revision.created", after: { basedOn: published } });
    }));

  it("that is open is joined, and a second one is an explicit choice", () =>
    rolledBack(base.app, async (db) => {
      const first = await createDraft(as(db, writer), at);
      expect(await createDraft(as(db, reviewer), at)).toEqual({ revisionId: first.revisionId, joined: true });
      const second = await createDraft(as(db, reviewer), { ...at, beside: true });
      expect(second.joined).toBe(false);
      expect(second.revisionId).not.toBe(first.revisionId);
    }));

  it("of a quarter without a note is an empty one, based on nothing", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await createDraft(as(db, writer), { ticker: "FOG", period: "2025-Q2" });
      expect(await readContent(db, revisionId)).toMatchObject({ period: "2025-Q2", items: [], sources: [] });
    }));

  it("is refused to a viewer, and for a company that is not there", () =>
    rolledBack(base.app, async (db) => {
      await expect(createDraft(as(db, viewer), at)).rejects.toMatchObject({ reason: "forbidden" });
      const elsewhere = createDraft(as(db, writer), { ticker: "MIST", period: "2025-Q1" });
      await expect(elsewhere).rejects.toMatchObject({ reason: "not_found" });
    }));

  it("is made once when two people open it at the same time", async () => {
    const period = "2026-Q1";
    const results = await Promise.all(
      [writer, reviewer, writer, reviewer].map((actor) => createDraft(as(base.app, actor), { ticker: "FOG", period })),
    );
    expect(new Set(results.map(({ revisionId }) => revisionId)).size).toBe(1);
    expect(results.filter(({ joined }) => !joined)).toHaveLength(1);
  });

  it("cannot be edited once it is submitted, nor can what is published", async () => {
    const { revisionId } = await createDraft(as(base.app, writer), { ...at, beside: true });
    await inTransaction(as(base.app, writer), async (tx) => {
      await beginEdit(tx, revisionId);
      await tx.db.execute(
        sql`update takeaways set title = 'Order book' where revision_id = ${revisionId} and kind = 'positive'`,
      );
    });
    await submitRevision(as(base.app, writer), { revisionId, summary: "Reworded" });
    const edit = (id: string) => inTransaction(as(base.app, writer), (tx) => beginEdit(tx, id));
    await expect(edit(revisionId)).rejects.toThrow("Take it back to draft");
    await expect(edit(published)).rejects.toThrow("This revision is published");
  });

  it("waits with its submission for an edit under way, so that the hash is of what the tables hold", async () => {
    const { revisionId } = await createDraft(as(base.app, writer), { ...at, beside: true });
    let submission: Promise<{ contentSha256: string }> | undefined;
    await inTransaction(as(base.app, writer), async (tx) => {
      await beginEdit(tx, revisionId);
      submission = submitRevision(as(base.app, writer), { revisionId, summary: "Late edit" });
      await waitForLock(base);
      await tx.db.execute(
        sql`update takeaways set title = 'Late' where revision_id = ${revisionId} and kind = 'positive'`,
      );
    });
    await submission;
    const [row] = await base.app.execute<{ content: string }>(
      sql`select content from revisions where id = ${revisionId}`,
    );
    expect(row?.content).toContain('"title":"Late"');
  });
});

/** Returns when some statement of this database waits for another's lock. */
async function waitForLock(base: TestDatabase): Promise<void> {
  for (;;) {
    const [row] = await base.sql.superuser`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if (row?.n > 0) return;
  }
}
