import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import type { Database, UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { recallRevision } from "@/lib/publishing/recall-commands";
import { addCompanyOf, addMember, addTeam, as, publishText } from "@/lib/world";
import { issueLink, revokeLinks } from "./commands";
import { publishedNote } from "./fixtures/published";
import { findLink, type LinkFilter, listLinkMakers, listLinks } from "./link-queries";
import { findShareable } from "./shareable-queries";

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
let admin: UserActor;
const published: Record<string, string> = {};

beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  admin = (await addMember(base.app, { email: "ada@fog.example", name: "ada", roles: ["admin"] })).actor;
  const mist = { ticker: "MIST", exchange: "XNAS", name: "Mist Works", currency: "USD", fiscalYearEnd: "12" };
  await addCompanyOf(base.app, mist);
  for (const note of ["FOG Q1 2025", "FOG Q2 2025", "MIST Q1 2025"]) {
    const text = `Format: quarterdeck 1\n${note}: Orders recover\n`;
    published[note] = (await publishText(base.app, { ...team, text, summary: "First" })).revisionId;
  }
});
afterAll(() => base.close());

const issue = async (db: Database, actor: UserActor, note: string, label: string, expiresAt: string | null = null) => {
  const end = expiresAt ? new Date(expiresAt) : null;
  const { linkId } = await issueLink(as(db, actor), { revisionId: published[note] ?? "", label, expiresAt: end });
  return linkId;
};

describe("the list of links", () => {
  it("has those that open, the first to end first, by note, maker and end; the ended ones on demand", () =>
    rolledBack(base.app, async (db) => {
      const { writer, other, viewer } = team;
      await issue(db, writer, "FOG Q1 2025", "never");
      await issue(db, other, "FOG Q1 2025", "late", "2998-01-01T00:00:00Z");
      await issue(db, other, "FOG Q2 2025", "soon", "2997-01-01T00:00:00Z");
      await issue(db, writer, "MIST Q1 2025", "mist");
      await revokeLinks(as(db, writer), [await issue(db, writer, "FOG Q1 2025", "ended")]);
      const labels = async (filter: LinkFilter, actor = writer) =>
        (await listLinks(as(db, actor), filter)).map(({ label }) => label);
      expect(new Set(await labels({}))).toEqual(new Set(["soon", "late", "never", "mist"]));
      expect((await labels({})).slice(0, 2)).toEqual(["soon", "late"]);
      expect(await labels({ about: { ticker: "FOG", period: "2025-Q1" } })).toEqual(["late", "never"]);
      expect(await labels({ about: { ticker: "FOG", period: null } })).toEqual(["soon", "late", "never"]);
      expect(await labels({ maker: other.id })).toEqual(["soon", "late"]);
      expect(await labels({ endsBy: new Date("2997-06-01") })).toEqual(["soon"]);
      const all = { about: { ticker: "FOG", period: "2025-Q1" }, withEnded: true } as const;
      expect(await labels(all, admin)).toEqual(["late", "ended", "never"]);
      await revokeLinks(as(db, writer), [await issue(db, team.reviewer, "FOG Q1 2025", "of rob")]);
      expect((await listLinkMakers(as(db, admin))).map(({ name }) => name)).toEqual(["ana", "rob", "sam"]);
      await expect(labels({}, viewer)).rejects.toMatchObject({ reason: "forbidden" });
      await expect(listLinkMakers(as(db, viewer))).rejects.toMatchObject({ reason: "forbidden" });
    }));

  it("says of a link what it shows and why it opens nothing, and has neither its token nor its password", () =>
    rolledBack(base.app, async (db) => {
      const { writer, other, viewer } = team;
      const revisionId = published["MIST Q1 2025"] ?? "";
      const password = "a long enough password";
      const { linkId, token } = await issueLink(as(db, other), { revisionId, label: "A", expiresAt: null, password });
      const link = await findLink(as(db, writer), linkId);
      expect(link).toMatchObject({
        company: "Mist Works",
        ticker: "MIST",
        period: "2025-Q1",
        number: 1,
        policy: "revision",
        hasPassword: true,
        issuedBy: { id: other.id, name: "sam" },
        end: null,
        seen: 0,
        seenAt: null,
      });
      expect(JSON.stringify(link)).not.toMatch(new RegExp(`${token}|argon2|sha256`, "i"));
      expect(await findLink(as(db, writer), writer.id)).toBeNull();
      await expect(findLink(as(db, viewer), linkId)).rejects.toMatchObject({ reason: "forbidden" });
      await revokeLinks(as(db, writer), [linkId]);
      expect(await findLink(as(db, writer), linkId)).toMatchObject({ end: "ended", revokedBy: "ana" });
    }));

  it("says of a link that what it shows was recalled, until there is something newer for it to show", () =>
    rolledBack(base.app, async (db) => {
      const note = await publishedNote(db, team);
      const made = { revisionId: note.revisionId, label: "A", expiresAt: null };
      const fixed = await issueLink(as(db, team.writer), made);
      const following = await issueLink(as(db, team.writer), { ...made, policy: "latest" });
      const recalled = async () =>
        Promise.all([fixed, following].map(async ({ linkId }) => (await findLink(as(db, admin), linkId))?.isRecalled));
      const second = await note.next("12%", "13%");
      expect(await recalled()).toEqual([false, false]);
      await recallRevision(as(db, team.reviewer), { revisionId: second, reason: "A figure was wrong." });
      expect(await recalled()).toEqual([false, true]);
      await note.next("12%", "14%");
      await recallRevision(as(db, team.reviewer), { revisionId: note.revisionId, reason: "So was this." });
      expect(await recalled()).toEqual([true, false]);
    }));
});

