import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { addComment, replyToComment, resolveThread } from "@/lib/comments/commands";
import type { Context, UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { firstOf } from "@/lib/notes/fixtures/items";
import { noteText } from "@/lib/notes/fixtures/note-text";
import { submitRevision } from "@/lib/review/commands";
import { issueLink } from "@/lib/sharing/commands";
import { addMember, addTeam, as, editCompanyAs, publishText, readDraft, saveAs } from "@/lib/world";
import { recordOne } from "./fixtures/chained";
import type { TrailFilter } from "./input";
import { listEvents } from "./queries";
import { findEvent, listPeople, listTrail, trailPage } from "./trail-queries";

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
let admin: Context;
let both: Context;
let published: string;
let draft: string;
const secret = "Words that nobody has approved";

beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  const member = async (name: string, roles: ("admin" | "analyst")[]) =>
    as(base.app, (await addMember(base.app, { email: `${name}@fog.example`, name, roles })).actor);
  admin = await member("ada", ["admin"]);
  both = await member("bea", ["admin", "analyst"]);
  const { writer, reviewer } = team;
  ({ revisionId: published } = await publishText(base.app, { text: noteText, writer, reviewer, summary: "First" }));
  await issueLink(as(base.app, writer), { revisionId: published, label: "A reader", expiresAt: null });
  ({ revisionId: draft } = await createDraft(as(base.app, writer), { ticker: "FOG", period: "2025-Q2" }));
  const { content } = await readDraft(base.app, published);
  const item = { ...firstOf(content, "headline"), id: crypto.randomUUID(), fields: { text: secret }, citations: [] };
  await saveAs(base.app, writer, draft, [{ op: "add", item, after: null } as never]);
  await editCompanyAs(base.app, writer, "FOG", { ticker: "MIST" });
  await submitRevision(as(base.app, writer), { revisionId: draft, summary: secret });
}, 60_000);
afterAll(() => base.close());

const list = async (filter: TrailFilter, ctx = admin) => (await listTrail(ctx, filter)).entries;

