import { type ChildProcess, execFile, spawn } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import postgres from "postgres";
import { bornAt } from "./embedded-lock";
import type { Place } from "./embedded-place";

const postgresMajor = 18;

/** Settings beyond PostgreSQL's own, by name. */
export type Settings = Record<string, string>;

/** Nothing of ours: no locale, and no PG… variable that would change what the programs do. */
const plainEnv = { LC_ALL: "C" } as unknown as NodeJS.ProcessEnv; // Next's types ask for NODE_ENV

const always: Settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "", // the default folder is often not writable, and a path may be too long for a socket
  timezone: "UTC",
  log_timezone: "UTC",
};

/** Makes the data folder at the first start; in a draft, so that a killed run leaves nothing half made. */
export async function ensureCluster(place: Place, password: string, durable: boolean): Promise<void> {
  const { cluster, programs, runAs, link } = place;
  if (existsSync(join(cluster, "PG_VERSION"))) {
    const major = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
    if (major === String(postgresMajor)) return;
    throw new Error(
      `${cluster} holds data of PostgreSQL ${major} and this version runs PostgreSQL ${postgresMajor}: move it over as docs/operating.md tells, or set QUARTERDECK_DATA to another folder.`,
    );
  }
  const secretFolder = mkdtempSync(join(tmpdir(), "quarterdeck-"));
  const passwordFile = join(secretFolder, "password");
  const draft = `${cluster}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (runAs) for (const path of [secretFolder, passwordFile, draft]) chownSync(path, runAs.uid, runAs.gid);
  const flags = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "--data-checksums"];
  // A locale of PostgreSQL's own: sorts the same on every machine, and stays UTF-8 where LANG=C would mean SQL_ASCII.
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  try {
    await promisify(execFile)(
      join(programs, "bin/initdb"),
      [`--pgdata=${draft}`, ...flags, ...locale, ...(durable ? [] : ["--no-sync"])],
      { env: plainEnv, cwd: draft, ...runAs },
    );
  } catch (error) {
    throw new Error(
      `PostgreSQL could not make its data folder: ${lastLines((error as { stderr?: string }).stderr ?? String(error))}`,
    );
  } finally {
    rmSync(secretFolder, { recursive: true, force: true });
  }
  renameSync(draft, cluster);
  if (link) symlinkSync(cluster, link);
}

/** Stops a server that outlived the run which started it. */
export async function stopOrphan(cluster: string, say: (line: string) => void): Promise<void> {
  const pidFile = join(cluster, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  say("The last run did not end by itself; recovering its data.");
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  const born = bornAt(pid);
  // PostgreSQL takes a zombie, or another program that was given the number, for a server that still runs.
  if (!born || !(await commandOf(pid)).includes(cluster)) return rmSync(pidFile);
  for (const [signal, seconds] of [
    ["SIGINT", 20],
    ["SIGQUIT", 5],
  ] as const) {
    process.kill(pid, signal);
    for (let waited = 0; waited < seconds * 20; waited++) {
      if (bornAt(pid) !== born) return;
      await sleep(50);
    }
  }
  throw new Error(`PostgreSQL (process ${pid}) still runs on ${cluster} and does not stop: stop it and try again.`);
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  return (await promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)])).stdout;
}

/** Starts the server and waits until it answers. */
export async function startCluster(place: Place, password: string, log: string, settings: Settings) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const server = launch(place, port, log, settings);
    const url = `postgres://postgres:${password}@127.0.0.1:${port}`;
    while (server.exitCode === null && server.signalCode === null) {
      if (await answers(`${url}/postgres`)) return { server, port, url };
      await sleep(25);
    }
    const said = readFileSync(log, "utf8");
    // The port can be taken in the meantime, and the memory of a killed server lingers for a moment.
    const passes = /could not bind|in use|pre-existing shared memory/i.test(said);
    if (!passes || attempt === 10) throw new Error(`PostgreSQL did not start: ${lastLines(said)} (${log})`);
    await sleep(300);
  }
}

function launch({ programs, cluster, runAs }: Place, port: number, log: string, settings: Settings): ChildProcess {
  const flags = Object.entries({ ...always, ...settings, port: String(port) }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const output = openSync(log, "w", 0o600);
  const server = spawn(join(programs, "bin/postgres"), ["-D", cluster, ...flags], {
    cwd: cluster,
    env: plainEnv,
    stdio: ["ignore", output, output],
    detached: true, // else Ctrl-C stops it before the server that still uses it
    ...runAs,
  });
  closeSync(output);
  return server;
}

/** Whether the server answers; a refused password throws. */
async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
  try {
    await sql`select 1`;
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "28P01") {
      throw new Error("The database refuses the password in secrets.json: put that file back from a backup.");
    }
    return false;
  } finally {
    await sql.end({ timeout: 0 });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-3).join(" / ");
}
