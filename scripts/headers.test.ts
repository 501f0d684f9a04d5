import type { RequestListener, Server } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { commonHeaders } from "@/lib/sharing/headers";
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
  it("are there where a request cannot be read, its head is too long, it names no host, or expects what there is not", async () => {
    const server = await serve((_, response) => response.end("answered"));
    const unreadable = await said(server, "GET / HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n");
    const long = await said(server, `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"a".repeat(40_000)}\r\n\r\n`);
    const nowhere = await said(server, "GET / HTTP/1.1\r\n\r\n");
    const hopeful = await said(server, "GET / HTTP/1.1\r\nHost: x\r\nExpect: 200-ok\r\n\r\n");
    const all = [unreadable, long, nowhere, hopeful];
    expect(all.map((heard) => heard.slice(9, 12))).toEqual(["400", "431", "400", "417"]);
    for (const heard of all) {
      const lines = heard.split("\r\n").slice(1);
      const headers = Object.fromEntries(lines.map((line) => line.split(": ", 2) as [string, string]));
      expect(inLowerCase(headers)).toMatchObject({ ...strict, "content-length": "0", connection: "close" });
    }
    expect(await said(server, "GET / HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 [\s\S]*answered$/);
  });

  it("are there where the answer broke", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const server = await serve((_, response) => broken(response)(new Error("Not set.")));
    const { status, headers, body } = await ask(server, "/s/x");
    expect([status, body.byteLength]).toEqual([500, 0]);
    expect(headers).toMatchObject(strict);
  });
});
