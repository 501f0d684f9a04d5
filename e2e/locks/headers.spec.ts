import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { testCount } from "@/lib/env";
import { expect, test } from "../fixtures";
import { ask } from "../raw";

const fixed = {
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "permissions-policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=()",
  "x-robots-tag": "noindex, nofollow, noarchive, nosnippet",
  "x-dns-prefetch-control": "off",
  "origin-agent-cluster": "?1",
};

/** Exactly this one, whatever nonce it has. */
const policy =
  /^default-src 'none'; script-src 'self' 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic'; style-src 'self' 'nonce-[A-Za-z0-9+/]{22}=='; style-src-attr 'none'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/;

const nonceOf = (answer: { headers: Record<string, unknown> }) =>
  /'nonce-([^']+)'/.exec(String(answer.headers["content-security-policy"]))?.[1] ?? "";

/** Every page and route of the build but the door's, with names of the demo filled in. */
function paths(names: Record<string, string>): string[] {
  const manifest: Record<string, string> = JSON.parse(readFileSync(".next/server/app-paths-manifest.json", "utf8"));
  return Object.keys(manifest)
    .filter((route) => !/^\/(_|s\/)/.test(route))
    .map((route) => route.replace(/\/(page|route)$/, "").replace(/\/\([^)]+\)/g, ""))
    .map((route) => route.replace(/\[(\w+)\]/g, (_, name: string) => names[name] ?? "nothing") || "/")
    .filter((route) => route !== "/api/live"); // a stream, which ends when its reader leaves
}

const badPaths = [
  "/no/such/page",
  "/companies/NONE",
  "/companies/KC/2030-Q1",
  "/%E0",
  "/companies/%E0",
  "//evil.example",
];

test("R77: Every answer of the workspace has its headers, whatever was asked for, by whom, and how it ended", async ({
  connection,
  sessionOf,
  workspace,
}) => {
  const url = workspace.publicUrl;
  const [link] = await connection.db.execute<{ id: string }>(sql`select id from share_links limit 1`);
  const [draft] = await connection.db.execute<{ id: string }>(
    sql`select id from revisions where state = 'draft' limit 1`,
  );
  const [person] = await connection.db.execute<{ id: string }>(sql`select id from users limit 1`);
  const names = { ticker: "KC", period: "2025-Q1", number: "r1", seq: "1" };
  const all = paths({ ...names, link: link?.id ?? "", revision: draft?.id ?? "", person: person?.id ?? "" });
  const cookie = `session=${(await sessionOf("ada@quarterdeck.example")).value}`;
  const origin = { origin: url };
  const asked: Parameters<typeof ask>[1][] = [...all, ...badPaths].flatMap((path) => [
    { path },
    { path, method: "HEAD" },
    { path, headers: { cookie } },
    { path, headers: { cookie, rsc: "1" } },
    { path, method: "POST", body: "" },
    { path, method: "POST", headers: { ...origin, cookie }, body: "" },
    { path, method: "TRACE" },
  ]);
  asked.push(
    { path: "/sign-in", method: "POST", headers: origin, body: Buffer.alloc(1_000_001) },
    { path: "/sign-in", method: "POST", headers: { ...origin, "next-action": "0".repeat(42) }, body: "[]" },
    { path: "/sign-in", method: "POST", headers: { ...origin, "transfer-encoding": "chunked" } },
    { path: "/api/live" },
    { path: "/api/live", method: "HEAD" },
    { path: "/api/live?revision=x", headers: { cookie } },
    { path: "/", headers: { host: "localhost:1" } },
  );
  const statuses = new Set<number>();
  for (const each of asked) {
    const answer = await ask(url, each);
    const what = `${each.method ?? "GET"} ${each.path} ${answer.status}`;
    statuses.add(answer.status);
    // What a reader was given, and the log of it, have the stricter ones of a file.
    if (answer.headers["referrer-policy"] === "no-referrer" && /^\/links\/[^/]+\/(views\.csv|seen)/.test(each.path)) {
      expect({ what, ...answer.headers }).toMatchObject({ what, ...fixed, "referrer-policy": "no-referrer" });
      expect(answer.headers["content-security-policy"], what).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
      expect(answer.headers["cache-control"], what).toBe("private, no-store");
      continue;
    }
    expect({ what, ...answer.headers }).toMatchObject({ what, ...fixed });
    expect(answer.headers["cache-control"], what).toMatch(/^(private, )?(no-cache, )?no-store/);
    expect(answer.headers["content-security-policy"], what).toMatch(policy);
    expect(answer.headers["x-powered-by"], what).toBeUndefined();
    expect(answer.headers["strict-transport-security"], "over plain http").toBeUndefined();
  }
  const wanted = [200, 307, 308, 400, 401, 403, 404, 405, 411, 413];
  expect(wanted.filter((status) => !statuses.has(status))).toEqual([]);
  expect([...statuses].filter((status) => status >= 500)).toEqual([]);
});

