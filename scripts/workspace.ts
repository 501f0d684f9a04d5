import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { closeDatabase, database } from "@/db/client";
import { startEmbedded } from "@/db/embedded";
import { findRunning } from "@/db/embedded-lock";
import { checkMigrated, migrateDatabase } from "@/db/migrate";
import { closeShareDatabase } from "@/db/share-client";
import type { Context } from "@/lib/context";
import { env, provideEnv } from "@/lib/env";
import { root } from "./run";

export type Workspace = { close: () => Promise<void> };

export function dataFolder(name: "data" | "demo"): string {
  return resolve(env().QUARTERDECK_DATA ?? join(root, ".quarterdeck", name));
}

/** A demo's folder says so, from before its database is made. */
export function isDemo(folder: string): boolean {
  return existsSync(join(folder, "demo.json"));
}

/** The demo's heads are kept with it, wherever AUDIT_HEADS has those of a workspace: one file holds those of one trail. */
function headsOf(folder: string): string {
  return (isDemo(folder) ? undefined : env().AUDIT_HEADS) ?? join(folder, "audit-heads.jsonl");
}

/** Starts PostgreSQL on the folder, migrates it, and makes it this process's database. */
export async function openEmbedded(
  folder: string,
  say: (line: string) => void,
  lost?: (sentence: string) => void,
): Promise<Workspace> {
  const { url, ownerUrl, shareUrl, authSecret, stop } = await startEmbedded(folder, { say, ...(lost && { lost }) });
  provideEnv({ DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, DATABASE_SHARE_URL: shareUrl });
  provideEnv({ AUTH_SECRET: env().AUTH_SECRET ?? authSecret, AUDIT_HEADS: headsOf(folder) });
  const close = async () => {
    await closePools();
    await stop();
  };
  try {
    await migrateDatabase(ownerUrl);
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}

/** Makes sure that the database of DATABASE_URL is one that this version can serve. */
export async function openGiven(url: string, say: (line: string) => void): Promise<Workspace> {
  const { AUTH_SECRET, DATABASE_OWNER_URL, DATABASE_SHARE_URL } = env();
  if (!AUTH_SECRET)
    throw new Error("AUTH_SECRET must be set when DATABASE_URL is: `openssl rand -base64 33` prints one.");
  if (!DATABASE_SHARE_URL) say("DATABASE_SHARE_URL is not set, so shared links do not open.");
  if (DATABASE_OWNER_URL) await naming("DATABASE_OWNER_URL", migrateDatabase(DATABASE_OWNER_URL));
  await naming("DATABASE_URL", checkMigrated(url));
  provideEnv({ AUDIT_HEADS: headsOf(dataFolder("data")) });
  return { close: closePools };
}

/** Runs a command in the workspace that is meant, whether or not it is being served. */
export async function inWorkspace<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
  const workspace = await findWorkspace();
  try {
    return await work({ db: database(), actor: { kind: "system", name: "command-line" }, now: new Date() });
  } finally {
    await workspace.close();
  }
}

async function findWorkspace(): Promise<Workspace> {
  const { DATABASE_URL, QUARTERDECK_DATA } = env();
  if (DATABASE_URL) {
    await naming("DATABASE_URL", checkMigrated(DATABASE_URL));
    provideEnv({ AUDIT_HEADS: headsOf(dataFolder("data")) });
    const { host, pathname } = new URL(DATABASE_URL);
    console.error(`In ${pathname.slice(1)} on ${host}, the database of DATABASE_URL.`);
    return { close: closePools };
  }
  const folders = QUARTERDECK_DATA ? [dataFolder("data")] : [dataFolder("demo"), dataFolder("data")];
  for (const folder of folders) {
    const running = findRunning(folder);
    if (!running) continue;
    provideEnv({ DATABASE_URL: running.url, AUDIT_HEADS: headsOf(folder) });
    await checkMigrated(running.url);
    console.error(`In ${relative(process.cwd(), folder) || folder}, which is being served.`);
    return { close: closePools };
  }
  const [folder = dataFolder("data")] = folders.reverse().filter((each) => existsSync(each));
  console.error(`In ${relative(process.cwd(), folder) || folder}.`);
  return openEmbedded(folder, (line) => console.error(line));
}

async function naming<T>(variable: string, attempt: Promise<T>): Promise<T> {
  try {
    return await attempt;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (!code) throw error; // a sentence of ours
    throw new Error(`The database of ${variable} cannot be used: ${message || code}.`);
  }
}

async function closePools(): Promise<void> {
  await Promise.all([closeDatabase(), closeShareDatabase()]);
}
