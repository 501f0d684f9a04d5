import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { proxied } from "@/db/test-proxy";
import { freeLeftJobs } from "./commands";
import { add, hurry, inQueue, startWith, until } from "./fixtures/once";

let database: TestDatabase;

beforeEach(async () => {
  database = await freshDatabase();
  vi.spyOn(console, "error").mockImplementation(() => {}); // the queue says there what failed
});
afterEach(async () => {
  await database.close();
  vi.restoreAllMocks();
});

test("A worker outlives the loss of all its connections.", async () => {
  const done: string[] = [];
  const worker = await startWith(database, async (id) => void done.push(id));
  try {
    await add(database);
    await until(() => expect(done).toHaveLength(1));
    const lost = await database.sql.superuser`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'quarterdeck jobs'`;
    expect(lost.length).toBeGreaterThan(0);
    await add(database);
    await until(() => expect(done).toHaveLength(2));
  } finally {
    await worker.stop();
  }
});

test("A worker whose database went away while a job was being done begins again, and the job with it.", async () => {
  let isAway = false;
  const proxy = await proxied(database.urls.app, async (forward) => {
    if (isAway) throw new Error("away");
    await forward();
  });
  const done: string[] = [];
  const act = async (id: string) => {
    isAway = done.push(id) === 1;
  };
  const worker = await startWith(database, act, proxy.url);
  try {
    const first = randomUUID();
    await add(database, first);
    await until(() => expect(console.error).toHaveBeenCalledWith(expect.stringContaining("Failed to complete jobs")));
    isAway = false;
    const second = randomUUID();
    await add(database, second);
    await until(() => expect(done).toEqual([first, second]));
    await database.sql.owner`
      update graphile_worker._private_jobs set locked_at = locked_at - interval '6 minutes' where locked_at is not null`;
    await freeLeftJobs(database.app);
    await hurry(database);
    await until(async () => expect(await inQueue(database)).toEqual([]));
    expect(done).toEqual([first, second, first]);
  } finally {
    await worker.stop();
    proxy.close();
  }
});

test("A worker that is stopped while the line that it listens on breaks is stopped, and nothing else fails.", async () => {
  let hear = () => {};
  const heard = new Promise<void>((resolve) => (hear = resolve));
  let cut = () => {};
  const cutting = new Promise<void>((_, reject) => (cut = () => reject(new Error("cut"))));
  const proxy = await proxied(database.urls.app, async (forward, message) => {
    if (message.includes('LISTEN "jobs:insert"; LISTEN')) {
      hear();
      await cutting;
    }
    await forward();
  });
  const alone = vi.fn();
  process.on("unhandledRejection", alone);
  const asked = vi.spyOn(Client.prototype, "query");
  const worker = await startWith(database, async () => {}, proxy.url);
  try {
    await heard;
    const stopped = worker.stop();
    await until(() => expect(asked).toHaveBeenCalledWith(expect.stringMatching(/^UNLISTEN/)));
    cut();
    await stopped;
    await setImmediate();
    expect(alone).not.toHaveBeenCalled();
  } finally {
    process.off("unhandledRejection", alone);
    proxy.close();
  }
});
