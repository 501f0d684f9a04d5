import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Connection, connect } from "@/db/connect";
import { removeData, startEmbedded } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { throwawayFolder } from "@/db/throwaway";
import { loadDemo } from "@/lib/demo";
import { provideEnv } from "@/lib/env";
import { root } from "@/scripts/run";

export type Served = {
  connection: Connection;
  superUrl: string;
  databaseUrl: string;
  /** of the built product, in a process of its own */
  publicUrl: string;
  close: () => Promise<void>;
};

/** The demo in a database that keeps what it says it kept, and the built product on it. */
export async function serveDemo(): Promise<Served> {
  const folder = await throwawayFolder("bench");
  const { url, ownerUrl, shareUrl, superUrl, authSecret, stop } = await startEmbedded(folder);
  await migrateDatabase(ownerUrl);
  const connection = connect(url, { max: 4, name: "bench" });
  await loadDemo({ db: connection.db, say: () => {} });
  const port = await freePort();
  provideEnv({ DATABASE_URL: url, DATABASE_SHARE_URL: shareUrl, AUTH_SECRET: authSecret });
  provideEnv({ HOST: "127.0.0.1", PORT: String(port), PUBLIC_URL: "" });
  const publicUrl = `http://127.0.0.1:${port}`;
  const product = forked("scripts/start.ts", []);
  const close = async () => {
    await ended(product);
    await connection.close();
    await stop();
    await removeData(folder);
  };
  try {
    await answers(product, `${publicUrl}/api/healthz`);
  } catch (error) {
    await close();
    throw error;
  }
  return { connection, superUrl, databaseUrl: url, publicUrl, close };
}

/** A script of ours in a process of its own. */
export function forked(script: string, args: string[]): ChildProcess {
  return fork(join(root, script), args, {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

async function answers(child: ChildProcess, address: string): Promise<void> {
  while (child.exitCode === null) {
    const isThere = await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return;
    await sleep(200);
  }
  throw new Error("The product did not start; what it said stands above.");
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
