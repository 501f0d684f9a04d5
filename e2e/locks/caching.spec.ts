import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import { testCount } from "@/lib/env";
import { expect, test } from "../fixtures";
import { ask, type RawAnswer } from "../raw";

/** A shared cache in front of the workspace: by RFC 9111 it keeps what may be kept, and it takes a path's ending for more. */
async function cachingProxy(url: string): Promise<{ url: string; hits: string[]; close: () => Promise<unknown> }> {
  const kept = new Map<string, RawAnswer>();
  const hits: string[] = [];
  const { hostname, port } = new URL(url);
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const found = kept.get(path);
    if (found) {
      hits.push(path);
      return response
        .writeHead(found.status, { ...found.headers, "x-cache": "HIT" })
        .end(Buffer.from(found.text, "latin1"));
    }
    const asking = forward({ hostname, port, path, method: request.method, headers: request.headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const text = Buffer.concat(chunks).toString("latin1");
        const control = String(answer.headers["cache-control"] ?? "");
        // Without a word on it, a cache makes up for how long: at worst for what ends like a file.
        const mayKeep = control
          ? !/private|no-store|no-cache/.test(control)
          : answer.statusCode === 200 || /\.\w+$/.test(path);
        const { "transfer-encoding": _, ...headers } = answer.headers;
        if (request.method === "GET" && mayKeep) kept.set(path, { status: answer.statusCode ?? 0, headers, text });
        response.writeHead(answer.statusCode ?? 0, answer.headers).end(Buffer.concat(chunks));
      });
    });
    request.pipe(asking);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, hits, close };
}

test("R79: A cache that two people and a stranger share keeps nothing that is anybody's, whatever its address ends with", async ({
  sessionOf,
  workspace,
}) => {
  const proxy = await cachingProxy(workspace.publicUrl);
  const people = [
    { email: "ana@quarterdeck.example", cookie: `session=${(await sessionOf("ana@quarterdeck.example")).value}` },
    { email: "ada@quarterdeck.example", cookie: `session=${(await sessionOf("ada@quarterdeck.example")).value}` },
    { email: null, cookie: "" },
  ];
  const pages = ["/", "/account", "/companies", "/companies/KC/2025-Q1", "/review", "/settings/people", "/sign-in"];
  const endings = ["", "/x.css", "?x.css", ";x.css", "%2Fx.css", ".css", "/..%2Fx.css", "?_rsc=1"];
  const host = new URL(workspace.publicUrl).host;
  const wrong: string[] = [];
  const count = testCount(200, 1_000);
  for (let n = 0; n < count; n++) {
    const person = people[(n * 7) % 3];
    const path = `${pages[(n * 5) % pages.length]}${endings[(n * 3) % endings.length]}`;
    const headers = { host, ...(person?.cookie && { cookie: person.cookie }), ...(n % 4 === 3 && { rsc: "1" }) };
    const { status, headers: answered, text } = await ask(proxy.url, { path, headers });
    const others = people.filter(({ email }) => email && email !== person?.email);
    const isTheirs =
      pages[(n * 5) % pages.length] === "/account" && others.some(({ email }) => text.includes(email ?? ""));
    if (isTheirs || (!person?.email && /Kingsoft|Lantern Bay/.test(text))) wrong.push(`${path} ${status}: another's`);
    if (answered["set-cookie"] && /s-maxage|public/.test(String(answered["cache-control"])))
      wrong.push(`${path}: a cookie to keep`);
    if (answered["x-cache"]) wrong.push(`${path} ${status}: kept`);
  }
  expect(wrong).toEqual([]);
  expect(proxy.hits).toEqual([]);

  // The cache does keep what is meant for all.
  const [file = ""] =
    /\/_next\/static\/[^"]+\.js/.exec((await ask(workspace.publicUrl, { path: "/sign-in" })).text) ?? [];
  for (let n = 0; n < 2; n++) await ask(proxy.url, { path: file, headers: { host } });
  expect(proxy.hits).toEqual([file]);
  await proxy.close();
});
