import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { sha256 } from "@/lib/auth/token";
import { recallRevision } from "@/lib/publishing/recall-commands";
import { addTeam, as } from "@/lib/world";
import { issueLink, replaceToken, revokeLinks } from "./commands";
import type { Door } from "./door-call";
import { publishedNote } from "./fixtures/published";
import { readerAt } from "./fixtures/reader";
import { findLink } from "./link-queries";
import { changeSharingSettings } from "./settings-commands";
import { listVisits } from "./view-queries";
import { VisitLog } from "./visits";

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
let door: Door;

beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  door = { share: base.share, visits: new VisitLog(() => base.share) };
});
afterAll(async () => {
  await door.visits.close();
  await base.close();
});

const published = () => publishedNote(base.app, team);
const writing = () => as(base.app, team.writer);
const link = { label: "A client", expiresAt: null };

describe("what a link allows", () => {
  it("a link that follows the note shows the newest revision, and one to a revision tells what the newest changes", async () => {
    const note = await published();
    const [fixed, following, silent] = [
      await issueLink(writing(), { ...link, revisionId: note.revisionId }),
      await issueLink(writing(), { ...link, revisionId: note.revisionId, policy: "latest" }),
      await issueLink(writing(), { ...link, revisionId: note.revisionId, showsNewer: false }),
    ];
    const read = readerAt(door);
    for (const { token } of [fixed, following, silent]) expect((await read(`/s/${token}`)).body).toContain("12%");
    await note.next("12%", "13%");
    const older = (await read(`/s/${fixed.token}`)).body;
    expect(older).toContain("<b>r2 is out since <time");
    expect(older).toContain("<li>Guidance: Revenue, current: “12%”, now “13%”</li>");
    expect(older).toContain(", 1 change.</b>");
    expect((await read(`/s/${silent.token}`)).body).not.toContain("13%");
    const newest = (await read(`/s/${following.token}`)).body;
    expect(newest).toContain("13%");
    expect(newest).toContain("This link shows the newest revision, now r2.");
    expect(newest).not.toContain("is out since");
  });

  it("R26: after a recall the newest shows that it was recalled, and no older revision in its place", async () => {
    const note = await published();
    const { token } = await issueLink(writing(), { ...link, revisionId: note.revisionId, policy: "latest" });
    const first = await issueLink(writing(), { ...link, revisionId: note.revisionId });
    const second = await note.next("12%", "13%");
    const read = readerAt(door);
    await recallRevision(as(base.app, team.reviewer), { revisionId: second, reason: "A figure was wrong." });
    const { status, body } = await read(`/s/${token}`);
    expect(status).toBe(410);
    expect(body).toContain("A figure was wrong.");
    expect(body).not.toMatch(/1[23]%/);
    const older = await read(`/s/${first.token}`);
    expect(older.status).toBe(200);
    expect(older.body).not.toContain("is out since");
    expect(JSON.parse((await read(`/s/${token}/verify`)).body)).toMatchObject({ revision: 2, contentSha256: null });
  });

  it("shows previewers a page that says nothing of the note", async () => {
    const note = await published();
    const { token } = await issueLink(writing(), { ...link, revisionId: note.revisionId });
    const { status, body } = await readerAt(door)(`/s/${token}`, { headers: { "user-agent": "Slackbot 1.0" } });
    expect(status).toBe(200);
    expect(body).not.toMatch(/Orders|FOG|12%/);
  });

  it("gives files of the note only where its maker lets it", async () => {
    const note = await published();
    const closed = await issueLink(writing(), { ...link, revisionId: note.revisionId });
    const made = await issueLink(writing(), { ...link, revisionId: note.revisionId, mayDownload: true });
    const read = readerAt(door);
    for (const name of ["markdown", "json", "pdf"]) {
      expect((await read(`/s/${closed.token}/download/${name}`)).status).toBe(404);
    }
    expect((await read(`/s/${closed.token}`)).body).not.toContain("download");
    const page = (await read(`/s/${made.token}`)).body;
    expect(page).toContain(`href="/s/${made.token}/download/markdown"`);
    const text = await read(`/s/${made.token}/download/markdown`);
    expect(text.body).toMatch(/^# Orders recover\n/);
    expect(text.headers["Content-Disposition"]).toMatch(/^attachment; filename="FOG-20\d\d-Q\d-r1.md"$/);
    expect(text.headers["Content-Security-Policy"]).toContain("sandbox");
    const json = await read(`/s/${made.token}/download/json`);
    expect(JSON.parse(json.body)).toMatchObject({ ticker: "FOG", revision: 1 });
    expect(json.body).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-4/);
  });

  it("says how to verify, and the hash of the article is found again in the page", async () => {
    const note = await published();
    const { token } = await issueLink(writing(), { ...link, revisionId: note.revisionId });
    const read = readerAt(door);
    const page = (await read(`/s/${token}`)).body;
    const said = JSON.parse((await read(`/s/${token}/verify`)).body);
    const article = /<main id="main">[\s\S]*<\/footer>/.exec(page)?.[0] ?? "";
    expect(said).toMatchObject({ revision: 1, contentSha256: note.contentSha256, articleSha256: sha256(article) });
    expect(page).toContain(said.articleSha256);
  });

  it("has a feed where it follows its note and asks for nothing", async () => {
    const note = await published();
    const open = await issueLink(writing(), { ...link, revisionId: note.revisionId, policy: "latest" });
    const others = [
      await issueLink(writing(), { ...link, revisionId: note.revisionId }),
      await issueLink(writing(), {
        ...link,
        revisionId: note.revisionId,
        policy: "latest",
        password: "Lantern by the bay",
      }),
      await issueLink(writing(), { ...link, revisionId: note.revisionId, policy: "latest", viewsMax: 2 }),
    ];
    const read = readerAt(door);
    for (const { token } of others) expect((await read(`/s/${token}/feed`)).status).toBe(404);
    await note.next("12%", "13%");
    const { body, headers } = await read(`/s/${open.token}/feed`);
    expect(headers["Content-Type"]).toBe("application/atom+xml; charset=utf-8");
    expect(body.match(/<title>[^<]+<\/title>/g)).toEqual([
      "<title>Shared note</title>",
      "<title>r2 is out</title>",
      "<title>r1 is out</title>",
    ]);
    expect(body).not.toMatch(/FOG|Orders|%/);
    await recallRevision(as(base.app, team.reviewer), { revisionId: note.revisionId, reason: "A figure was wrong." });
    const after = (await read(`/s/${open.token}/feed`)).body;
    const [whole = "", newest = "", recalled = ""] = after.match(/(?<=<updated>)[^<]+/g) ?? [];
    expect([whole, recalled > newest]).toEqual([recalled, true]);
  });

  it("R36: keeps who was given what by network and kind of browser, without bots, and nothing once that is off", async () => {
    const note = await published();
    const made = await issueLink(writing(), { ...link, revisionId: note.revisionId, mayDownload: true });
    const read = readerAt(door);
    expect((await read(`/s/${made.token}`)).body).toContain("keeps that for 90 days");
    await read(`/s/${made.token}/download/json`);
    await read(`/s/${made.token}`, { method: "HEAD" });
    await read(`/s/${made.token}`, { headers: { "user-agent": "Googlebot/2.1" } });
    await read(`/s/${made.token}`, { address: "2001:db8:7:8::1" });
    await door.visits.flush();
    const visits = await listVisits(writing(), made.linkId);
    expect(visits.map(({ what, network, browser, number }) => [what, network, browser, number])).toEqual([
      ["page", "2001:db8:7::/48", "Safari on iOS", 1],
      ["json", "203.0.113.0/24", "Safari on iOS", 1],
      ["page", "203.0.113.0/24", "Safari on iOS", 1],
    ]);
    expect(await findLink(writing(), made.linkId)).toMatchObject({ seen: 3 });
    const admin = as(base.app, { ...team.viewer, roles: new Set(["admin"] as const) });
    const on = { baseIsOn: "yes", baseLogsViews: "yes", baseViewsKeptDays: "90" } as const;
    await changeSharingSettings(admin, { isOn: "yes", logsViews: "no", viewsKeptDays: "90", ...on });
    expect((await read(`/s/${made.token}`)).body).not.toContain("keeps that");
    await door.visits.flush();
    expect(await listVisits(writing(), made.linkId)).toHaveLength(3);
    const off = { ...on, baseLogsViews: "no" } as const;
    await changeSharingSettings(admin, { isOn: "no", logsViews: "yes", viewsKeptDays: "90", ...off });
    expect((await read(`/s/${made.token}`)).status).toBe(404);
    await changeSharingSettings(admin, { isOn: "yes", logsViews: "yes", viewsKeptDays: "90", ...on, baseIsOn: "no" });
    expect((await read(`/s/${made.token}`)).status).toBe(200);
  });

  it("with another token opens under that alone, and ended not at all", async () => {
    const note = await published();
    const made = await issueLink(writing(), { ...link, revisionId: note.revisionId });
    const read = readerAt(door);
    const { token } = await replaceToken(writing(), made.linkId, 1);
    expect([(await read(`/s/${made.token}`)).status, (await read(`/s/${token}`)).status]).toEqual([404, 200]);
    await revokeLinks(writing(), [made.linkId]);
    expect((await read(`/s/${token}`)).status).toBe(404);
    await expect(replaceToken(writing(), made.linkId, 1)).rejects.toThrow("stays so");
  });
});
