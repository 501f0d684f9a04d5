import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { threadMembers, threads } from "@/db/schema/threads";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { rebuildContents } from "@/lib/audit/rebuild";
import type { Database, UserActor } from "@/lib/context";
import { inTransaction } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { canonicalText, itemsOf, type NoteContent } from "@/lib/notes/content";
import { readContent, readItems } from "@/lib/notes/content-queries";
import { approveRevision } from "@/lib/publishing/commands";
import { submitRevision } from "@/lib/review/commands";
import { addTeam, as, publishText, saveAs } from "@/lib/world";
import { importNote } from "./commands";
import { findTarget } from "./queries";

const text = `FOG Q1 2025: Orders recover
Positives
- Orders: Orders rose 12% [doc 1].
Risks
- Supply risk: One supplier could be late.
- Permits: Two kilns wait.
Metric | Period | Previous Guidance | Current Guidance | Change |
---|---|---|---|---|
Revenue | FY 2025 | USD 10 million | USD 11 million | raised |
Topic | Previous Mentions | Current Period | Trend |
---|---|---|---|
Orders | Often spoken of | Orders rose 12% | Recurring growth |
Sources
- doc 1: Q1 release
`;
const changed = `${text
  .replace("USD 11 million", "USD 12 million")
  .replace("- Permits: Two kilns wait.\n", "- Debt: Banks ask for more [doc 2].\n")
  .replace("Orders | Often", "Prices | Often asked about | Prices rose | New\nOrders | Often")}- doc 2: Bank letter`;

const rated = { severity: "high", likelihood: "likely", horizon: "0-12", status: "open", commentary: null } as const;

