import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { checkQueue, migrateQueue } from "./queue";

const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));
const lockKey = 7_260_002; // any number that nothing else in this database locks

type Migration = { tag: string; hash: string; at: number };
type Applied = { hash: string; at: number };

/** Brings the database to this version's level as its owner. Several may call it at once: one migrates, the others wait. */
export async function migrateDatabase(ownerUrl: string, folder = migrationsFolder): Promise<void> {
  const wanted = migrationsIn(folder);
  await onOneConnection(ownerUrl, async (sql) => {
    await sql`select pg_advisory_lock(${lockKey})`; // the end of the connection releases it, however it comes
    refuseDifference(wanted, await appliedIn(sql));
    await migrateQueue(sql, ownerUrl); // first, so that a migration of ours can speak of it
    await migrate(drizzle(sql), { migrationsFolder: folder });
    await sql`grant usage on schema drizzle to quarterdeck_app`; // drizzle makes both, so no migration of ours can
    await sql`grant select on drizzle.__drizzle_migrations to quarterdeck_app`;
  });
}

/** Throws a sentence unless the database is at this version's level; for a start that may not migrate. */
export async function checkMigrated(url: string, folder = migrationsFolder): Promise<void> {
  const wanted = migrationsIn(folder);
  await onOneConnection(url, async (sql) => {
    const applied = await appliedIn(sql);
    refuseDifference(wanted, applied);
    const missing = wanted.length - applied.length;
    if (missing > 0) {
      throw new Error(
        `The database lacks ${missing} of ${wanted.length} migrations: start once with DATABASE_OWNER_URL set.`,
      );
    }
    await checkQueue(sql);
  });
}

/** The files in the order of their journal; drizzle skips silently what is out of order, hence the refusals. */
function migrationsIn(folder: string): Migration[] {
  const journal: { entries: { tag: string }[] } = JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8"));
  const tags = journal.entries.map((entry) => entry.tag);
  const stray = readdirSync(folder).find((name) => name.endsWith(".sql") && !tags.includes(name.slice(0, -4)));
  if (stray)
    throw new Error(
      `The migration ${stray} is not in meta/_journal.json, so it would never run: generate it with npm run db:generate.`,
    );
  const gone = tags.find((tag) => !existsSync(join(folder, `${tag}.sql`)));
  if (gone) throw new Error(`The migration ${gone}.sql is missing: put it back.`);
  const migrations = readMigrationFiles({ migrationsFolder: folder }).map(({ hash, folderMillis }, index) => ({
    tag: tags[index] ?? "",
    hash,
    at: folderMillis,
  }));
  const early = migrations.find(({ at }, index) => at <= (migrations[index - 1]?.at ?? 0));
  if (early)
    throw new Error(
      `The migration ${early.tag}.sql is dated before the one it follows, so it would be skipped: generate it anew.`,
    );
  return migrations;
}

async function appliedIn(sql: postgres.Sql): Promise<Applied[]> {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as found`;
  if (!table?.found) return [];
  const rows = await sql`select hash, created_at from drizzle.__drizzle_migrations order by created_at, id`;
  return rows.map((row) => ({ hash: row.hash, at: Number(row.created_at) }));
}

/** What was applied must be the beginning of what the files say. */
function refuseDifference(wanted: Migration[], applied: Applied[]): void {
  for (const [index, done] of applied.entries()) {
    const file = wanted[index];
    if (file?.hash === done.hash) continue;
    if (file?.at === done.at) {
      throw new Error(
        `The migration ${file.tag}.sql was edited after it was applied: put it back and write a new one.`,
      );
    }
    if (file && applied.some(({ at }) => at > file.at)) {
      throw new Error(`The migration ${file.tag}.sql comes before one that was already applied: generate it anew.`);
    }
    throw new Error(
      "The database has migrations that this version does not know: start the version that made them, or a newer one.",
    );
  }
}

async function onOneConnection<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  // One connection that is never replaced, since the lock belongs to it.
  const sql = postgres(url, { max: 1, max_lifetime: null, connect_timeout: 10, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
