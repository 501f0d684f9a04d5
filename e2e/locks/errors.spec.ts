import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { testCount } from "@/lib/env";
import { expect, test } from "../fixtures";
import { insides } from "../hostile-bodies";
import { OwnServer } from "../own-server";
import { ask } from "../raw";

const known = [
  "companies",
  "KC",
  "2025-Q1",
  "edit",
  "history",
  "r1",
  "blame",
  "review",
  "part",
  "settings",
  "audit",
  "people",
  "links",
];
const words = fc.oneof(
  fc.constantFrom(
    ...known,
    "share",
    "import",
    "account",
    "api",
    "live",
    "s",
    "sign-in",
    "_next",
    "static",
    "invite",
    "..",
    "%00",
    "%E0",
  ),
  fc.constantFrom(
    "' or 1=1--",
    "#{7*7}",
    "{{7*7}}",
    "00000000-0000-0000-0000-000000000000",
    "1e999",
    "-1",
    "a".repeat(3_000),
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const value = fc.oneof(
  words,
  fc.constantFrom("", "null", "[object Object]", "2025-Q9", "%", "\u202e", "<svg/onload=1>"),
);
const request = fc.record({
  method: fc.constantFrom("GET", "GET", "GET", "HEAD", "POST", "PUT"),
  path: fc.array(words, { maxLength: 5 }),
  query: fc.array(
    fc.tuple(
      fc.constantFrom("next", "period", "ticker", "of", "to", "from", "page", "revision", "after", "_rsc", "no"),
      value,
    ),
    { maxLength: 3 },
  ),
  headers: fc.dictionary(
    fc.constantFrom(
      "rsc",
      "next-router-state-tree",
      "next-action",
      "accept",
      "accept-encoding",
      "range",
      "if-none-match",
      "x-path",
    ),
    value,
    { maxKeys: 3 },
  ),
  isSignedIn: fc.boolean(),
});

const printable = (text: string) => text.replace(/[^\x20-\x7e]/g, "?");
const segment = (text: string) => (/^(%..|\.\.)$/.test(text) ? text : encodeURIComponent(text.toWellFormed()));

test("R81: No answer, to whatever is asked, tells a stack, a statement, a path, a table or a setting", async ({
  sessionOf,
  workspace,
}) => {
  test.setTimeout(testCount(120_000, 900_000));
  const cookie = `session=${(await sessionOf("ada@quarterdeck.example")).value}`;
  const told: string[] = [];
  for (const { method, path, query, headers, isSignedIn } of fc.sample(request, testCount(300, 2_000))) {
    const named = query.map(([name, text]) => `${name}=${encodeURIComponent(text.toWellFormed())}`);
    const clean = Object.entries(headers).map(([name, text]) => [name, printable(text)]);
    const {
      status,
      text,
      headers: answered,
    } = await ask(workspace.publicUrl, {
      method,
      path: `/${path.map(segment).join("/")}${named.length > 0 ? `?${named.join("&")}` : ""}`.replace(
        /^\/api\/live.*/,
        "/api/live",
      ),
      headers: { ...Object.fromEntries(clean), origin: workspace.publicUrl, ...(isSignedIn && { cookie }) },
      ...(method === "POST" && { body: "x" }),
    });
    const found = insides.exec(text) ?? insides.exec(JSON.stringify(answered));
    if (found || status > 500) told.push(`${method} /${path.join("/")} ${status}: ${found?.[0]}`);
  }
  expect(told).toEqual([]);
});

test("R82, R76: What people send begins no line of the log, and an address that somebody names is asked for by nobody", async ({
  sessionOf,
  workspace,
}) => {
  let hits = 0;
  const sink = createServer((_, response) => {
    hits += 1;
    response.end();
  });
  await new Promise<void>((listening) => sink.listen(0, "127.0.0.1", listening));
  const { port } = sink.address() as AddressInfo;
  const there = `http://127.0.0.1:${port}/`;
  const server = await OwnServer.start(workspace.databaseUrl);
  const cookie = `session=${(await sessionOf("ana@quarterdeck.example")).value}`;
  const forged = 'x\r\n{"at":"now","level":"error","message":"FORGED"}\n\u001b[31mFORGED';
  const encoded = encodeURIComponent(forged);
  const headers = [
    { host: `127.0.0.1:${port}` },
    { "x-forwarded-host": `127.0.0.1:${port}`, "x-forwarded-proto": "http" },
    { forwarded: `host=127.0.0.1:${port}` },
    { referer: there },
    { "x-real-ip": "127.0.0.1", "x-matched-path": there, "x-invoke-path": there, "x-rewrite-url": there },
    { "next-action": "7f".padEnd(42, "0"), "x-action-redirect": there, "x-action-forwarded": there },
    { "user-agent": printable(forged) },
  ];
  const paths = [
    "/",
    `/companies/${encoded}`,
    `/companies/KC/${encoded}`,
    `/sign-in?next=${encodeURIComponent(there)}&no=${encoded}`,
    `/_next/image?url=${encodeURIComponent(there)}&w=64&q=75`,
    `/api/import?ticker=${encoded}&period=${encoded}`,
    `/api/live?revision=${encoded}`,
    `/api/auth/callback/oidc?iss=${encodeURIComponent(there)}&code=${encoded}&state=x`,
    `/import?from=${encodeURIComponent(there)}`,
    `/s/${encoded}`,
  ];
  const fields = ["email", "password", "url", "address", "next", "token", "code", "text", "name", "callbackUrl"];
  for (const more of headers) {
    for (const path of paths) {
      await ask(server.url, { path, headers: { cookie, ...more } });
      for (const body of [
        JSON.stringify([{ url: there, name: forged }]),
        fields.map((name) => `${name}=${encodeURIComponent(there)}${encoded}`).join("&"),
      ]) {
        await ask(server.url, { path, method: "POST", body, headers: { cookie, ...more, origin: server.url } });
      }
    }
  }
  await server.stop();
  await new Promise((closed) => sink.close(closed));
  expect(hits).toBe(0);
  const lines = server.complained.split("\n").filter((line) => line !== "");
  for (const line of lines) expect(Object.keys(JSON.parse(line))).toEqual(["at", "level", "message"]);
  expect(server.said.split("\n").filter((line) => /^\s*FORGED|^\{"at":"now"/.test(line))).toEqual([]);
  expect(server.complained).not.toContain("\u001b");
});
