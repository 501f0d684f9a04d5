import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { newToken } from "@/lib/auth/token";
import { type Context, inTransaction, type UserActor } from "@/lib/context";
import { testCount } from "@/lib/env";
import { recallRevision } from "@/lib/publishing/recall-commands";
import { issueLink, revokeLinks } from "@/lib/sharing/commands";
import { addCompanyOf, addMember, as, publishText } from "@/lib/world";
import { test as base, expect } from "../fixtures";
import { freePort, OwnServer } from "../own-server";

type Made = { linkId: string; token: string; revisionId: string; maker: UserActor };
type Door = { url: string; from: string };

/** Two processes on the workspace's database, each with a port for readers alone, behind a proxy on this machine. */
const test = base.extend<{ makeLink: () => Promise<Made>; doors: Door[] }, { servers: OwnServer[] }>({
  servers: [
    async ({ workspace }, use) => {
      const start = async () =>
        OwnServer.start(workspace.databaseUrl, {
          DATABASE_SHARE_URL: workspace.shareUrl,
          READER_PORT: String(await freePort()),
          TRUSTED_PROXIES: "127.0.0.1",
        });
      const servers = [await start(), await start()];
      await use(servers);
      await Promise.all(servers.map((server) => server.kill()));
    },
    { scope: "worker", timeout: 120_000 },
  ],
  doors: async ({ servers }, use) => {
    await use(
      servers.map(({ environment }) => ({ url: `http://127.0.0.1:${environment.READER_PORT}`, from: newcomer() })),
    );
  },
  /** A link of somebody of their own to a note of its own. */
  makeLink: async ({ connection: { db }, contextOf }, use) => {
    const rowan = await contextOf("rowan@quarterdeck.example");
    await use(async () => {
      const ticker = `D${randomInt(1e6, 1e7)}`;
      await addCompanyOf(db, { ticker, exchange: "XNAS", name: ticker, currency: "USD", fiscalYearEnd: "12" });
      const member = { email: `${ticker.toLowerCase()}@fog.example`, name: "Gus", roles: ["analyst" as const] };
      const { actor: maker } = await addMember(db, member);
      const text = `Format: quarterdeck 1\n${ticker} Q1 2025: Orders recover\n`;
      const note = await publishText(db, { text, writer: maker, reviewer: rowan.actor, summary: "First" });
      const link = { revisionId: note.revisionId, label: "A client", expiresAt: null };
      return { ...(await issueLink(as(db, maker), link)), revisionId: note.revisionId, maker };
    });
  },
});

/** An address that has tried nothing yet. */
function newcomer(): string {
  return `198.51.${randomInt(256)}.${randomInt(256)}`;
}

async function statusAt({ url, from }: Door, path: string): Promise<number> {
  const response = await fetch(url + path, { headers: { "x-forwarded-for": from } });
  await response.arrayBuffer();
  return response.status;
}

/** When a link was last opened there, asked every 50 ms until it is refused; it is open when this begins. */
async function lastOpen(door: Door, path: string): Promise<number> {
  for (let at = performance.now(); ; at = performance.now()) {
    if ((await statusAt(door, path)) !== 200) return at;
    await sleep(50);
  }
}

const tagged = ({ db, actor }: Context, statement: ReturnType<typeof sql>) =>
  inTransaction(as(db, actor), (tx) => tx.db.execute(statement));

const sharing = (is: "on" | "off", rowan: Context) =>
  tagged(rowan, sql`update sharing_settings set is_on = ${is === "on"}`);

const endings: Record<string, (made: Made, rowan: Context) => Promise<unknown>> = {
  "was revoked": ({ linkId, maker }, { db }) => revokeLinks(as(db, maker), [linkId]),
  "has expired": ({ linkId }, rowan) =>
    tagged(rowan, sql`update share_links set expires_at = now() where id = ${linkId}`),
  "was made by somebody since disabled": ({ maker }, rowan) =>
    tagged(rowan, sql`update users set disabled_at = now() where id = ${maker.id}`),
  "is one of a workspace that shares nothing any more": (_, rowan) => sharing("off", rowan),
  "leads to what was recalled": ({ revisionId }, rowan) =>
    recallRevision(rowan, { revisionId, reason: "It is wrong." }),
};

