import { randomBytes } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { ensureCluster, type Settings, startCluster, stopOrphan } from "./embedded-cluster";
import { publishUrls, releaseLock, takeLock, type Urls } from "./embedded-lock";
import { findPlace } from "./embedded-place";
import { applyRoles, ensureDatabase } from "./roles";

const secret = z.string().min(32);
const secretsSchema = z.object({ superuser: secret, owner: secret, app: secret, share: secret, auth: secret });

export type EmbeddedDatabase = Urls & { authSecret: string; log: string; stop: () => Promise<void> };

type Options = {
  say?: (line: string) => void;
  /** Called when the server ends though nobody stopped it. */
  lost?: (sentence: string) => void;
  settings?: Settings;
};

/** Starts PostgreSQL on a data folder, which is made at the first start; every way it can fail is one sentence. */
export async function startEmbedded(
  dataFolder: string,
  { say = () => {}, lost, settings = {} }: Options = {},
): Promise<EmbeddedDatabase> {
  const folder = resolve(dataFolder);
  makeWritable(folder);
  takeLock(folder);
  try {
    const place = findPlace(folder, say);
    const secrets = keptSecrets(folder, existsSync(join(place.cluster, "PG_VERSION")));
    await ensureCluster(place, secrets.superuser, settings.fsync !== "off");
    await stopOrphan(place.cluster, say);
    const log = join(folder, "postgres.log");
    const { server, port, url } = await startCluster(place, secrets.superuser, log, settings);
    const kill = () => server.kill("SIGINT"); // PostgreSQL's fast shutdown: it ends sessions and writes a checkpoint
    process.on("exit", kill);
    let stopping = false;
    const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
    ended.then(() => stopping || lost?.(`The database has ended unexpectedly; ${log} says why.`));
    const stop = async () => {
      stopping = true;
      kill();
      if (!(await Promise.race([ended.then(() => true), sleep(20_000, false, { ref: false })]))) server.kill("SIGQUIT");
      await ended;
      process.off("exit", kill);
      releaseLock(folder);
    };
    try {
      await ensureDatabase(`${url}/quarterdeck`);
      await applyRoles(`${url}/quarterdeck`, secrets); // at every start, since it is quick
    } catch (error) {
      await stop();
      throw error;
    }
    const at = (role: string, password: string) => `postgres://${role}:${password}@127.0.0.1:${port}/quarterdeck`;
    const urls = {
      url: at("quarterdeck_app", secrets.app),
      ownerUrl: at("quarterdeck_owner", secrets.owner),
      shareUrl: at("quarterdeck_share", secrets.share),
      superUrl: at("postgres", secrets.superuser),
    };
    publishUrls(folder, port, urls);
    return { ...urls, authSecret: secrets.auth, log, stop };
  } catch (error) {
    releaseLock(folder);
    throw error;
  }
}

/** Deletes a data folder with all that is in it, wherever PostgreSQL's files lie. */
export async function removeData(dataFolder: string, say: (line: string) => void = () => {}): Promise<void> {
  const folder = resolve(dataFolder);
  if (!existsSync(folder)) return;
  makeWritable(folder);
  takeLock(folder);
  const cluster = join(folder, "postgres");
  if (existsSync(cluster)) {
    await stopOrphan(realpathSync(cluster), say);
    rmSync(realpathSync(cluster), { recursive: true });
  }
  rmSync(folder, { recursive: true });
}

/** Makes the folder when it is missing; throws a sentence when it cannot be written. */
export function makeWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 }); // enterable, for when PostgreSQL runs as another user
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw new Error(
      `The data folder ${folder} cannot be written: make it writable, or set QUARTERDECK_DATA to another folder.`,
    );
  }
}

/** The passwords of this folder's database, made at its first start. */
function keptSecrets(folder: string, clusterExists: boolean): z.infer<typeof secretsSchema> {
  const path = join(folder, "secrets.json");
  if (existsSync(path)) {
    try {
      return secretsSchema.parse(JSON.parse(readFileSync(path, "utf8")));
    } catch {
      throw new Error(`${path} cannot be read as this database's passwords: put it back from a backup.`);
    }
  }
  if (clusterExists)
    throw new Error(
      `${path} is missing, and without it the data beside it cannot be opened: put it back from a backup.`,
    );
  const make = () => randomBytes(32).toString("base64url");
  const secrets = { superuser: make(), owner: make(), app: make(), share: make(), auth: make() };
  writeFileSync(`${path}.draft`, JSON.stringify(secrets, null, 2), { mode: 0o600, flush: true });
  renameSync(`${path}.draft`, path);
  return secrets;
}
