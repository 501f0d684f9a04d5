import { randomUUID } from "node:crypto";
import { build } from "esbuild";
import type { BrowserContext, Page, Request } from "playwright/test";
import { createDraft } from "@/lib/notes/commands";
import type { Live, openLive } from "@/lib/presence/live";
import type { LiveEvent } from "@/lib/presence/model";
import { as, saveAs } from "@/lib/world";
import { change, expect, headline, peopleIn, reworded, seqsIn, test } from "../live";

declare global {
  var presence: { openLive: typeof openLive };
  var live: Live;
  var told: LiveEvent[];
}

let client = "";
test.beforeAll(async () => {
  const footer = { js: "globalThis.presence = presence;" };
  const options = { bundle: true, write: false, format: "iife", globalName: "presence", footer } as const;
  const { outputFiles } = await build({ ...options, entryPoints: ["lib/presence/live.ts"] });
  client = outputFiles[0]?.text ?? "";
});
test.beforeEach(async ({ context, signedInAs }) => {
  await signedInAs("ana@quarterdeck.example");
  await context.addInitScript({ content: client });
});

/** A page of the workspace in which a draft is open, as an editor would open it. */
async function openTab(context: BrowserContext, revisionId: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto("/companies");
  await page.evaluate((id) => {
    globalThis.told = [];
    const onEvent = (event: LiveEvent) => globalThis.told.push(event);
    globalThis.live = globalThis.presence.openLive({ revisionId: id, after: 0, onEvent });
  }, revisionId);
  return page;
}

const toldIn = (page: Page) => page.evaluate(() => ({ events: globalThis.told }));

