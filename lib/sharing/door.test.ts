import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { connect } from "@/db/connect";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { newToken, sha256 } from "@/lib/auth/token";
import { inTransaction, type UserActor } from "@/lib/context";
import { provideEnv } from "@/lib/env";
import { articleStyle } from "@/lib/publishing/article-style";
import { recallRevision } from "@/lib/publishing/recall-commands";
import { addMember, addTeam, as, publishText } from "@/lib/world";
import { issueLink, revokeLinks } from "./commands";
import { VisitLog } from "./visits";
import { openWebDoor } from "./web-door";

const text = "Format: quarterdeck 1\nFOG Q1 2025: Orders recover\n";

describe("the reader's door", () => {
  let base: TestDatabase;
  let team: Awaited<ReturnType<typeof addTeam>>;
  let writer: UserActor;
  let revisionId: string;
  let token: string;

  beforeAll(async () => {
    base = await freshDatabase();
    team = await addTeam(base.app);
    const { reviewer } = team;
    writer = team.writer;
    revisionId = (await publishText(base.app, { text, writer, reviewer, summary: "First" })).revisionId;
    token = (await issueLink(as(base.app, writer), { revisionId, label: "A client", expiresAt: null })).token;
  });
  afterAll(() => base.close());
  afterEach(() => vi.restoreAllMocks());

  const open = (path: string, method = "GET", share = base.share) =>
    openWebDoor(new Request(`http://127.0.0.1:3000${path}`, { method }), { share, visits: new VisitLog(() => share) });
  const answerOf = async (response: Response) => ({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  });

  it("shows the stored article to whoever has the link, and lets nobody keep or frame it", async () => {
    const { status, headers, body } = await answerOf(await open(`/s/${token}`));
    const [stored] = await base.owner.execute<{ article: string }>(sql`select article from publications`);
    expect(status).toBe(200);
    expect(body).toContain(stored?.article);
    expect(body).not.toContain(token);
    expect(headers).toMatchObject({
      "cache-control": "private, no-store",
      "content-type": "text/html; charset=utf-8",
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "x-robots-tag": "noindex, nofollow, noarchive, nosnippet",
    });
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; font-src 'self'; img-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    expect(headers).not.toHaveProperty("set-cookie");
    expect(headers).not.toHaveProperty("strict-transport-security");
  });

  it("answers one and the same to links that are unknown, mistyped, expired, revoked, or made by someone since disabled", async () => {
    const link = (ctx = as(base.app, writer), expiresAt: Date | null = null) =>
      issueLink(ctx, { revisionId, label: "A client", expiresAt });
    const yesterday = new Date(Date.now() - 86_400_000);
    const expired = await link(as(base.app, writer, yesterday), new Date(Date.now() - 60_000));
    const revoked = await link();
    expect((await open(`/s/${revoked.token}`)).status).toBe(200);
    await revokeLinks(as(base.app, writer), [revoked.linkId]);
    const gone = await addMember(base.app, { email: "gus@fog.example", name: "gus", roles: ["analyst"] });
    const orphaned = await link(as(base.app, gone.actor));
    expect((await open(`/s/${orphaned.token}`)).status).toBe(200);
    await inTransaction(as(base.app, writer), ({ db }) =>
      db.execute(sql`update users set disabled_at = now() where id = ${gone.actor.id}`),
    );

    const unknown = await answerOf(await open(`/s/${newToken()}`));
    expect(unknown.status).toBe(404);
    expect(unknown.body).toContain("Ask whoever sent it to you");
    const others = [
      expired.token,
      revoked.token,
      orphaned.token,
      "x",
      token.slice(1),
      `${token}A`,
      `${token}%00`,
      "%2e",
    ];
    for (const other of others) expect(await answerOf(await open(`/s/${other}`))).toEqual(unknown);
    const paths = [
      `/s/${token}/`,
      `/s//${token}`,
      `/S/${token}`,
      `/s/x/${token}`,
      `/s/${token}.rsc`,
      "/s/",
      "/s/fonts",
    ];
    for (const path of paths) expect(await answerOf(await open(path))).toEqual(unknown);
  });

  it("is for reading: HEAD has the headers alone, anything else is refused", async () => {
    const head = await answerOf(await open(`/s/${token}`, "HEAD"));
    const get = await answerOf(await open(`/s/${token}`));
    expect(head).toEqual({ ...get, body: "" });
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      const { status, headers, body } = await answerOf(await open(`/s/${token}`, method));
      expect(status).toBe(405);
      expect(headers).toMatchObject({ allow: "GET, HEAD", "cache-control": "private, no-store" });
      expect(body).not.toContain("Orders recover");
    }
  });

  it("gives out the fonts that the style names for good, and no other file", async () => {
    const [path = ""] = articleStyle().match(/\/s\/fonts\/\w+\.woff2/) ?? [];
    const { status, headers, body } = await answerOf(await open(path));
    expect(status).toBe(200);
    expect(body.startsWith("wOF2")).toBe(true);
    expect(headers).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": "font/woff2",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
    });
    for (const other of [`/s/fonts/${"0".repeat(32)}.woff2`, "/s/fonts/..%2f..%2fpackage.json", `${path}/x`])
      expect((await open(other)).status).toBe(404);
  });

  it("asks for patience when the database does not answer, and tells nothing of it", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    const nowhere = connect("postgres://quarterdeck_share:secret@127.0.0.1:1/none", { max: 1, name: "nowhere" });
    const down = await answerOf(await open(`/s/${token}`, "GET", nowhere.db));
    await nowhere.close();
    expect(down.status).toBe(503);
    expect(down.headers).toMatchObject({ "retry-after": "30", "cache-control": "private, no-store" });
    expect(down.body).not.toMatch(/ECONNREFUSED|share_open|postgres|secret/);
    expect(said.mock.calls.flat().join()).toMatch(/^The reader's door got no answer/);
    expect(said.mock.calls.flat().join()).not.toMatch(new RegExp(`${token}|share_open|secret`));
  });

  it("does not wait for a database that hangs", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    await base.owner.transaction(async (tx) => {
      await tx.execute(sql`lock table share_links in access exclusive mode`);
      expect((await open(`/s/${token}`)).status).toBe(503);
    });
    expect((await open(`/s/${token}`)).status).toBe(200);
  });

  it("says of a note that was recalled when and why, and sends nothing of what it said", async () => {
    const [own, said] = [text.replace("Q1 2025", "Q2 2025"), "The <orders> were\nof 2024."];
    const note = await publishText(base.app, { text: own, ...team, summary: "First" });
    const link = { revisionId: note.revisionId, label: "A client", expiresAt: null };
    const shared = await issueLink(as(base.app, writer), link);
    const before = await answerOf(await open(`/s/${shared.token}`));
    expect(before.body).toContain("Orders recover");
    const recalledAt = new Date("2025-08-01T23:59:00Z");
    await recallRevision(as(base.app, team.reviewer, recalledAt), { revisionId: note.revisionId, reason: said });
    const { status, headers, body } = await answerOf(await open(`/s/${shared.token}`));
    expect(status).toBe(410);
    for (const name of ["cache-control", "content-type", "referrer-policy", "x-frame-options", "x-robots-tag"]) {
      expect(headers[name]).toBe(before.headers[name]);
    }
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]{43}='; font-src/);
    expect(body).toContain('r1 of its note on FOG Q2 2025 on <time datetime="2025-08-01">1 Aug 2025</time>');
    expect(body).toContain("The &lt;orders&gt; were\nof 2024.");
    expect(body).not.toMatch(new RegExp(`Orders recover|${note.contentSha256.slice(0, 7)}|${writer.name}`));
    expect(body.slice(0, body.indexOf("<body"))).not.toMatch(/FOG|Q2|recalled/);
    const head = await open(`/s/${shared.token}`, "HEAD");
    expect([head.status, await head.text()]).toEqual([410, ""]);
    const hashed = sql`decode(${sha256(shared.token)}, 'hex')`;
    const rows = await base.share.execute(sql`select * from share_open(${hashed})`);
    expect(rows).toMatchObject([{ content_sha256: null, number: 1, reason: said }]);
    expect(JSON.stringify(rows)).not.toContain("Orders recover");
    const bytes = sql`select * from share_bytes(${hashed})`;
    expect(await base.share.execute(bytes)).toHaveLength(0);
    expect((await open(`/s/${token}`)).status).toBe(200);
  });

  it("tells browsers to stay on https where it is served over https", async () => {
    provideEnv({ PUBLIC_URL: "https://notes.example" });
    const { headers } = await answerOf(await open(`/s/${token}`));
    provideEnv({ PUBLIC_URL: "" });
    expect(headers["strict-transport-security"]).toBe("max-age=63072000; includeSubDomains");
    expect(headers["content-security-policy"]).toContain("upgrade-insecure-requests");
  });
});
