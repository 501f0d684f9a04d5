import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { signOut } from "@/lib/auth/commands";
import { submitRevision } from "@/lib/review/commands";
import { as, builder, saveAs } from "@/lib/world";
import { change, cookieOf, expect, headline, type Person, peopleIn, reworded, seqsIn, test } from "../live";

test("Who opens a draft, goes elsewhere in it and leaves it is seen by a colleague within two seconds", async ({
  draft,
  person,
  watch,
  say,
}) => {
  const [ana, rowan] = [await person("ana@quarterdeck.example"), await person("rowan@quarterdeck.example")];
  const seen = await watch(rowan, `revision=${draft}`);
  const soon = expect.configure({ timeout: 2_000 });
  await soon.poll(() => peopleIn(seen)).toEqual([]);
  const tab = randomUUID();
  expect(await say(ana, { tab, revisionId: draft, itemId: null, field: null })).toBe(204);
  await soon.poll(() => peopleIn(seen)).toEqual([["Ana Alder", null]]);
  expect(await say(ana, { tab, revisionId: draft, itemId: randomUUID(), field: "mentions.2024-Q3" })).toBe(204);
  await soon.poll(() => peopleIn(seen)).toEqual([["Ana Alder", "mentions.2024-Q3"]]);
  expect(await say(rowan, { tab })).toBe(204);
  expect(await say(ana, { tab })).toBe(204);
  await soon.poll(() => peopleIn(seen)).toEqual([]);
});

test("A save and a submission arrive as they happen, and whoever was away hears what they missed, once", async ({
  draft,
  person,
  watch,
  connection,
}) => {
  const [ana, rowan] = [await person("ana@quarterdeck.example"), await person("rowan@quarterdeck.example")];
  const seen = await watch(rowan, `revision=${draft}`);
  const first = await saveAs(connection.db, ana.actor, draft, headline("Orders recover"));
  await expect.poll(() => seqsIn(seen)).toEqual([first.seq]);
  expect(seen.events.find(({ type }) => type === "edited")).toMatchObject({
    revisionId: draft,
    by: { id: ana.actor.id, name: "Ana Alder" },
    steps: first.steps,
    ranks: first.ranks,
  });
  seen.close();
  const second = await saveAs(connection.db, ana.actor, draft, reworded("Orders recover", "Orders recover at last"));
  await submitRevision(as(connection.db, ana.actor), { revisionId: draft, summary: "First" });
  const again = await watch(rowan, `revision=${draft}&after=${draft}:${first.seq}`);
  await expect.poll(() => seqsIn(again)).toEqual([second.seq, (second.seq ?? 0) + 1]);
  expect(again.events.at(-1)).toMatchObject({ type: "presence" });
  expect(again.events.find(({ type }) => type === "state")).toMatchObject({ state: "in_review" });
});

test("A stream ends when its person signs out, is disabled or loses the role, and tells nothing more", async ({
  draft,
  person,
  watch,
  connection,
}) => {
  const ana = await person("ana@quarterdeck.example");
  const ends: [string, string, (who: Person) => Promise<unknown>][] = [
    ["out", "signed_out", ({ token }) => signOut(as(connection.db, builder), token)],
    [
      "off",
      "signed_out",
      ({ actor }) => change(connection, `update users set disabled_at = now() where id = '${actor.id}'`),
    ],
    ["less", "forbidden", ({ actor }) => change(connection, `delete from user_roles where user_id = '${actor.id}'`)],
  ];
  for (const [name, reason, end] of ends) {
    const who = await person(`${name}-${randomUUID()}@fog.example`);
    const seen = await watch(who, `revision=${draft}`);
    await expect.poll(() => peopleIn(seen)).toEqual([]);
    await end(who);
    await expect.poll(() => seen.isOver).toBe(true);
    expect(seen.events.at(-1)).toEqual({ type: "ended", reason });
    const again = await watch(who, `revision=${draft}`);
    expect([name, again.status]).toEqual([name, reason === "forbidden" ? 404 : 401]);
  }
  const kept = await watch(ana, `revision=${draft}`);
  await expect.poll(() => peopleIn(kept)).toEqual([]);
  expect(kept.isOver).toBe(false);
});

