import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { findCompany, listCompanies, listCoverage } from "@/lib/companies/queries";
import { type Database, inTransaction, type UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { canonicalText, itemsOf } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import { findDraftsOf, listPublishedBefore } from "@/lib/notes/draft-queries";
import { findNote } from "@/lib/notes/queries";
import { findRecallable, findRecalls } from "@/lib/notes/recall-queries";
import { submitRevision } from "@/lib/review/commands";
import { issueLink } from "@/lib/sharing/commands";
import { exportNote, findTarget } from "@/lib/transfer/queries";
import { addTeam, as, publishText, saveAs } from "@/lib/world";
import { approveRevision } from "./commands";
import { recallRevision } from "./recall-commands";

const text = `Format: quarterdeck 1
FOG Q1 2025: Orders recover

Risks:
- Supply: One supplier is late.
`;
const at = { ticker: "FOG", period: "2025-Q1" } as const;
const reason = "The supplier was on time.";

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
let first: string;

beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  first = (await publishText(base.app, { ...team, text, summary: "First" })).revisionId;
});
afterAll(() => base.close());

const recall = (db: Database, revisionId: string, actor: UserActor = team.reviewer, why = reason) =>
  recallRevision(as(db, actor), { revisionId, reason: why });

/** A draft on what is newest, in which this title is new, in review. */
async function submitted(db: Database, title: string) {
  const { revisionId } = await createDraft(as(db, team.other), { ...at, beside: true });
  const content = await readContent(db, revisionId);
  const risk = content && itemsOf(content, "takeaway")[0];
  if (!risk) throw new Error("The note has no risk.");
  const edit = { op: "set", kind: "takeaway", itemId: risk.id, field: "title", base: risk.fields.title } as const;
  await saveAs(db, team.other, revisionId, [{ ...edit, value: title }]);
  return { revisionId, ...(await submitRevision(as(db, team.other), { revisionId, summary: title })) };
}

async function published(db: Database, title: string) {
  const revision = await submitted(db, title);
  await approveRevision(as(db, team.reviewer), revision);
  return revision.revisionId;
}

describe("recalling a revision", () => {
  it("puts who, when and why beside it, leaves one event, and touches nothing of it", () =>
    rolledBack(base.app, async (db) => {
      const rows = () =>
        db.execute(sql`select to_json(r)::text as r, to_json(p)::text as p
        from revisions as r join publications as p on p.revision_id = r.id where r.id = ${first}`);
      const [before, events] = [await rows(), await listEvents(db)];
      await recall(db, first, team.reviewer, `  ${reason}\r\nIt was another one. `);
      expect(await rows()).toEqual(before);
      const [row] = await db.execute(sql`select revision_id, recalled_by, reason from recalls`);
      const kept = `${reason}\nIt was another one.`;
      expect(row).toEqual({ revision_id: first, recalled_by: team.reviewer.id, reason: kept });
      expect((await listEvents(db)).slice(events.length)).toMatchObject([
        {
          action: "revision.recalled",
          subject: first,
          actor: `user:${team.reviewer.id}`,
          before: null,
          after: { reason: kept },
        },
      ]);
    }));

  it("is refused to whoever is no reviewer", () =>
    rolledBack(base.app, async (db) => {
      const admin: UserActor = { ...team.viewer, roles: new Set(["admin"]) };
      for (const actor of [team.viewer, team.other, admin]) {
        await expect(recall(db, first, actor)).rejects.toMatchObject({ reason: "forbidden" });
      }
    }));

  it("is refused for what is not published, for what was recalled, and for what is not there", () =>
    rolledBack(base.app, async (db) => {
      const draft = await createDraft(as(db, team.other), { ...at, beside: true });
      await expect(recall(db, draft.revisionId)).rejects.toThrow("is a draft. Only what is published is recalled");
      const inReview = await submitted(db, "Suppliers");
      await expect(recall(db, inReview.revisionId)).rejects.toThrow("is in review");
      await recall(db, first);
      await expect(recall(db, first)).rejects.toThrow("r1 was recalled already");
      await expect(recall(db, team.viewer.id)).rejects.toMatchObject({ reason: "not_found" });
    }));

  it("is refused without a reason, and with one that is too long or cannot be kept; a refusal leaves nothing behind", () =>
    rolledBack(base.app, async (db) => {
      const before = (await listEvents(db)).length;
      for (const why of ["", " \n\t", "a".repeat(2_001), "a\0b", "a\ud800b"]) {
        await expect(recall(db, first, team.reviewer, why)).rejects.toMatchObject({ reason: "invalid" });
      }
      expect(await listEvents(db)).toHaveLength(before);
      expect(await db.execute(sql`select from recalls`)).toHaveLength(0);
      await recall(db, first, team.reviewer, "a".repeat(2_000));
    }));
});

