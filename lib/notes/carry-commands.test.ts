import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { rebuildContents } from "@/lib/audit/rebuild";
import type { Database, UserActor } from "@/lib/context";
import { approveRevision } from "@/lib/publishing/commands";
import { discardRevision, submitRevision } from "@/lib/review/commands";
import { addTeam, as, publishText, saveAs } from "@/lib/world";
import { carryForward } from "./carry-commands";
import { createDraft } from "./commands";
import { type Item, itemsOf, type NoteContent } from "./content";
import { readContent } from "./content-queries";
import { findNote } from "./queries";

const head = "Metric | Period | Previous Guidance | Current Guidance | Change |\n---|---|---|---|---|\n";

const first = `Format: quarterdeck 1
FOG Q1 2025: Orders recover [doc 1]

Risks:
- Supply: One supplier is late.

Guidance:
${head}Revenue | FY 2025 | | USD 11 million [doc 1] | [initiated] |
CapEx | FY 2025 | | about USD 2 million | [initiated] |
`;

const second = `Format: quarterdeck 1
FOG Q2 2025: Orders hold [doc 1]

Positives:
- Orders: Orders rose 12% [doc 1].

Risks:
- Supply: One supplier is late [doc 1].
  Assessment: high | likely | 0-12 | open | Watch it
- Permit: Granted.
  Assessment: low | possible | 0-12 | closed

Guidance:
${head}Revenue | FY 2025 | USD 11 million | USD 12 million [doc 1] | [raised] |
capex | FY 2025 | about USD 2 million | | [not addressed] |
Headcount | FY 2025 | 40 | 41 | [met] |

Topics:
Topic | Previous Mentions | Current Period | Trend |
---|---|---|---|
Orders | [2025-Q1] up 8% [doc 1] | up 12% [doc 1] | growth [recurring] |
Wind | [2025-Q1] first order | not mentioned | no follow-up [dropped] |

Questions and answers:
Orders
Q: How are orders?
A: Better.

Covering analysts:
- Mara Quill | Foghorn Securities
`;

const headline: Item = {
  id: "7f3c1c1e-6f0a-4f67-9a51-5e0e9d6b7a01",
  kind: "headline",
  citations: [],
  fields: { text: "Orders go on" },
};
const next = { ticker: "FOG", period: "2025-Q3" } as const;