test("A draft is nothing to a viewer, to an admin and to a stranger, and to nobody from another page", async ({
  draft,
  person,
  watch,
  say,
  workspace,
}) => {
  const ana = await person("ana@quarterdeck.example");
  const absent = await watch(ana, `revision=${randomUUID()}`);
  expect(absent.status).toBe(404);
  const place = { tab: randomUUID(), revisionId: draft, itemId: null, field: null };
  for (const email of ["vida@quarterdeck.example", "ada@quarterdeck.example"]) {
    const outsider = await person(email);
    for (const id of [draft, randomUUID()]) {
      const refused = await watch(outsider, `revision=${id}`);
      expect([refused.status, refused.body]).toEqual([404, absent.body]);
      expect(await say(outsider, { ...place, revisionId: id })).toBe(404);
    }
  }
  expect((await watch(null, `revision=${draft}`)).status).toBe(401);
  expect(await say(null, place)).toBe(401);
  expect((await watch(ana, "")).status).toBe(400);
  expect(await say(ana, { ...place, name: "Somebody" })).toBe(400);
  expect(await say(ana, "{")).toBe(400);
  expect(await say(ana, { ...place, field: "x".repeat(1_000) })).toBe(413);
  for (const origin of ["https://evil.example", "null", `${workspace.publicUrl}.evil.example`]) {
    expect([origin, await say(ana, place, { origin })]).toEqual([origin, 403]);
  }
  const head = await fetch(`${workspace.publicUrl}/api/live?revision=${draft}`, {
    method: "HEAD",
    headers: cookieOf(ana),
  });
  expect(head.status).toBe(405);
  const seen = await watch(ana, `revision=${draft}`);
  await expect.poll(() => peopleIn(seen)).toEqual([]);
});

test("What is told arrives at once, compressed too, under the headers of every answer", async ({
  draft,
  person,
  watch,
}) => {
  const ana = await person("ana@quarterdeck.example");
  for (const encoding of ["gzip", "identity"]) {
    const seen = await watch(ana, `revision=${draft}`, { "accept-encoding": encoding });
    await expect.poll(() => peopleIn(seen)).toEqual([]);
    expect(seen.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(seen.headers.get("x-accel-buffering")).toBe("no");
    expect(seen.headers.get("cache-control")).toBe("private, no-store");
    expect(seen.headers.get("content-security-policy")).toContain("default-src 'none'");
  }
});

test("A listening connection that is lost comes back, and what happened meanwhile is told", async ({
  draft,
  person,
  watch,
  connection,
}) => {
  const ana = await person("ana@quarterdeck.example");
  const seen = await watch(ana, `revision=${draft}`);
  await expect.poll(() => peopleIn(seen)).toEqual([]);
  const listening = sql`application_name = 'quarterdeck' and query ilike 'listen %'`;
  const killed = await connection.db.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where ${listening}`,
  );
  expect(killed).toHaveLength(1);
  const { seq } = await saveAs(connection.db, ana.actor, draft, headline("Orders recover"));
  await expect.poll(() => seqsIn(seen)).toEqual([seq]);
});

test("When the last stream is closed, the server looks after none any more", async ({
  draft,
  person,
  watch,
  workspace,
}) => {
  const ana = await person("ana@quarterdeck.example");
  const all = await Promise.all(Array.from({ length: 20 }, () => watch(ana, `revision=${draft}`)));
  for (const seen of all) await expect.poll(() => peopleIn(seen)).toEqual([]);
  const checks = () => readFileSync(workspace.log, "utf8").split(`delete from "presences"`).length;
  const before = checks();
  await expect.poll(checks).toBeGreaterThan(before);
  for (const { close } of all) close();
  let last = -1;
  const isIdle = () => {
    const now = checks();
    const isSame = now === last;
    last = now;
    return isSame;
  };
  await expect.poll(isIdle, { intervals: [2_500], timeout: 30_000 }).toBe(true);
});

test("However often a browser comes and goes while colleagues save, it hears of every save, once and in order", async ({
  draft,
  person,
  watch,
  connection,
}) => {
  const [ana, rowan] = [await person("ana@quarterdeck.example"), await person("rowan@quarterdeck.example")];
  const saved = [(await saveAs(connection.db, ana.actor, draft, headline("0"))).seq];
  const steady = await watch(rowan, `revision=${draft}`);
  const writing = (async () => {
    for (let count = 1; count <= 60; count++) {
      const writer = count % 2 ? ana : rowan;
      saved.push((await saveAs(connection.db, writer.actor, draft, reworded(`${count - 1}`, `${count}`))).seq);
    }
  })();
  const heard: number[] = [];
  while (heard.length < 61) {
    const visit = await watch(rowan, `revision=${draft}&after=${draft}:${heard.at(-1) ?? 0}`);
    await expect.poll(() => seqsIn(visit).length, { intervals: [10] }).toBeGreaterThan(0);
    visit.close();
    heard.push(...seqsIn(visit));
  }
  await writing;
  expect(heard).toEqual(saved);
  await expect.poll(() => seqsIn(steady)).toEqual(saved);
});
