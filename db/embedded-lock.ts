import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const urlsSchema = z.object({ url: z.string(), ownerUrl: z.string(), shareUrl: z.string(), superUrl: z.string() });
const lockSchema = z.object({
  pid: z.number(),
  born: z.string(),
  port: z.number().optional(),
  urls: urlsSchema.optional(),
});

/** The addresses of one running database, each with its role and password. */
export type Urls = z.infer<typeof urlsSchema>;

/** When a process was started, in words that another process with the same number would not give; null when there is none. */
export function bornAt(pid: number): string | null {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const dead = fields[0] === "Z" || fields[0] === "X";
      return dead ? null : `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${fields[19]}`;
    }
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}

/** Takes the folder for this process; throws a sentence when a process that lives has it. */
export function takeLock(folder: string): void {
  if (isLocked(folder)) throw new Error(taken(folder, readLock(folder)?.pid));
  rmSync(lockPath(folder), { force: true });
  try {
    writeFileSync(lockPath(folder), JSON.stringify(mine()), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw new Error(taken(folder, readLock(folder)?.pid));
    throw error;
  }
}

/** Whether a process that lives has the folder. */
export function isLocked(folder: string): boolean {
  const holder = readLock(folder);
  return holder !== null && bornAt(holder.pid) === holder.born;
}

/** Adds where the database answers, so that commands find it. */
export function publishUrls(folder: string, port: number, urls: Urls): void {
  const draft = `${lockPath(folder)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ ...mine(), port, urls }, null, 2), { mode: 0o600 });
  renameSync(draft, lockPath(folder));
}

export function releaseLock(folder: string): void {
  if (readLock(folder)?.pid === process.pid) rmSync(lockPath(folder), { force: true });
}

/** The database that a living process runs on this folder, or null. */
export function findRunning(folder: string): Urls | null {
  return isLocked(folder) ? (readLock(folder)?.urls ?? null) : null;
}

function mine() {
  return { pid: process.pid, born: bornAt(process.pid) ?? "" };
}

function taken(folder: string, pid: number | undefined): string {
  return `Another run${pid ? ` (process ${pid})` : ""} is using ${folder}: stop it, or set QUARTERDECK_DATA to another folder.`;
}

function readLock(folder: string): z.infer<typeof lockSchema> | null {
  if (!existsSync(lockPath(folder))) return null;
  try {
    return lockSchema.parse(JSON.parse(readFileSync(lockPath(folder), "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EACCES") {
      throw new Error(
        `${lockPath(folder)} belongs to another user: run as that user, or set QUARTERDECK_DATA to another folder.`,
      );
    }
    return null;
  }
}

function lockPath(folder: string): string {
  return join(folder, "server.json");
}