describe("what of a note can be shared", () => {
  const find = (db: Database, actor: UserActor, period: "2025-Q1" | "2025-Q4", number: number | null = null) =>
    findShareable(as(db, actor), { ticker: "FOG", period, number });

  it("is its newest revision that stands; what was recalled cannot be", () =>
    rolledBack(base.app, async (db) => {
      const { writer, reviewer, viewer } = team;
      const revision = { id: published["FOG Q1 2025"], number: 1 };
      expect(await find(db, writer, "2025-Q1")).toMatchObject({ revision, newest: { number: 1, isRecalled: false } });
      expect(await find(db, writer, "2025-Q1", 1)).toMatchObject({ revision });
      expect(await find(db, writer, "2025-Q1", 2)).toBeNull();
      await recallRevision(as(db, reviewer), { revisionId: revision.id ?? "", reason: "A figure was wrong." });
      const recalled = { revision: null, newest: { number: 1, isRecalled: true } };
      expect(await find(db, writer, "2025-Q1")).toMatchObject(recalled);
      expect(await find(db, admin, "2025-Q1", 1)).toMatchObject(recalled);
      await expect(find(db, viewer, "2025-Q1")).rejects.toMatchObject({ reason: "forbidden" });
    }));

  it("is any revision that went out and stands, newest first, and the one that is asked for among them", () =>
    rolledBack(base.app, async (db) => {
      const note = await publishedNote(db, team);
      const [second, third] = [await note.next("12%", "13%"), await note.next("13%", "14%")];
      const of = (number: number | null) => findShareable(as(db, team.writer), { ...note, number });
      await recallRevision(as(db, team.reviewer), { revisionId: second, reason: "A figure was wrong." });
      const standing = [
        { id: third, number: 3, publishedAt: expect.any(Date) },
        { id: note.revisionId, number: 1, publishedAt: expect.any(Date) },
      ];
      expect(await of(null)).toMatchObject({ revision: standing[0], revisions: standing });
      expect(await of(1)).toMatchObject({ revision: standing[1], revisions: standing });
      expect(await of(2)).toMatchObject({ revision: null, revisions: standing });
    }));

  it("is nothing while it is a draft, of which only those know who read drafts", () =>
    rolledBack(base.app, async (db) => {
      expect(await find(db, team.writer, "2025-Q4")).toBeNull();
      await createDraft(as(db, team.writer), { ticker: "FOG", period: "2025-Q4" });
      expect(await find(db, team.writer, "2025-Q4")).toMatchObject({ revision: null, newest: null });
      expect(await find(db, admin, "2025-Q4")).toBeNull();
    }));
});
