import { readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testCount } from "@/lib/env";
import { ask, sendAction, sendForm } from "../doors/ask";
import { type Canary, maySee, plantCanaries } from "../doors/canaries";
import { actions, handlers, pages } from "../doors/list";
import { fill, furnish, namesFor } from "../doors/places";
import type { Principal } from "../doors/principals";
import { guarded, idOf, setScene } from "../doors/scenes";
import { expect, test } from "../doors/workspace";

/** Which of them stand in a text though this principal may not see them. */
function foundIn(text: string, canaries: Canary[], by: Principal): string[] {
  return canaries.filter((canary) => text.includes(canary.text) && !maySee(canary, by)).map(({ where }) => where);
}

/** Everything under a folder that browsers are sent, and what was found in it. */
function scanned(folder: string, canaries: Canary[], by: Principal): { files: number; leaks: string[] } {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    /\.(js|css|json|map)$/.test(path),
  );
  const leaks = files.flatMap((path) => foundIn(readFileSync(join(folder, path), "utf8"), canaries, by));
  return { files: files.length, leaks };
}

const headersOf = ({ cookie }: Principal) => (cookie ? { cookie } : {});

test("R10: No secret, address, draft or comment is in any page or file that somebody comes to who should not see it", async ({
  doors: { world, servers },
}) => {
  const canaries = await plantCanaries(world);
  expect(new Set(canaries.filter(({ asks }) => asks === null).map(({ where }) => where)).size).toBeGreaterThan(5);
  const furniture = await furnish(world);
  const begin = [...Object.keys(pages), ...Object.keys(handlers)]
    // Whoever holds an invitation is told whom it is for.
    .filter((route) => route !== "/api/live" && route !== "/invite/[token]")
    .map((route) => fill(route, namesFor(route, furniture)));
  const leaks: string[] = [];
  const everSeen = new Set<string>();
  for (const by of Object.values(world.team)) {
    const waiting = [...begin];
    const asked = new Set<string>();
    for (let path = waiting.pop(); path && asked.size < testCount(150, 2_000); path = waiting.pop()) {
      if (asked.has(path)) continue;
      asked.add(path);
      const html = await ask(servers.gated, path, { headers: headersOf(by) });
      const rsc = await ask(servers.gated, path, { headers: { ...headersOf(by), rsc: "1" } });
      for (const { body, headers } of [html, rsc]) {
        const whole = body + JSON.stringify(headers);
        leaks.push(...foundIn(whole, canaries, by).map((where) => `${by.kind}, ${path}: ${where}`));
        for (const canary of canaries) if (whole.includes(canary.text)) everSeen.add(canary.where);
      }
      waiting.unshift(
        ...[...html.body.matchAll(/href="(\/[^"#]*)/g)].map(([, to = ""]) => to.replaceAll("&amp;", "&")),
      );
    }
    expect(asked.size, by.kind).toBeGreaterThan(begin.length - 1);
  }
  expect(leaks).toEqual([]);
  // What is hidden from some is there for others: the search does find it.
  expect([...everSeen]).toEqual(expect.arrayContaining(["draft", "comment", "reply", "reason", "addresses"]));
});

test("R10: Nor is it in what an action answers, to what is sound and to what is not", async ({
  doors: { world, servers },
}) => {
  const canaries = await plantCanaries(world);
  const leaks: string[] = [];
  for (const by of Object.values(world.team)) {
    for (const name of Object.keys(actions).filter((each) => !/^(signOut|leave)Action$/.test(each))) {
      for (const value of [{ form: { personId: "x", revisionId: "x" } }, { value: null }, { value: [{ $: 1 }] }]) {
        const { status, body } = await sendAction(servers.gated, idOf(name), { path: "/sign-in", ...value }, by);
        leaks.push(...foundIn(body, canaries, by).map((where) => `${by.kind}, ${name}, ${status}: ${where}`));
      }
      const { body } = await sendForm(servers.gated, idOf(name), { path: "/sign-in", form: { name: "x" } }, by);
      leaks.push(...foundIn(body, canaries, by).map((where) => `${by.kind}, ${name}, as a form: ${where}`));
    }
  }
  for (const { name } of guarded) {
    const sent = await setScene(world, name, world.team["an admin"]);
    for (const kind of ["a stranger", "a viewer", "somebody who is disabled"] as const) {
      const { body } = await sendAction(servers.gated, idOf(name), sent, world.team[kind]);
      leaks.push(...foundIn(body, canaries, world.team[kind]).map((where) => `${kind}, ${name}: ${where}`));
    }
  }
  expect(leaks).toEqual([]);
});

test("R10: Nor is it in what browsers are sent as scripts and styles, nor in what the servers and the database log", async ({
  doors: { world, said, log },
}) => {
  const canaries = await plantCanaries(world);
  const nobody = world.team["a stranger"];
  const sent = scanned(join(import.meta.dirname, "../../.next/static"), canaries, nobody);
  expect(sent.files).toBeGreaterThan(10);
  expect(sent.leaks).toEqual([]);
  // The same look finds each of them where they are: what it does not find is not there.
  const planted = await mkdtemp(join(tmpdir(), "planted-"));
  for (const [n, { text }] of canaries.entries()) {
    await mkdir(join(planted, `chunks/${n}`), { recursive: true });
    await writeFile(join(planted, `chunks/${n}/page.js`), `const a=1;const b=${JSON.stringify(text)};`);
  }
  expect(scanned(planted, canaries, nobody).leaks.length).toBeGreaterThanOrEqual(canaries.length);
  await rm(planted, { recursive: true });
  expect(said()).toContain("Quarterdeck is at");
  for (const [where, text] of Object.entries({ said: said(), log: readFileSync(log, "utf8") })) {
    expect(foundIn(text, canaries, nobody), where).toEqual([]);
    for (const { cookie } of Object.values(world.team))
      expect(text).not.toContain(cookie?.split("=").at(-1) ?? "nothing");
  }
});