describe("a note carried forward", () => {
  let base: TestDatabase;
  let writer: UserActor;
  let reviewer: UserActor;
  let viewer: UserActor;
  let other: UserActor;
  let from: string;

  beforeAll(async () => {
    base = await freshDatabase();
    ({ writer, reviewer, viewer, other } = await addTeam(base.app));
    for (const text of [first, second]) {
      from = (await publishText(base.app, { text, writer, reviewer, summary: "First" })).revisionId;
    }
  });
  afterAll(() => base.close());

  const carriedBy = async (db: Database, actor = other) => {
    const { revisionId } = await carryForward(as(db, actor), next);
    return { revisionId, content: (await readContent(db, revisionId)) as NoteContent };
  };
  /** The items of each thread, by what they are called and the quarter they are of. */
  const threadsOf = async (db: Database) => {
    const rows = await db.execute<{ members: string[] }>(sql`
      select array_agg(distinct notes.period || ' ' || coalesce(metric, topic, title)) as members
      from thread_members join items on items.id = item_id join notes on notes.id = note_id
      left join guidance_rows using (item_id) left join topic_rows using (item_id) left join takeaways using (item_id)
      group by thread_id order by members`);
    return rows.map(({ members }) => members);
  };

  it("has last quarter's open guidance, topics and risks, none of it said this quarter, and no source", () =>
    rolledBack(base.app, async (db) => {
      const { content } = await carriedBy(db);
      expect(content).toMatchObject({ ticker: "FOG", period: "2025-Q3", sources: [] });
      expect(itemsOf(content, "guidance_row").map(({ fields }) => [fields.metric, fields.previous])).toEqual([
        ["Revenue", "USD 12 million (Q2 2025)"],
        ["capex", "about USD 2 million (Q1 2025)"],
      ]);
      expect(itemsOf(content, "topic_row").map(({ fields }) => fields)).toEqual([
        {
          topic: "Orders",
          mentions: [
            { period: "2025-Q1", text: "up 8%", absent: false },
            { period: "2025-Q2", text: "up 12%", absent: false },
          ],
          current: null,
          trend: null,
          trendTag: null,
        },
      ]);
      expect(itemsOf(content, "takeaway").map(({ fields, assessment }) => ({ ...fields, assessment }))).toEqual([
        {
          kind: "risk",
          title: "Supply",
          body: "",
          assessment: {
            severity: "high",
            likelihood: "likely",
            horizon: "0-12",
            status: "open",
            commentary: "Watch it",
          },
        },
      ]);
      expect(content.items).toHaveLength(4);
    }));

  it("is its maker's, tells of it in one event from which it is rebuilt, and leaves an assessment its maker's name", () =>
    rolledBack(base.app, async (db) => {
      const before = (await listEvents(db)).length;
      const { revisionId, content } = await carriedBy(db);
      const events = await listEvents(db);
      expect(events.slice(before)).toMatchObject([
        { action: "revision.created", actor: `user:${other.id}`, after: { basedOn: null, carriedFrom: from } },
      ]);
      expect(rebuildContents(events).get(revisionId)).toEqual(content);
      const note = await findNote(as(db, other), "FOG", "2025-Q3");
      expect(note?.revision).toMatchObject({ state: "draft", editors: ["sam"] });
      expect(Object.values(note?.assessed ?? {}).map(({ by }) => by)).toEqual(["ana"]);
    }));

  it("goes on in the threads of what it carries, which take in earlier items of the same name", () =>
    rolledBack(base.app, async (db) => {
      await carriedBy(db);
      expect(await threadsOf(db)).toEqual([
        ["2025-Q1 CapEx", "2025-Q2 capex", "2025-Q3 capex"],
        ["2025-Q1 Revenue", "2025-Q2 Revenue", "2025-Q3 Revenue"],
        ["2025-Q1 Supply", "2025-Q2 Supply", "2025-Q3 Supply"],
        ["2025-Q2 Orders", "2025-Q3 Orders"],
      ]);
    }));

  it("keeps its threads in the quarter after, under whatever name its items have by then", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, content } = await carriedBy(db);
      const rows = itemsOf(content, "guidance_row");
      if (!rows[0]) throw new Error("No row was carried.");
      const set = { op: "set", kind: "guidance_row" } as const;
      const silent = { ...set, field: "change", base: null, value: "not_addressed" } as const;
      await saveAs(db, other, revisionId, [
        { ...set, itemId: rows[0].id, field: "metric", base: "Revenue", value: "Total revenue" },
        ...rows.map(({ id: itemId }) => ({ ...silent, itemId })),
        { op: "add", item: headline, after: null },
      ]);
      const { contentSha256 } = await submitRevision(as(db, other), { revisionId, summary: "First" });
      await approveRevision(as(db, reviewer), { revisionId, contentSha256 });
      const later = await carryForward(as(db, other), { ...next, period: "2026-Q1" });
      expect(later.from).toBe("2025-Q3");
      expect(await threadsOf(db)).toContainEqual([
        "2025-Q1 Revenue",
        "2025-Q2 Revenue",
        "2025-Q3 Total revenue",
        "2026-Q1 Total revenue",
      ]);
      const after = await readContent(db, later.revisionId);
      const previous = after && itemsOf(after, "guidance_row").map(({ fields }) => fields.previous);
      expect(previous).toEqual(["USD 12 million (Q2 2025)", "about USD 2 million (Q1 2025)"]);
    }));

  it("is refused to a viewer, in a quarter that has a note, and where nothing earlier is out; nothing is left behind", () =>
    rolledBack(base.app, async (db) => {
      const before = (await listEvents(db)).length;
      await expect(carryForward(as(db, viewer), next)).rejects.toMatchObject({ reason: "forbidden" });
      const again = carryForward(as(db, other), { ...next, period: "2025-Q2" });
      await expect(again).rejects.toThrow("FOG has a note for Q2 2025 already.");
      const early = carryForward(as(db, other), { ...next, period: "2025-Q1" });
      await expect(early).rejects.toMatchObject({ reason: "conflict" });
      const earliest = carryForward(as(db, other), { ...next, period: "2024-Q4" });
      await expect(earliest).rejects.toThrow("FOG has no published note before Q4 2024. Start empty.");
      const elsewhere = carryForward(as(db, other), { ...next, ticker: "MIST" });
      await expect(elsewhere).rejects.toMatchObject({ reason: "not_found" });
      expect(await listEvents(db)).toHaveLength(before);
      const [left] = await db.execute(sql`select (select count(*)::int from notes) as notes,
        (select count(*)::int from threads) as threads`);
      expect(left).toEqual({ notes: 2, threads: 0 });
    }));

  it("is refused beside an open draft, and can be made again once that is discarded", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await createDraft(as(db, writer), next);
      await expect(carryForward(as(db, other), next)).rejects.toMatchObject({ reason: "conflict" });
      await discardRevision(as(db, writer), { revisionId });
      expect((await carriedBy(db)).content.items).toHaveLength(4);
    }));

  describe("at the same time", () => {
    let own: TestDatabase;
    let team: Awaited<ReturnType<typeof addTeam>>;
    beforeEach(async () => {
      own = await freshDatabase();
      team = await addTeam(own.app);
      for (const text of [first, second]) await publishText(own.app, { ...team, text, summary: "First" });
      return () => own.close();
    });

    it("by two people is made once, and the other one is told", async () => {
      const results = await Promise.allSettled(
        [team.writer, team.other, team.reviewer].map((actor) => carryForward(as(own.app, actor), next)),
      );
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const refused = results.flatMap((each) => (each.status === "rejected" ? [each.reason.message] : []));
      expect(refused).toEqual(Array(2).fill("FOG has a note for Q3 2025 already. Open that one."));
      const [row] = await own.app.execute(sql`select count(*)::int as n from revisions where state = 'draft'`);
      expect(row?.n).toBe(1);
    });

    it("into two quarters shares the threads of what both go on from", async () => {
      await Promise.all(
        (["2025-Q3", "2025-Q4", "2026-Q1"] as const).map((period) =>
          carryForward(as(own.app, team.other), { ...next, period }),
        ),
      );
      const threads = await threadsOf(own.app);
      expect(threads).toHaveLength(4);
      expect(threads.map((members) => members.length)).toEqual([5, 5, 5, 4]);
    });
  });
});
