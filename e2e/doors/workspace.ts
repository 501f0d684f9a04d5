import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { test as base, expect } from "playwright/test";
import { type Connection, connect } from "@/db/connect";
import { removeData, startEmbedded } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { throwawayFolder, throwawaySettings } from "@/db/throwaway";
import { provideEnv } from "@/lib/env";
import { freePort, OwnServer } from "../own-server";
import { ask } from "./ask";
import { Digest } from "./digest";
import { gather } from "./principals";
import { beginAnew } from "./scenes";
import { World } from "./world";

export { expect };

/** What stands in front of Next, and Next alone: no door, no gate. */
type Servers = { gated: string; bare: string };

type Doors = {
  world: World;
  digest: Digest;
  servers: Servers;
  connection: Connection;
  said: () => string;
  log: string;
  /** Serves it once more, with what is set beside. */
  start: (environment: Record<string, string>) => Promise<OwnServer>;
};

/** Two servers on a database of their own, which `close` ends and deletes. */
async function openDoors(): Promise<Doors & { close: () => Promise<void> }> {
  const folder = await throwawayFolder("doors");
  const database = await startEmbedded(folder, { settings: throwawaySettings });
  const connection = connect(database.url, { max: 4, name: "doors" });
  const ends: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of ends) await end();
    await connection.close();
    await database.stop();
    await removeData(folder);
  };
  try {
    await migrateDatabase(database.ownerUrl);
    const own = { AUTH_SECRET: database.authSecret, AUDIT_HEADS: join(folder, "audit-heads.jsonl") };
    provideEnv(own);
    const environment = { DATABASE_SHARE_URL: database.shareUrl, ...own };
    const server = await OwnServer.start(database.url, environment);
    ends.push(() => server.kill());
    const bare = await startBare({ ...environment, DATABASE_URL: database.url });
    ends.push(bare.end);
    const world = new World(connection.db, await gather(connection.db));
    world.opened = await world.link();
    const { token } = world.opened;
    await ask(server.url, `/s/${token}`, { headers: { "user-agent": "Mozilla/5.0 Firefox/140.0" } });
    await expect.poll(() => connection.sql`select from share_views`.then(({ length }) => length)).toBe(1);
    world.team["a reader of a shared link"].cookie = `session=${token}; __Host-session=${token}; share_x=${token}`;
    const servers = { gated: server.url, bare: bare.url };
    const digest = await Digest.of(connection.db);
    const start = (more: Record<string, string>) => OwnServer.start(database.url, { ...environment, ...more });
    return {
      world,
      digest,
      servers,
      connection,
      said: () => server.said + bare.said(),
      log: database.log,
      start,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A workspace of its own, served twice: as in production, and by Next alone. Nobody else writes to it. */
export const test = base.extend<{ fresh: undefined }, { doors: Doors }>({
  doors: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const { close, ...doors } = await openDoors();
      await use(doors);
      await close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  /** Each test begins with the nine as they first came, and with counters at nought: they are no matter of rights. */
  fresh: [
    async ({ doors: { connection, world } }, use) => {
      await connection.sql`delete from limits`;
      await world.write(sql`update review_settings set approvals_needed = 1, uncited_blocks = false`);
      for (const principal of Object.values(world.team)) await beginAnew(world, principal);
      await use(undefined);
    },
    { auto: true },
  ],
});

async function startBare(environment: Record<string, string>) {
  const root = join(import.meta.dirname, "../..");
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const started: ChildProcess = fork(join(root, "bench/plain-next.ts"), [root, port], {
    execArgv: ["--import", "tsx"],
    cwd: root,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...environment, NODE_ENV: "production", PORT: port, PUBLIC_URL: url },
  });
  let said = "";
  for (const stream of [started.stdout, started.stderr]) stream?.on("data", (text: Buffer) => (said += text));
  const ended = once(started, "exit");
  const failed = ended.then(() => Promise.reject(new Error(`Next ended: ${said}`)));
  await Promise.race([once(started, "message"), failed]);
  failed.catch(() => {});
  const end = () => {
    started.kill("SIGKILL");
    return ended;
  };
  return { url, end, said: () => said };
}