for (const [what, end] of Object.entries(endings)) {
  test(`R26: A link that ${what} is refused by every process within a second`, async ({
    doors,
    makeLink,
    contextOf,
  }) => {
    const rowan = await contextOf("rowan@quarterdeck.example");
    const delays: number[] = [];
    for (let round = 0; round < testCount(3, 15); round += 1) {
      const made = await makeLink();
      const path = `/s/${made.token}`;
      for (const door of doors) door.from = newcomer(); // each refusal counts as a try
      const asked = doors.map((door) => lastOpen(door, path));
      await sleep(200);
      for (const door of doors) expect(await statusAt(door, path)).toBe(200);
      try {
        await end(made, rowan);
        const ended = performance.now();
        delays.push(...(await Promise.all(asked)).map((refused) => refused - ended));
        for (const door of doors) expect([404, 410]).toContain(await statusAt(door, path));
      } finally {
        await sharing("on", rowan);
      }
    }
    const sorted = delays.toSorted((a, b) => a - b);
    const median = `${sorted[Math.floor(sorted.length / 2)]?.toFixed(0)} ms`;
    test.info().annotations.push({ type: "refused after, median", description: median });
    expect(Math.max(...delays), `median ${median}`).toBeLessThan(1000);
  });
}

test("The reader's port answers what is shared, and nothing else of the workspace", async ({
  doors,
  servers,
  workspace,
  page,
}) => {
  const [door, server] = [doors[0], servers[0]];
  if (!door || !server) throw new Error("No process serves readers.");
  expect(await statusAt({ ...door, url: server.url }, "/sign-in")).toBe(200);
  const manifest: Record<string, string> = JSON.parse(readFileSync(".next/server/app-paths-manifest.json", "utf8"));
  const routes = Object.keys(manifest).map((route) => route.replace(/\/(page|route)$/, "").replace(/\/\([^)]+\)/g, ""));
  for (const path of [...routes.filter((each) => !each.startsWith("/s/")), "/_next/static/x.js", "/%73/x", "//s/x"]) {
    expect([path, await statusAt(door, path)]).toEqual([path, 404]);
  }
  // As when the workspace's port is closed to the world.
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== door.url) foreign.push(request.url());
  });
  await page.goto(door.url + workspace.sharedLinkPath);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Xiaomi cluster delivered in March/);
  expect(
    await page.evaluate(() =>
      document.fonts.ready.then((fonts) => [...fonts].some((font) => font.status === "loaded")),
    ),
  ).toBe(true);
  expect(foreign).toEqual([]);
});

test("A proxy is believed whom it speaks for; nobody else is", async ({ doors, workspace }) => {
  const guess = (url: string, from: string) => statusAt({ url, from }, `/s/${newToken()}`);
  const [url = "", other = ""] = doors.map((door) => door.url);
  const from = `192.0.2.${randomInt(256)}`;
  for (let n = 0; n < 20; n += 1) expect(await guess(n % 2 ? url : other, `203.0.113.${n}, ${from}`)).toBe(404);
  expect(await guess(url, from)).toBe(429);
  expect(await guess(other, `203.0.113.99, ${from}`)).toBe(429);
  expect(await guess(url, `${from}, 192.0.2.${randomInt(256)}, 127.0.0.1`)).toBe(404);
  expect(await statusAt({ url, from }, workspace.sharedLinkPath)).toBe(200);
});

test("R35: No token of a link stands in what the processes or the database have written", async ({
  doors,
  servers,
  workspace,
  makeLink,
}) => {
  const { token } = await makeLink();
  for (const door of doors) {
    for (const path of [`/s/${token}`, `/s/${token}/`, `/s/${token}?${token}`]) await statusAt(door, path);
    await fetch(`${door.url}/s/${token}`, { method: "POST", body: token });
  }
  for (const { url } of servers) {
    await fetch(`${url}/s/${token}`);
    await fetch(`${url}//s/${token}`, { redirect: "manual" });
    await fetch(`${url}/sign-in`, { headers: { referer: `${url}/s/${token}` } });
  }
  const written = [...servers.map(({ said }) => said), readFileSync(workspace.log, "utf8")];
  expect(written.every((text) => text.length > 0)).toBe(true);
  for (const text of written) expect(text).not.toContain(token);
  const [shared] = workspace.sharedLinkPath.split("/").slice(-1);
  for (const text of written) expect(text).not.toContain(shared);
});