describe("the audit trail as an admin sees it", () => {
  it("tells of every event who did what to what and when, newest first", async () => {
    const entries = await list({});
    expect(entries.map(({ seq }) => seq)).toEqual((await listEvents(base.app)).map(({ seq }) => seq).reverse());
    const out = entries.find(({ action }) => action === "revision.published");
    expect(out).toMatchObject({ who: "rob", subject: "Fog Works Q1 2025, r1", href: "/companies/MIST/2025-Q1" });
    expect(out?.at).toBeInstanceOf(Date);
    const link = entries.find(({ action }) => action === "link.issued");
    expect(link).toMatchObject({ who: "ana", subject: "Shared link to Fog Works Q1 2025, r1" });
    const added = entries.find(({ action }) => action === "company.added");
    expect(added).toMatchObject({ who: "Quarterdeck (demo)", subject: "Fog Works", href: "/companies/MIST" });
    expect(entries.at(-1)).toMatchObject({ action: "user.added", subject: "ana", href: null });
  });

  it("tells that a draft was edited, and neither what is in it nor where to read it", async () => {
    const { entries } = await listTrail(admin, {});
    expect(entries.find(({ action }) => action === "revision.edited")).toMatchObject({
      who: "ana",
      subject: "Fog Works Q2 2025",
      href: null,
    });
    expect(JSON.stringify(entries)).not.toContain(secret);
    const edited = (await list({ action: "revision.edited" }, both))[0];
    expect(edited?.href).toBe("/companies/MIST/2025-Q2");
  });

  it("names the note and the kind of item that a comment is on, and leads to its thread; not into a draft that one may not read", () =>
    rolledBack(base.app, async (db) => {
      const writer = as(db, team.writer);
      const say = async (revisionId: string, kind: "headline" | "guidance_row") => {
        const { content } = await readDraft(db, revisionId);
        const itemId = firstOf(content, kind).id;
        return (await addComment(writer, { revisionId, itemId, text: secret, words: null })).commentId;
      };
      const [onDraft, onPublished] = [await say(draft, "headline"), await say(published, "guidance_row")];
      await replyToComment(writer, { commentId: onPublished, revisionId: published, text: secret });
      await resolveThread(writer, { commentId: onPublished });
      const rows = async (ctx: Context) =>
        (await listTrail({ ...ctx, db }, { about: { ticker: "FOG", period: null } })).entries.slice(0, 4);
      const onRow = "Comment on a guidance row of Fog Works Q1 2025, r1";
      const note = `/companies/MIST/2025-Q1#thread-${onPublished}`;
      const toAdmin = await rows(admin);
      expect(toAdmin).toMatchObject([
        { action: "comment.resolved", who: "ana", subject: onRow, href: note },
        { action: "comment.replied", who: "ana", subject: onRow, href: note },
        { action: "comment.added", who: "ana", subject: onRow, href: note },
        { action: "comment.added", who: "ana", subject: "Comment on the headline of Fog Works Q2 2025", href: null },
      ]);
      expect(JSON.stringify(toAdmin)).not.toContain(secret);
      expect((await rows(both))[3]?.href).toBe(`/companies/MIST/2025-Q2/edit/${draft}#thread-${onDraft}`);
    }));

  it("opens an event to an admin who may read drafts, and to nobody else", async () => {
    const seq =
      (await list({ action: "revision.submitted", about: { ticker: "MIST", period: "2025-Q2" } }))[0]?.seq ?? 0;
    expect(await findEvent(both, seq)).toMatchObject({
      who: "ana",
      before: { state: "draft" },
      after: { state: "in_review", summary: secret },
    });
    expect(await findEvent(both, 9_999)).toBeNull();
    for (const ctx of [admin, ...Object.values(team).map((actor: UserActor) => as(base.app, actor))]) {
      expect(await findEvent(ctx, seq)).toBeNull();
    }
  });

  it("is refused to whoever is no admin", async () => {
    for (const actor of Object.values(team)) {
      await expect(listTrail(as(base.app, actor), {})).rejects.toThrow("Your roles do not allow this");
      await expect(listPeople(as(base.app, actor))).rejects.toThrow("Your roles do not allow this");
    }
  });

  it("is filtered by person, by the product's own hand, and by action", async () => {
    const byRob = await list({ person: team.reviewer.id });
    expect(byRob.map(({ action }) => action)).toEqual(["revision.published"]);
    const own = await list({ person: "product" });
    expect(new Set(own.map(({ who }) => who))).toEqual(new Set(["Quarterdeck (demo)"]));
    expect(await list({ person: team.reviewer.id, action: "link.issued" })).toEqual([]);
    expect((await listPeople(admin)).map(({ name }) => name)).toEqual(["ada", "ana", "bea", "rob", "sam", "vic"]);
  });

  it("is filtered by a company under any ticker that it had, and by a quarter of it", async () => {
    const of = async (ticker: string, period: "2025-Q1" | "2025-Q2" | null) =>
      (await list({ about: { ticker, period } })).map(({ action }) => action);
    const second = ["revision.submitted", "revision.edited", "revision.created"];
    const first = ["link.issued", "revision.published", "revision.submitted", "note.imported"];
    expect(await of("FOG", null)).toEqual([
      "revision.submitted",
      "company.edited",
      ...second.slice(1),
      ...first,
      "company.added",
    ]);
    expect(await of("MIST", "2025-Q2")).toEqual(second);
    expect(await of("FOG", "2025-Q1")).toEqual(first);
    expect(await of("HAZE", null)).toEqual([]);
  });

  it("is filtered by days of UTC, the first and the last of them included", async () => {
    const [newest] = await list({});
    const day = (newest?.at ?? new Date()).toISOString().slice(0, 10);
    const shifted = (days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
    expect((await list({ to: day })).length).toBe((await list({})).length);
    expect((await list({ from: shifted(-1), to: day }))[0]?.seq).toBe(newest?.seq);
    expect(await list({ from: shifted(1) })).toEqual([]);
    expect(await list({ to: shifted(-2) })).toEqual([]);
  });

  it("comes in pages by number, which new events do not move", async () => {
    for (let n = 0; n < trailPage; n++) await recordOne(base.app);
    const all = (await listEvents(base.app)).map(({ seq }) => seq).reverse();
    const first = await listTrail(admin, {});
    await recordOne(base.app);
    const second = await listTrail(admin, { before: first.entries.at(-1)?.seq ?? 0 });
    expect([...first.entries, ...second.entries].map(({ seq }) => seq)).toEqual(all);
    expect([first.older, second.older]).toEqual([true, false]);
  });
});