describe("importing a changed text over a published note", () => {
  let base: TestDatabase;
  let team: Awaited<ReturnType<typeof addTeam>>;
  let published: { revisionId: string; content: NoteContent };
  const read = async (db: Database, id: string) => {
    const content = await readContent(db, id);
    if (!content) throw new Error("no such revision");
    return content;
  };
  const count = async (db: Database, from: string) => {
    const [row] = await db.execute<{ n: number }>(sql.raw(`select count(*)::int as n from ${from}`));
    return row?.n ?? -1;
  };
  const idOf = (title: string) =>
    itemsOf(published.content, "takeaway").find(({ fields }) => fields.title === title)?.id ?? "";

  beforeAll(async () => {
    base = await freshDatabase();
    team = await addTeam(base.app);
    const { writer, reviewer } = team;
    await publishText(base.app, { text, writer, reviewer, summary: "First" });
    const { revisionId } = await createDraft(as(base.app, writer), { ticker: "FOG", period: "2025-Q1" });
    const risk = itemsOf(await read(base.app, revisionId), "takeaway")[1];
    await saveAs(base.app, writer, revisionId, [
      { op: "set", kind: "takeaway", itemId: risk?.id ?? "", field: "assessment", base: null, value: rated },
    ]);
    const { contentSha256 } = await submitRevision(as(base.app, writer), { revisionId, summary: "Rated" });
    await approveRevision(as(base.app, reviewer), { revisionId, contentSha256 });
    published = { revisionId, content: await read(base.app, revisionId) };
  });
  afterAll(() => base.close());

  it("edits a draft of the newest revision: ids, assessments, threads and provenance stay, what is new comes, missing stays", () =>
    rolledBack(base.app, async (db) => {
      const row = itemsOf(published.content, "guidance_row")[0]?.id ?? "";
      const thread = await inTransaction(as(db, team.other), async (tx) => {
        const [company] = await tx.db.execute<{ id: string }>(sql`select id from companies`);
        const [made] = await tx.db
          .insert(threads)
          .values({ companyId: company?.id ?? "", kind: "guidance_row" })
          .returning();
        await tx.db.insert(threadMembers).values({ itemId: row, threadId: made?.id ?? "", joinedBy: team.other.id });
        return made?.id;
      });
      const events = (await listEvents(db)).length;
      const result = await importNote(as(db, team.other), changed);
      expect(result).toMatchObject({ outcome: "revised", beside: [] });
      const content = await read(db, result.revisionId);
      expect(content.items.map(({ id }) => id)).toEqual(
        expect.arrayContaining(published.content.items.map(({ id }) => id)),
      );
      expect(itemsOf(content, "takeaway").map(({ fields, assessment }) => [fields.title, assessment])).toEqual([
        ["Orders", null],
        ["Supply risk", rated],
        ["Debt", null],
        ["Permits", null],
      ]);
      expect(itemsOf(content, "guidance_row")).toMatchObject([{ id: row, fields: { current: "USD 12 million" } }]);
      expect(itemsOf(content, "topic_row").map(({ fields }) => fields.topic)).toEqual(["Prices", "Orders"]);
      expect(content.sources).toMatchObject([{ label: "1" }, { label: "2", title: "Bank letter" }]);
      const { previousMentions } = await readItems(db, result.revisionId);
      expect(Object.values(previousMentions).sort()).toEqual(["Often asked about", "Often spoken of"]);
      expect(await count(db, `thread_members where thread_id = '${thread}' and item_id = '${row}'`)).toBe(1);
      expect(await count(db, `revision_editors where revision_id = '${result.revisionId}'`)).toBe(1);
      const told = (await listEvents(db)).slice(events);
      expect(told).toMatchObject([{ action: "note.imported", after: { basedOn: published.revisionId } }]);
      expect(canonicalText(rebuildContents(told).get(result.revisionId) as NoteContent)).toBe(canonicalText(content));
    }));

  it("takes away what a person ticked, and nothing else that is missing", () =>
    rolledBack(base.app, async (db) => {
      const without = text.replace(/- (Supply|Permits).*\n/g, "");
      const { revisionId } = await importNote(as(db, team.other), without, { removed: [idOf("Permits")] });
      const left = itemsOf(await read(db, revisionId), "takeaway").map(({ fields }) => fields.title);
      expect(left).toEqual(["Orders", "Supply risk"]);
    }));

  it("stands beside a draft that a colleague has open, says whose that is, and leaves it alone", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await createDraft(as(db, team.writer), { ticker: "FOG", period: "2025-Q1" });
      const before = await read(db, revisionId);
      const result = await importNote(as(db, team.other), changed);
      expect(result).toMatchObject({ outcome: "revised", beside: ["ana"] });
      expect(result.revisionId).not.toBe(revisionId);
      expect(await read(db, revisionId)).toEqual(before);
      const target = await findTarget(as(db, team.writer), { ticker: "FOG", period: "2025-Q1" });
      expect(target).toMatchObject({ company: { name: "Fog Works" }, note: { number: 2 } });
      expect(target.beside.toSorted()).toEqual(["ana", "sam"]);
    }));

  it("writes nothing when the text says what is out already, in the same bytes or in others", () =>
    rolledBack(base.app, async (db) => {
      const before = await count(db, "revisions");
      for (const same of [text, text.replace("Positives", "Key positives"), text.replace(/- Permits.*\n/, "")]) {
        const result = await importNote(as(db, team.other), same);
        expect(result).toMatchObject({ outcome: "unchanged", isPublished: true, revisionId: published.revisionId });
      }
      expect(await count(db, "revisions")).toBe(before);
    }));

  it("makes a draft again of a text whose first draft was discarded", () =>
    rolledBack(base.app, async (db) => {
      const first = await importNote(as(db, team.other), changed);
      expect(await importNote(as(db, team.other), changed)).toMatchObject({ outcome: "unchanged" });
      await inTransaction(as(db, team.other), (tx) =>
        tx.db.execute(sql`update revisions set state = 'discarded' where id = ${first.revisionId}`),
      );
      const second = await importNote(as(db, team.other), changed);
      expect(second).toMatchObject({ outcome: "revised" });
      expect(await importNote(as(db, team.other), changed)).toMatchObject({ revisionId: second.revisionId });
    }));

  it("keeps its own document where the text has another one under that label, and says so", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, problems } = await importNote(
        as(db, team.other),
        changed.replace("Q1 release", "Annual report"),
      );
      expect((await read(db, revisionId)).sources[0]).toMatchObject({ label: "1", title: "Q1 release" });
      expect(problems.map(({ message }) => message).join()).toContain("“Annual report”");
    }));

  it.each([
    ["a viewer", (team: Record<string, UserActor>) => team.viewer, changed, {}, "forbidden"],
    [
      "a text with an error",
      (team: Record<string, UserActor>) => team.other,
      `FOG Q1 2025: ${"x".repeat(201)}`,
      {},
      "invalid",
    ],
    [
      "an item of another note",
      (team: Record<string, UserActor>) => team.other,
      changed,
      { removed: ["00000000-0000-4000-8000-000000000000"] },
      "invalid",
    ],
  ] as const)("is refused for %s, and leaves nothing behind", (_, who, words, options, reason) =>
    rolledBack(base.app, async (db) => {
      const tables = ["revisions", "revision_items", "items", "sources", "note_imports", "audit_events"];
      const counts = () => Promise.all(tables.map((table) => count(db, table)));
      const before = await counts();
      await expect(importNote(as(db, who(team) as UserActor), words, options)).rejects.toMatchObject({ reason });
      expect(await counts()).toEqual(before);
    }),
  );

  it("refuses to remove what the text still has", () =>
    rolledBack(base.app, async (db) => {
      const removed = [idOf("Orders")];
      await expect(importNote(as(db, team.other), changed, { removed })).rejects.toMatchObject({ reason: "invalid" });
    }));

  it("makes one draft of six imports at once", async () => {
    const people = [team.writer, team.other];
    const before = await count(base.app, "revisions");
    const results = await Promise.all(
      Array.from({ length: 6 }, (_, index) => importNote(as(base.app, people[index % 2] as UserActor), changed)),
    );
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(["revised", ...Array(5).fill("unchanged")]);
    expect(new Set(results.map(({ revisionId }) => revisionId)).size).toBe(1);
    expect(await count(base.app, "revisions")).toBe(before + 1);
  });
});
