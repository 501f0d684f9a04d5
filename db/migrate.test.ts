import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkMigrated, migrateDatabase } from "./migrate";
import { freshDatabase, type TestDatabase } from "./test-database";

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await freshDatabase();
  await database.sql.owner`drop schema drizzle cascade`; // as if nothing had been applied
  folder = mkdtempSync(join(tmpdir(), "quarterdeck-migrations-"));
  mkdirSync(join(folder, "meta"));
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

type File = { tag: string; when: number; sql: string };
const first: File = { tag: "0000_first", when: 100, sql: "create table first (id integer primary key);" };
const second: File = {
  tag: "0001_second",
  when: 200,
  sql: "create table second (id integer);\n--> statement-breakpoint\ninsert into first values (1);",
};

function write(...files: File[]): void {
  const entries = files.map(({ tag, when }, idx) => ({ idx, version: "7", when, tag, breakpoints: true }));
  writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify({ version: "7", dialect: "postgresql", entries }));
  for (const { tag, sql } of files) writeFileSync(join(folder, `${tag}.sql`), sql);
}

const migrateNow = () => migrateDatabase(database.urls.owner, folder);
const checkNow = () => checkMigrated(database.urls.app, folder);

test("Five instances that start together apply each migration once.", async () => {
  write(first, second);
  await Promise.all(Array.from({ length: 5 }, migrateNow));
  expect(await database.sql.owner`select id from first`).toHaveLength(1);
  expect(await database.sql.owner`select hash from drizzle.__drizzle_migrations`).toHaveLength(2);
});

test("A second start changes nothing, and a later one applies what is new.", async () => {
  write(first);
  await migrateNow();
  await migrateNow();
  write(first, second);
  await migrateNow();
  expect(await database.sql.owner`select id from first`).toHaveLength(1);
});

test("A migration that fails leaves nothing behind, and the next start can succeed.", async () => {
  write(first, { ...second, sql: "create table second (id integer);\n--> statement-breakpoint\nselect 1 / 0;" });
  await expect(migrateNow()).rejects.toThrow();
  expect(await database.sql.owner`select to_regclass('second') as found`).toEqual([{ found: null }]);
  write(first, second);
  await migrateNow();
  expect(await database.sql.owner`select id from first`).toHaveLength(1);
});

test("An edited migration is refused by its name.", async () => {
  write(first, second);
  await migrateNow();
  write({ ...first, sql: `${first.sql} -- edited` }, second);
  await expect(migrateNow()).rejects.toThrow("0000_first.sql was edited after it was applied");
  await expect(checkNow()).rejects.toThrow("0000_first.sql was edited after it was applied");
});

test("A migration that slipped in before an applied one is refused by its name.", async () => {
  write(first, second);
  await migrateNow();
  write(first, { tag: "0001_between", when: 150, sql: "select 1;" }, { ...second, tag: "0002_second" });
  rmSync(join(folder, "0001_second.sql"));
  await expect(migrateNow()).rejects.toThrow("0001_between.sql comes before one that was already applied");
});

test("A migration dated before the one it follows is refused, since it would be skipped silently.", async () => {
  write(first, { ...second, when: 50 });
  await expect(migrateNow()).rejects.toThrow("0001_second.sql is dated before the one it follows");
});

test("A file that the journal does not know, and one that it misses, are refused.", async () => {
  write(first);
  writeFileSync(join(folder, "0009_stray.sql"), "select 1;");
  await expect(migrateNow()).rejects.toThrow("0009_stray.sql is not in meta/_journal.json");
  rmSync(join(folder, "0009_stray.sql"));
  rmSync(join(folder, "0000_first.sql"));
  await expect(migrateNow()).rejects.toThrow("0000_first.sql is missing");
});

test("A database of a newer version is refused.", async () => {
  write(first, second);
  await migrateNow();
  write(first);
  rmSync(join(folder, "0001_second.sql"));
  await expect(migrateNow()).rejects.toThrow("has migrations that this version does not know");
});

test("A start that may not migrate checks the level as the application's role.", async () => {
  write(first);
  await expect(checkNow()).rejects.toThrow("lacks 1 of 1 migrations: start once with DATABASE_OWNER_URL set");
  await migrateNow();
  await checkNow();
  write(first, second);
  await expect(checkNow()).rejects.toThrow("lacks 1 of 2 migrations");
});