test("R77: What never changes may be kept for good, and says what it is", async ({ workspace }) => {
  const chunks = readdirSync(".next/static/chunks").filter((name) => /\.(js|css)$/.test(name));
  for (const name of chunks.slice(0, testCount(10, chunks.length))) {
    const answer = await ask(workspace.publicUrl, { path: `/_next/static/chunks/${name}` });
    expect({ name, ...answer.headers }).toMatchObject({
      name,
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
    });
  }
  const { status, headers } = await ask(workspace.publicUrl, { path: "/_next/static/chunks/no-such.js" });
  expect([status, headers["x-content-type-options"]]).toEqual([404, "nosniff"]);
  expect(headers["cache-control"]).not.toContain("public");
});

test("R78: A nonce is another at every answer, a client names none, and every script and style bears it", async ({
  sessionOf,
  workspace,
}) => {
  const url = workspace.publicUrl;
  const count = testCount(100, 1_000);
  const seen = new Set<string>();
  for (let n = 0; n < count; n++) seen.add(nonceOf(await ask(url, { path: n % 10 ? "/api/healthz" : "/sign-in" })));
  expect(seen.size).toBe(count);
  const forged = "Zm9yZ2VkLWZvcmdlZC1mbw==";
  const cookie = `session=${(await sessionOf("ada@quarterdeck.example")).value}`;
  for (const path of ["/sign-in", "/", "/companies/KC/2025-Q1", "/settings/people", "/no/such/page"]) {
    const headers = {
      cookie,
      "x-nonce": forged,
      "content-security-policy": `script-src 'nonce-${forged}'`,
      "content-security-policy-report-only": `script-src 'nonce-${forged}'`,
    };
    const answer = await ask(url, { path, headers });
    const nonce = nonceOf(answer);
    expect(answer.text).not.toContain(forged);
    expect(JSON.stringify(answer.headers)).not.toContain(forged);
    const opening = [...answer.text.matchAll(/<(?:script|style)\b[^>]*>/g)].map(([tag]) => tag);
    expect(opening.length, path).toBeGreaterThan(3);
    expect(opening.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
    expect(answer.text).not.toMatch(/<[a-z][^>]*\son[a-z]+=|\shref="javascript:|<[a-z][^>]*\sstyle="/i);
  }
});

test("R78: Every page keeps to its policy in a browser, and every journey's browser is watched for it", async ({
  page,
  signedInAs,
  workspace,
}) => {
  await signedInAs("ada@quarterdeck.example");
  const names = { ticker: "KC", period: "2025-Q1", number: "r1", seq: "1" };
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      console.error(`Content Security Policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(workspace.publicUrl) && !/^(data|blob):/.test(request.url()))
      foreign.push(request.url());
  });
  const shown = paths(names).filter((path) => !/^\/(api|icon|links\/.+\/|sign-in\/issuer)/.test(path));
  for (const path of shown) await page.goto(path);
  expect(foreign).toEqual([]);
  const specs = readdirSync("e2e", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".spec.ts"));
  const textOf = (name: string) => readFileSync(join("e2e", name), "utf8");
  const own = specs.filter((name) => {
    const opensBrowser = /async \(\{[^}]*\b(page|context|browser)\b/.test(textOf(name));
    return opensBrowser && /import \{[^}]*\btest\b[^}]*\} from "playwright/.test(textOf(name));
  });
  expect(own, "take `test` from e2e/fixtures.ts or from what extends it").toEqual([]);
});
