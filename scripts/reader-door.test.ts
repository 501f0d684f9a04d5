import type { Server } from "node:http";
import { connect as connectSocket } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { connect } from "@/db/connect";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { newToken } from "@/lib/auth/token";
import type { Database } from "@/lib/context";
import { env } from "@/lib/env";
import { recallRevision } from "@/lib/publishing/recall-commands";
import { issueLink } from "@/lib/sharing/commands";
import { VisitLog } from "@/lib/sharing/visits";
import { addTeam, as, publishText } from "@/lib/world";
import { trustedProxies } from "./client-address";
import { ask, listening } from "./fixtures/asking";
import { httpServer } from "./http-server";
import { readerDoor } from "./reader-door";

const text = "Format: quarterdeck 1\nFOG Q1 2025: Orders recover\n";

const doorOf = (share: Database) => ({ share, visits: new VisitLog(() => share) });

describe("the server of the reader's door", () => {
  let base: TestDatabase;
  let token: string;
  let secret: string;
  let named: string;
  let recalled: string;
  let server: Server;
  const servers: Server[] = [];

  const serverOn = async (share: () => Database, proxies: string[] = []) => {
    const made = await listening(httpServer(readerDoor(() => doorOf(share()), trustedProxies(proxies))));
    servers.push(made);
    return made;
  };

  beforeAll(async () => {
    base = await freshDatabase();
    const { writer, reviewer } = await addTeam(base.app);
    const issue = async (revisionId: string, terms: { password?: string; recipients?: string[] } = {}) =>
      (await issueLink(as(base.app, writer), { revisionId, label: "A client", expiresAt: null, ...terms })).token;
    const linkOf = async (content: string) => {
      const { revisionId } = await publishText(base.app, { text: content, writer, reviewer, summary: "First" });
      return { revisionId, token: await issue(revisionId) };
    };
    const first = await linkOf(text);
    token = first.token;
    secret = await issue(first.revisionId, { password: "Lantern by the bay" });
    named = await issue(first.revisionId, { recipients: ["@fund.example"] });
    const taken = await linkOf(text.replace("Q1", "Q2"));
    recalled = taken.token;
    await recallRevision(as(base.app, reviewer), { revisionId: taken.revisionId, reason: "Wrong." });
    server = await serverOn(() => base.share);
  });
  afterAll(async () => {
    for (const each of servers) each.close().closeAllConnections();
    await base.close();
  });
  afterEach(() => vi.restoreAllMocks());

  it("gives the page in the smallest form that the browser takes, and the same page in each", async () => {
    const { body, headers } = await ask(server, `/s/${token}`);
    expect(body.toString()).toContain("Orders recover");
    expect(headers).not.toHaveProperty("content-encoding");
    const br = await ask(server, `/s/${token}`, { headers: { "accept-encoding": "gzip, deflate, br, zstd" } });
    expect(br.headers).toMatchObject({ "content-encoding": "br", vary: "Accept-Encoding" });
    expect(brotliDecompressSync(br.body)).toEqual(body);
    const gzip = await ask(server, `/s/${token}`, { headers: { "accept-encoding": "gzip" } });
    expect(gzip.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(gzip.body)).toEqual(body);
    for (const each of [br, gzip]) expect(each.headers["content-length"]).toBe(String(each.body.byteLength));
    expect(br.body.byteLength).toBeLessThan(body.byteLength / 2);
  });

  it("answers HEAD with what GET would say of itself", async () => {
    const { headers, body } = await ask(server, `/s/${token}`);
    const head = await ask(server, `/s/${token}`, { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(head.body.byteLength).toBe(0);
    expect(head.headers).toEqual({ ...headers, date: head.headers.date });
    expect(head.headers["content-length"]).toBe(String(body.byteLength));
  });

  it("R33: says the same of itself whatever it answers", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const nowhere = connect("postgres://quarterdeck_share:secret@127.0.0.1:1/none", { max: 1, name: "nowhere" });
    const down = await serverOn(() => nowhere.db);
    const broken = await serverOn(() => {
      throw new Error("Not set.");
    });
    const tried = await serverOn(() => base.share, ["127.0.0.1"]);
    const far = { headers: { "x-forwarded-for": "203.0.113.33" } };
    for (let n = 0; n < 20; n += 1) await ask(tried, `/s/${newToken()}`, far);
    const { PUBLIC_URL: origin } = env();
    const post = (to: string, body: string, from = origin) =>
      ask(server, `/s/${to}`, { method: "POST", headers: { origin: from }, body });
    const press = (password: string, from = origin) => post(secret, `password=${password}`, from);
    // There is no 304: whatever a browser says that it has, it gets the whole page.
    const known = { "if-none-match": "*", "if-modified-since": new Date(Date.now() + 1e9).toUTCString() };
    const answers = [
      [200, await ask(server, `/s/${token}`)],
      [200, await ask(server, `/s/${token}`, { headers: known })],
      [303, await press("Lantern+by+the+bay")],
      [400, await post(named, "address=nobody")],
      [401, await ask(server, `/s/${secret}`)],
      [401, await press("Lantern+by+the+sea")],
      [403, await press("Lantern+by+the+bay", "https://else.example")],
      [404, await ask(server, "/s/nothing")],
      [405, await ask(server, `/s/${token}`, { method: "DELETE" })],
      [410, await ask(server, `/s/${recalled}`)],
      [413, await ask(server, `/s/${token}`, { method: "POST", body: "x".repeat(9_000) })],
      [429, await ask(tried, `/s/${newToken()}`, far)],
      [500, await ask(broken, `/s/${token}`)],
      [503, await ask(down, `/s/${token}`)],
    ] as const;
    await nowhere.close();
    const common = ({ headers }: (typeof answers)[number][1]) => {
      const own = [
        "date",
        "connection",
        "keep-alive",
        "content-length",
        "allow",
        "retry-after",
        "location",
        "set-cookie",
      ];
      return Object.fromEntries(
        Object.entries(headers)
          .filter(([name]) => !own.includes(name))
          .map(([name, value]) => [name, String(value).replace(/sha256-[\w+/]+=/, "sha256-…")]),
      );
    };
    for (const [status, answer] of answers) {
      expect(answer.status).toBe(status);
      // A page with a form may post to where it is, which a browser must be able to say.
      const policy = common(answers[0][1])["content-security-policy"]?.replace(
        "form-action 'none'",
        "form-action 'self'",
      );
      const ofForm = [400, 401].includes(status) && {
        "referrer-policy": "same-origin",
        "content-security-policy": policy,
      };
      expect(common(answer)).toEqual({ ...common(answers[0][1]), ...ofForm });
    }
    expect(common(answers[0][1])).toMatchObject({ "cache-control": "private, no-store", "x-frame-options": "DENY" });
  });

  it("has nothing but links, whatever else is asked for", async () => {
    const unknown = await ask(server, `/s/${newToken()}`);
    for (const path of [
      "/",
      "/sign-in",
      "/api/healthz",
      "/_next/static/x.js",
      "/s",
      "/sx",
      "/companies?x=/s/",
      "//s/",
    ]) {
      const { status, body, headers } = await ask(server, path);
      expect([path, status]).toEqual([path, 404]);
      expect(body).toEqual(unknown.body);
      expect(headers["x-robots-tag"]).toContain("noindex");
    }
  });

  it("takes addresses that nobody types, and never breaks on them", async () => {
    const odd = [
      "/s/%E0",
      "/s/%E0%A4%A",
      "/s/%00",
      `/s/${token}%00`,
      "/s/..%2f..%2f",
      "/s/../companies",
      `/s/${"a".repeat(8_000)}`,
      "http://evil.example/s/x",
      "http://[/s/x",
      "*",
    ];
    for (const path of odd) expect([path, (await ask(server, path)).status]).toEqual([path, 404]);
    expect((await ask(server, `/s/${token}?from=mail&%E0`)).status).toBe(200);
    expect((await ask(server, `http://evil.example/s/${token}`)).status).toBe(200);
  });

  it("is for reading, whatever method is sent, and reads no more of a body than a form of ours has", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]) {
      const { status, headers } = await ask(server, `/s/${token}`, { method });
      expect([method, status]).toEqual([method, 405]);
      expect(headers.allow).toBe("GET, HEAD");
    }
    expect((await ask(server, `/s/${token}`, { method: "POST", body: "x".repeat(8_192) })).status).toBe(405);
    const long = await ask(server, `/s/${token}`, { method: "POST", body: "x".repeat(8_193) });
    expect(long.status).toBe(413);
    expect(long.headers.connection).toBe("close");
  });

  it("ends a connection that goes away in the middle of a body, and goes on", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    const { port } = server.address() as { port: number };
    const socket = connectSocket(port, "127.0.0.1");
    socket.write(`POST /s/${token} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc`, () => socket.destroy());
    await new Promise((resolve) => socket.once("close", resolve));
    expect((await ask(server, `/s/${token}`)).status).toBe(200);
    expect(said).not.toHaveBeenCalled();
  });

  it("waits for nobody who sends a request byte by byte", async () => {
    const { port } = server.address() as { port: number };
    const socket = connectSocket(port, "127.0.0.1");
    socket.write(`GET /s/${token} HTTP/1.1\r\nHost: x\r\nX-Slow: `);
    const drip = setInterval(() => socket.write("a"), 500);
    const answer = await new Promise<string>((resolve) => {
      socket.on("data", (said) => resolve(said.toString()));
      socket.on("error", () => {});
    });
    clearInterval(drip);
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain("\r\nX-Frame-Options: DENY\r\n");
  });

  it("R35: says nothing of a link to the log", async () => {
    const said = (["log", "info", "warn", "error"] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => {}),
    );
    const out = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write"));
    const nowhere = connect("postgres://quarterdeck_share:secret@127.0.0.1:1/none", { max: 1, name: "nowhere" });
    const down = await serverOn(() => nowhere.db);
    for (const method of ["GET", "HEAD", "POST", "TRACE"]) {
      await ask(server, `/s/${token}?${token}`, { method, headers: { referer: `http://x/s/${token}` } });
      await ask(down, `/s/${token}`, { method });
    }
    await nowhere.close();
    const all = [...said, ...out].flatMap(({ mock }) => mock.calls.flat()).join("\n");
    expect(all).toContain("The reader's door got no answer");
    expect(all).not.toContain(token);
  });
});
