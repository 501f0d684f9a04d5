import { afterAll, beforeAll, expect, test } from "vitest";
import { checkMigrated, migrateDatabase } from "./migrate";
import { queueUrl } from "./queue";
import { freshDatabase, type TestDatabase } from "./test-database";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const denied = { code: "42501" };

test("The application puts jobs into the queue and takes them out, and changes nothing about the queue.", async () => {
  const { app } = database.sql;
  await app`select graphile_worker.add_job('test.task', '{}'::json)`;
  expect(await app`delete from graphile_worker._private_jobs returning id`).toHaveLength(1);
  for (const statement of [
    "truncate graphile_worker._private_jobs",
    "drop table graphile_worker._private_jobs",
    "alter table graphile_worker._private_jobs disable row level security",
    "create table graphile_worker.mine (id integer)",
    "create policy mine on graphile_worker._private_jobs using (true)",
    "insert into graphile_worker.migrations (id) values (1000)",
    "update graphile_worker.migrations set breaking = false",
  ]) {
    await expect(app.unsafe(statement), statement).rejects.toMatchObject(denied);
  }
});

test("The reader's role neither sees the queue nor puts anything into it.", async () => {
  const { share } = database.sql;
  for (const statement of [
    "select * from graphile_worker.jobs",
    "select * from graphile_worker._private_jobs",
    "select graphile_worker.add_job('test.task', '{}'::json)",
  ]) {
    await expect(share.unsafe(statement), statement).rejects.toMatchObject(denied);
  }
});

test("A function that the reader's role may call can add a job, in the caller's transaction.", async () => {
  const { owner, share } = database.sql;
  await owner`
    create function share_asks() returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      perform graphile_worker.add_job('test.task', '{}'::json, max_attempts => 8);
    end $$`;
  await owner`grant execute on function share_asks() to quarterdeck_share`;
  await share.begin((tx) => [tx`select share_asks()`, tx`select 1 / 0`]).catch(() => {});
  expect(await owner`select from graphile_worker.jobs`).toHaveLength(0);
  await share`select share_asks()`;
  expect(await owner`select max_attempts from graphile_worker.jobs`).toEqual([{ max_attempts: 8 }]);
});

test("The queue's tables are at the level that the installed library wants, and a later start changes nothing.", async () => {
  const levels = () => database.sql.owner`select id, ts from graphile_worker.migrations order by id`;
  const before = await levels();
  await migrateDatabase(database.urls.owner);
  expect(await levels()).toEqual(before);
  await checkMigrated(database.urls.app);
});

test("A start that may not migrate refuses a queue that is behind.", async () => {
  const other = await freshDatabase();
  try {
    await other.sql
      .owner`delete from graphile_worker.migrations where id = (select max(id) from graphile_worker.migrations)`;
    await expect(checkMigrated(other.urls.app)).rejects.toThrow("queue are not up to date");
    await other.sql.owner`drop schema graphile_worker cascade`;
    await expect(checkMigrated(other.urls.app)).rejects.toThrow("queue are not up to date");
  } finally {
    await other.close();
  }
});

test("The queue's driver reads an address as ours does.", () => {
  const asked = (query: string) => new URL(queueUrl(`postgres://app:p%40ss@db.example/quarterdeck${query}`));
  expect(asked("").searchParams.has("sslmode")).toBe(false);
  expect(asked("").password).toBe("p%40ss");
  for (const query of ["?sslmode=require", "?ssl=require"]) {
    expect(Object.fromEntries(asked(query).searchParams)).toMatchObject({ sslmode: "require", uselibpqcompat: "true" });
  }
});
