import type { RequestListener, Server } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { env } from "@/lib/env";
import { commonHeaders } from "@/lib/sharing/headers";
import { answeredAtTheGate } from "./at-the-gate";
import { ask, listening } from "./fixtures/asking";
import { httpServer } from "./http-server";
import { broken } from "./reader-door";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
  vi.restoreAllMocks();
});

const serve = async (answer: RequestListener) => {
  const server = await listening(httpServer(answer));
  servers.push(server);
  return server;
};

const inLowerCase = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
const strict = {
  ...inLowerCase(commonHeaders(false)),
  "cache-control": "private, no-store",
  "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
};

/** What comes back when this is sent as it stands. */
function said(server: Server, text: string): Promise<string> {
  const socket = connect((server.address() as { port: number }).port, "127.0.0.1");
  socket.end(text);
  let heard = "";
  socket.on("data", (chunk) => {
    heard += chunk;
  });
  return new Promise((resolve) => socket.on("close", () => resolve(heard)));
}

describe("the headers of what neither the door nor a page has made", () => {
  it("are there where a request cannot be read, or its head is too long", async () => {
    const server = await serve((_, response) => response.end());
    const unreadable = await said(server, "GET / HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n");
    const long = await said(server, `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"a".repeat(40_000)}\r\n\r\n`);
    expect([unreadable.slice(0, 12), long.slice(0, 12)]).toEqual(["HTTP/1.1 400", "HTTP/1.1 431"]);
    for (const heard of [unreadable, long]) {
      const lines = heard.split("\r\n").slice(1);
      const headers = Object.fromEntries(lines.map((line) => line.split(": ", 2) as [string, string]));
      expect(inLowerCase(headers)).toMatchObject({ ...strict, "content-length": "0", connection: "close" });
    }
  });

  it("are there where the answer broke", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const server = await serve((_, response) => broken(response)(new Error("Not set.")));
    const { status, headers, body } = await ask(server, "/s/x");
    expect([status, body.byteLength]).toEqual([500, 0]);
    expect(headers).toMatchObject(strict);
  });

  it("are there for the log of a link and what its readers saw, however the answer ends", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const { PUBLIC_URL: publicUrl } = env();
    const server = await serve((request, response) => {
      if (answeredAtTheGate(request, response, { address: "203.0.113.7", publicUrl, dev: false })) return;
      if (request.method === "POST") response.writeHead(405, { Allow: "GET" }).end();
      else if (request.url?.includes("/none/")) response.writeHead(404, inLowerCase(commonHeaders(false))).end();
      else broken(response)(new Error("Not set."));
    });
    const own = { method: "POST", headers: { origin: publicUrl, host: new URL(publicUrl).host } };
    for (const file of ["views.csv", "seen/1"]) {
      const answers = [
        [403, await ask(server, `/links/x/${file}`, { method: "POST" })],
        [404, await ask(server, `/links/none/${file}`, { headers: own.headers })],
        [405, await ask(server, `/links/x/${file}`, { method: "PUT" })],
        [
          405,
          await ask(server, `/links/x/${file}`, {
            ...own,
            body: "x",
            headers: { ...own.headers, "content-length": 1 },
          }),
        ],
        [500, await ask(server, `/links/x/${file}`, { headers: own.headers })],
      ] as const;
      for (const [status, { headers, ...answer }] of answers) {
        expect([file, answer.status]).toEqual([file, status]);
        const { "referrer-policy": _, ...others } = inLowerCase(commonHeaders(false));
        expect(headers).toMatchObject({ ...others, "cache-control": "private, no-store" });
        expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
        expect(headers["referrer-policy"]).toMatch(/^(no-referrer|same-origin)$/);
        expect(status === 405 && !headers.allow).toBe(false);
      }
    }
  });
});
