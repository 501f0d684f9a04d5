import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { APIRequestContext } from "playwright/test";
import { proxied } from "@/db/test-proxy";
import { testCount } from "@/lib/env";
import { expect, test } from "../fixtures";
import { OwnServer } from "../own-server";

/** What the form of the sign-in page sends beside what is typed. */
async function hiddenFields(request: APIRequestContext, at: string): Promise<Record<string, string>> {
  const html = await (await request.get(`${at}/sign-in`)).text();
  const fields = [...html.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)];
  expect(fields.length).toBeGreaterThan(1);
  return Object.fromEntries(fields.map(([, name, value = ""]) => [name, value.replaceAll("&quot;", '"')]));
}

test("R13: Fifty who sign in at once keep nobody else waiting", async ({ workspace, request }) => {
  const server = await OwnServer.start(workspace.databaseUrl, { TRUSTED_PROXIES: "127.0.0.1" });
  try {
    const hidden = await hiddenFields(request, server.url);
    const signIn = async (n: number) => {
      const answer = await request.post(`${server.url}/sign-in`, {
        multipart: { ...hidden, email: `crowd-${n}@fog.example`, password: "a password that is nobody's" },
        headers: { origin: server.url, "x-forwarded-for": `198.51.100.${n}` },
      });
      return (await answer.text()).includes("Email and password do not match");
    };
    expect(await signIn(0)).toBe(true);
    const times: number[] = [];
    for (const round of [1, 2, 3]) {
      let isOver = false;
      const crowd = Promise.all(Array.from({ length: 50 }, (_, n) => signIn(round * 50 + n))).finally(
        () => (isOver = true),
      );
      while (!isOver) {
        const start = performance.now();
        expect((await fetch(`${server.url}/api/healthz`)).status).toBe(200);
        times.push(performance.now() - start);
        await sleep(10);
      }
      expect(await crowd).toEqual(Array(50).fill(true));
    }
    times.sort((one, two) => one - two);
    expect(times.length).toBeGreaterThan(15);
    expect(times[Math.floor(times.length * 0.99)]).toBeLessThan(500);
  } finally {
    await server.stop();
  }
});

test("R18: Nothing that a browser says of its own session changes who it is or what it may", async ({
  signedInAs,
  context,
  workspace,
  connection: { db },
}) => {
  await signedInAs("vida@quarterdeck.example");
  const stateOf = async () => {
    const [row] = await db.execute(sql`select
      (select array_agg(role order by role) from user_roles join users on id = user_id where email like 'vida@%') as roles,
      (select count(*)::int from user_roles) as all_roles, (select max(seq) from audit_events) as event`);
    return row;
  };
  const before = await stateOf();
  const claims = { role: "admin", roles: ["admin"], id: "1", sub: "1", user: { email: "ada@quarterdeck.example" } };
  const bodies = [claims, { data: claims }, { user: claims }, { csrfToken: "x", ...claims }, { token: { ...claims } }];
  const paths = ["session", "session?update", "callback/credentials", "signin/credentials", "csrf", "_log", "jwt"];
  const runs = testCount(40, 200);
  for (let n = 0; n < runs; n += 1) {
    const answer = await context.request.post(`/api/auth/${paths[n % paths.length]}`, {
      data: { ...bodies[n % bodies.length], n },
      headers: { origin: workspace.publicUrl },
      maxRedirects: 0,
    });
    expect([403, 404, 405]).toContain(answer.status());
    expect(answer.headers()["set-cookie"] ?? "").not.toMatch(/session=[\w-]{20}/);
  }
  expect(await stateOf()).toEqual(before);
  expect((await context.request.get("/settings/people", { maxRedirects: 0 })).status()).toBe(404);
  expect((await context.request.get("/companies/KC/2025-Q1", { maxRedirects: 0 })).status()).toBe(200);
});

test("R19: Without the database nothing is shown to anybody", async ({ workspace, request, sessionOf }) => {
  const way = await proxied(workspace.databaseUrl, (forward) => forward());
  const server = await OwnServer.start(way.url);
  try {
    const { value } = await sessionOf("ana@quarterdeck.example");
    const read = (path: string, cookie: string) =>
      request.get(server.url + path, { headers: { cookie }, maxRedirects: 0, failOnStatusCode: false });
    const paths = ["/", "/companies", "/companies/KC/2025-Q1", "/review", "/links", "/settings/people"];
    expect(await (await read("/companies/KC/2025-Q1", `session=${value}`)).text()).toContain("Xiaomi");
    way.close();
    for (const path of paths) {
      for (const cookie of [`session=${value}`, "", `session=${"A".repeat(43)}`]) {
        const answer = await read(path, cookie);
        expect([path, cookie.length, answer.status() >= 500 || answer.status() === 307]).toEqual([
          path,
          cookie.length,
          true,
        ]);
        expect(await answer.text()).not.toMatch(/Kingsoft|Xiaomi|Lantern Bay/);
      }
    }
    for (const file of ["views.csv", "seen/1"]) {
      const answer = await read(`/links/${randomUUID()}/${file}`, `session=${value}`);
      expect(answer.status()).toBeGreaterThanOrEqual(500);
      expect(answer.headers()).toMatchObject({ "x-frame-options": "DENY", "x-content-type-options": "nosniff" });
      expect(answer.headers()["content-security-policy"]).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
      expect(answer.headers()["cache-control"]).toContain("no-store");
    }
    expect((await request.get(`${server.url}/api/healthz`)).status()).toBe(200);
    expect((await request.get(`${server.url}/api/readyz`)).status()).toBe(503);
  } finally {
    await server.stop();
  }
});

test("R19: Without a secret nothing is served at all", async ({ workspace }) => {
  const refused = OwnServer.start(workspace.databaseUrl, { AUTH_SECRET: "" });
  await expect(refused).rejects.toThrow("ended before it served");
});