/** Makes the page believe that it was hidden, or shown again: a browser without a screen shows all of them at once. */
function turn(page: Page, state: "hidden" | "visible"): Promise<void> {
  return page.evaluate((value) => {
    if (value === "hidden") Object.defineProperty(document, "visibilityState", { value, configurable: true });
    else Reflect.deleteProperty(document, "visibilityState");
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

/** The streams that a browser has open. */
function streamsOf(context: BrowserContext): Set<Request> {
  const streams = new Set<Request>();
  const isStream = (request: Request) => request.method() === "GET" && request.url().includes("/api/live?");
  context.on("request", (request) => isStream(request) && streams.add(request));
  context.on("requestfinished", (request) => streams.delete(request));
  context.on("requestfailed", (request) => streams.delete(request));
  return streams;
}

test("Tabs of one browser share a stream; when the one that has it is hidden another takes over, and nothing is missed", async ({
  context,
  draft,
  person,
  watch,
  connection,
}) => {
  const rowan = await person("rowan@quarterdeck.example");
  const seen = await watch(rowan, `revision=${draft}`);
  const streams = streamsOf(context);
  const [first, second] = [await openTab(context, draft), await openTab(context, draft)];
  await expect.poll(() => peopleIn(seen)).toHaveLength(2);
  const save = async (from: string | null, to: string) =>
    (await saveAs(connection.db, rowan.actor, draft, from === null ? headline(to) : reworded(from, to))).seq;
  const numbers = [await save(null, "one")];
  for (const tab of [first, second]) await expect.poll(async () => seqsIn(await toldIn(tab))).toEqual(numbers);
  expect(streams.size).toBe(1);
  // Each is told of the other, as of the same person, and not of itself.
  for (const tab of [first, second]) await expect.poll(async () => peopleIn(await toldIn(tab))).toHaveLength(1);

  await turn(first, "hidden");
  await expect.poll(() => peopleIn(seen)).toHaveLength(1);
  numbers.push(await save("one", "two"));
  await expect.poll(async () => seqsIn(await toldIn(second))).toEqual(numbers);
  expect(streams.size).toBe(1);
  await turn(second, "hidden");
  await expect.poll(() => peopleIn(seen)).toEqual([]);
  await expect.poll(() => streams.size).toBe(0);

  numbers.push(await save("two", "three"));
  await turn(first, "visible");
  await expect.poll(async () => seqsIn(await toldIn(first))).toEqual(numbers);
  expect(streams.size).toBe(1);
  await turn(second, "visible");
  await expect.poll(async () => seqsIn(await toldIn(second))).toEqual(numbers);

  await first.close(); // as when it crashes: it can say nothing any more
  numbers.push(await save("three", "four"));
  await expect.poll(async () => seqsIn(await toldIn(second))).toEqual(numbers);
  await expect.poll(() => peopleIn(seen), { timeout: 30_000 }).toHaveLength(1);
  await second.goto("/");
  await expect.poll(() => peopleIn(seen)).toEqual([]);
});

test("Tabs with two drafts share a stream too, and each hears of its own", async ({
  context,
  draft,
  person,
  connection,
}) => {
  const { actor } = await person("rowan@quarterdeck.example");
  const at = { ticker: "KC", period: "2021-Q1", beside: true } as const;
  const { revisionId: other } = await createDraft(as(connection.db, actor), at);
  const streams = streamsOf(context);
  const [first, second] = [await openTab(context, draft), await openTab(context, other)];
  const one = await saveAs(connection.db, actor, draft, headline("one"));
  const two = await saveAs(connection.db, actor, other, headline("two"));
  await expect.poll(async () => seqsIn(await toldIn(first))).toEqual([one.seq]);
  await expect.poll(async () => seqsIn(await toldIn(second))).toEqual([two.seq]);
  expect(streams.size).toBe(1);
  await change(connection, `update revisions set state = 'discarded' where id = '${other}'`);
});

test("Without locks, as on plain http in a local network, each tab has its own stream while it is shown", async ({
  context,
  draft,
  person,
  connection,
}) => {
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { value: undefined }));
  const { actor } = await person("rowan@quarterdeck.example");
  const streams = streamsOf(context);
  const tabs = [await openTab(context, draft), await openTab(context, draft)];
  const { seq } = await saveAs(connection.db, actor, draft, headline("one"));
  for (const tab of tabs) await expect.poll(async () => seqsIn(await toldIn(tab))).toEqual([seq]);
  expect(streams.size).toBe(2);
  for (const tab of tabs) await turn(tab, "hidden");
  await expect.poll(() => streams.size).toBe(0);
});

test("Where somebody is is told at once, the last place always, and twice a second at most", async ({
  context,
  draft,
  person,
  watch,
}) => {
  const seen = await watch(await person("rowan@quarterdeck.example"), `revision=${draft}`);
  const tab = await openTab(context, draft);
  await expect.poll(() => peopleIn(seen)).toEqual([["Ana Alder", null]]);
  let posts = 0;
  context.on("request", (request) => {
    if (request.method() === "POST") posts++;
  });
  await tab.evaluate((id) => {
    for (let step = 0; step < 50; step++) globalThis.live.place(id, `field-${step}`);
  }, randomUUID());
  await expect.poll(() => peopleIn(seen)).toEqual([["Ana Alder", "field-49"]]);
  expect(posts).toBeLessThanOrEqual(2);
  await tab.evaluate(() => globalThis.live.close());
  await expect.poll(() => peopleIn(seen)).toEqual([]);
});

test("A tab whose person is signed out elsewhere is told so, and asks no more", async ({
  context,
  draft,
  connection,
}) => {
  const streams = streamsOf(context);
  const [first, second] = [await openTab(context, draft), await openTab(context, draft)];
  for (const tab of [first, second]) await expect.poll(async () => peopleIn(await toldIn(tab))).toHaveLength(1);
  await connection.sql`delete from sessions`;
  for (const tab of [first, second]) {
    await expect.poll(async () => (await toldIn(tab)).events.at(-1)).toEqual({ type: "ended", reason: "signed_out" });
  }
  await expect.poll(() => streams.size).toBe(0);
});