describe("after a recall", () => {
  const viewer = (db: Database) => as(db, team.viewer);

  it("the note shows the newest revision that stands, with what was recalled since; its text is that one's too", () =>
    rolledBack(base.app, async (db) => {
      const standing = await readContent(db, first);
      const second = await published(db, "Suppliers of parts");
      await recall(db, second);
      const note = await findNote(viewer(db), "FOG", "2025-Q1");
      expect(note).toMatchObject({ revision: { id: first, number: 1 }, newest: 2, standing: 1 });
      expect(note && canonicalText(note.content)).toBe(standing && canonicalText(standing));
      expect(note?.recalls).toEqual([{ number: 2, by: "rob", at: expect.any(Date), reason }]);
      expect(await exportNote(viewer(db), "FOG", "2025-Q1")).not.toContain("Suppliers of parts");
      const third = await published(db, "Supplies");
      expect(await findNote(viewer(db), "FOG", "2025-Q1")).toMatchObject({
        revision: { id: third, number: 3 },
        recalls: [],
      });
      await recall(db, first);
      expect(await findNote(viewer(db), "FOG", "2025-Q1")).toMatchObject({ revision: { id: third }, recalls: [] });
    }));

  it("a note of which nothing stands has no content for anybody, and says of every revision why", () =>
    rolledBack(base.app, async (db) => {
      const second = await published(db, "Suppliers");
      await recall(db, second);
      await recall(db, first, team.writer, "Neither was this.");
      for (const actor of [team.viewer, team.other]) {
        expect(await findNote(as(db, actor), "FOG", "2025-Q1")).toBeNull();
        expect(await exportNote(as(db, actor), "FOG", "2025-Q1")).toBeNull();
        expect(await findRecalls(as(db, actor), "FOG", "2025-Q1")).toEqual({
          company: "Fog Works",
          ticker: "FOG",
          period: "2025-Q1",
          recalls: [
            { number: 2, by: "rob", at: expect.any(Date), reason },
            { number: 1, by: "ana", at: expect.any(Date), reason: "Neither was this." },
          ],
        });
      }
      expect(await findRecalls(viewer(db), "FOG", "2025-Q2")).toBeNull();
      const { revisionId } = await createDraft(as(db, team.other), at);
      expect(await findNote(viewer(db), "FOG", "2025-Q1")).toBeNull();
      expect(await findNote(as(db, team.other), "FOG", "2025-Q1")).toMatchObject({
        revision: { id: revisionId, state: "draft" },
        recalls: [{ number: 2 }, { number: 1 }],
      });
    }));

  it("desk, companies and company present nothing of what was recalled as current", () =>
    rolledBack(base.app, async (db) => {
      const cells = async () => (await listCoverage(viewer(db))).owners[0]?.companies[0]?.cells.at(-1);
      const second = await published(db, "Suppliers");
      await recall(db, second);
      expect(await cells()).toMatchObject({ revisionId: first, number: 1, recalled: null });
      expect((await findCompany(viewer(db), "FOG"))?.notes).toMatchObject([
        { headline: "Orders recover", takeaways: 1, cell: { number: 1 } },
      ]);
      await recall(db, first);
      expect(await cells()).toMatchObject({ number: null, recalled: 2, open: null, guidance: [] });
      expect((await findCompany(viewer(db), "FOG"))?.notes).toMatchObject([
        { headline: "", takeaways: 0, takeawaysCited: 0, publishedAt: null, cell: { recalled: 2 } },
      ]);
      expect(await listCompanies(viewer(db))).toMatchObject([{ notes: 0, latest: null }]);
      await createDraft(as(db, team.other), at);
      expect(await cells()).toMatchObject({ recalled: 2, open: null });
      expect((await findCompany(as(db, team.other), "FOG"))?.notes).toMatchObject([
        { cell: { number: null, recalled: null, open: { count: 1 } } },
      ]);
    }));

  it("drafts, carried notes and imported texts go on from the newest revision that stands", () =>
    rolledBack(base.app, async (db) => {
      const second = await published(db, "Suppliers");
      const onSecond = await submitted(db, "Supply chain");
      await recall(db, second);
      const draft = await createDraft(as(db, team.other), at);
      expect(draft.joined).toBe(false);
      expect(await readContent(db, draft.revisionId)).toEqual(await readContent(db, first));
      expect(await findDraftsOf(as(db, team.other), "FOG", "2025-Q1")).toMatchObject({
        published: 1,
        drafts: expect.arrayContaining([
          expect.objectContaining({ id: draft.revisionId, basedOn: 1, mayFollow: true }),
          expect.objectContaining({ id: onSecond.revisionId, basedOn: 2, mayFollow: true }),
        ]),
      });
      expect((await findTarget(as(db, team.other), at)).note?.number).toBe(1);
      const [company] = await db.execute<{ id: string }>(sql`select company_id as id from notes`);
      const earlier = () => listPublishedBefore(db, company?.id ?? "", "2025-Q2");
      expect(await earlier()).toMatchObject([{ revisionId: first }]);
      await recall(db, first);
      expect(await earlier()).toEqual([]);
      expect((await findTarget(as(db, team.other), at)).note).toBeNull();
    }));

  it("a draft on what was recalled can be published, and so can one on what stands; numbers go on without gaps", () =>
    rolledBack(base.app, async (db) => {
      const second = await published(db, "Suppliers");
      const onSecond = await submitted(db, "Supply chain");
      await recall(db, second);
      const onFirst = await submitted(db, "Late supply");
      expect(await approveRevision(as(db, team.reviewer), onSecond)).toEqual({ number: 3 });
      const late = approveRevision(as(db, team.reviewer), onFirst);
      await expect(late).rejects.toThrow("r3 was published after this draft was begun");
      await recall(db, onSecond.revisionId);
      expect(await approveRevision(as(db, team.reviewer), onFirst)).toEqual({ number: 4 });
    }));

  it("no link is made to it, by command or by SQL, and it can be recalled no more", () =>
    rolledBack(base.app, async (db) => {
      expect(await findRecallable(as(db, team.reviewer), { ...at, number: null })).toMatchObject({ revisionId: first });
      await recall(db, first);
      const link = { revisionId: first, label: "A client", expiresAt: null };
      await expect(issueLink(as(db, team.writer), link)).rejects.toThrow("r1 was recalled");
      const insert = inTransaction(as(db, team.writer), (tx) =>
        tx.db.execute(sql`insert into share_links (revision_id, label, token_sha256, issued_by)
          values (${first}, 'A client', ${"a".repeat(64)}, ${team.writer.id})`),
      );
      await expect(insert).rejects.toMatchObject({ cause: { code: "23514" } });
      for (const number of [null, 1, 2]) {
        expect(await findRecallable(as(db, team.reviewer), { ...at, number })).toBeNull();
      }
      await expect(findRecallable(as(db, team.other), { ...at, number: 1 })).rejects.toMatchObject({
        reason: "forbidden",
      });
    }));
});
