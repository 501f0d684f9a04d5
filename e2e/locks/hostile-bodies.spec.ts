import { readFileSync } from "node:fs";
import fc from "fast-check";
import { createSession } from "@/lib/auth/commands";
import { findActorByEmail } from "@/lib/auth/queries";
import { env, testCount } from "@/lib/env";
import { expect, test } from "../entry-workspace";
import { type HostileBody, hostileBodies, insides } from "../hostile-bodies";
import { ask } from "../raw";

const measured = env().QUARTERDECK_TEST_COUNT === "full";

/** Every action of the build, by its id, and a page that has it. */
function actions(): { id: string; name: string; path: string }[] {
  type Manifest = { node: Record<string, { exportedName: string; workers: Record<string, unknown> }> };
  const { node }: Manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  return Object.entries(node).map(([id, { exportedName: name, workers }]) => {
    const [page = ""] = Object.keys(workers);
    const path = page
      .replace(/^app/, "")
      .replace(/\/page$/, "")
      .replace(/\/\([^)]+\)/g, "")
      .replace(/\[\w+\]/g, "nothing");
    return { id, name, path: path || "/" };
  });
}

test("R75: No body, however it is made, breaks an action of the workspace, holds it up, or brings out what is inside", async ({
  entry,
  newMember,
}) => {
  test.setTimeout(testCount(120_000, 3_600_000));
  const { email } = await newMember("admin");
  const ctx = { db: entry.connection.db, actor: { kind: "system", name: "e2e" } as const, now: new Date() };
  const person = await findActorByEmail(ctx, email);
  const all = actions();
  expect(all.length).toBeGreaterThan(40);
  expect(hostileBodies.length).toBeGreaterThanOrEqual(200);
  const slow: string[] = [];
  const broken: string[] = [];
  let cookie = "";
  const send = async ({ id, name, path }: (typeof all)[number], { type, body }: HostileBody) => {
    const begun = performance.now();
    const headers = { origin: entry.url, cookie, "next-action": id, ...(type && { "content-type": type }) };
    const { status, text } = await ask(entry.url, { path, method: "POST", headers, body });
    const what = `${name} ${status}: ${body.slice(0, 60)}`;
    if (measured && performance.now() - begun > 2_000) slow.push(what);
    if (status > 500 || insides.test(text) || text.includes("polluted")) broken.push(what);
  };
  const bodies = (n: number) => hostileBodies.filter((_, at) => at % testCount(20, 1) === n % testCount(20, 1));
  for (const [n, action] of all.entries()) {
    cookie = `session=${(await createSession(ctx, person?.id ?? "")).token}`; // one of the actions ends it
    for (const body of bodies(n)) await send(action, body);
  }
  const mutated = fc
    .tuple(
      fc.constantFrom(...all),
      fc.constantFrom(...hostileBodies),
      fc.nat(),
      fc.nat(20),
      fc.string({ unit: "binary", maxLength: 8 }),
    )
    .map(([action, { type, body }, at, length, put]) => {
      const place = at % (body.length + 1);
      return [action, { type, body: body.slice(0, place) + put + body.slice(place + length) }] as const;
    });
  for (const [action, body] of fc.sample(mutated, testCount(150, 3_000))) await send(action, body);
  expect({ slow, broken }).toEqual({ slow: [], broken: [] });
  expect((await ask(entry.url, { path: "/api/readyz" })).status).toBe(200);
});
