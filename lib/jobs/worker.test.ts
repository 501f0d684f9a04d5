import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { proxied } from "@/db/test-proxy";
import { createSession, deleteEndedSessions } from "@/lib/auth/commands";
import { type Context, inTransaction } from "@/lib/context";
import { startMailServer } from "@/lib/mail/fixtures/mail-server";
import { sendMail } from "@/lib/mail/send";
import { addMember, as, builder } from "@/lib/world";
import { addJob, freeLeftJobs } from "./commands";
import { listFailedJobs } from "./queries";
import { JobFailed, type Task, tasks, triesMax } from "./task";
import { startWorker, type Worker } from "./worker";

const once = { once: { name: "test.once", words: "Do it once", payload: z.object({ id: z.uuid() }) } } satisfies Record<
  string,
  Task
>;

let database: TestDatabase;
let ctx: Context;
const workers: Worker[] = [];

beforeEach(async () => {
  database = await freshDatabase();
  ctx = as(database.app, builder);
  vi.spyOn(console, "error").mockImplementation(() => {}); // the queue says there what failed
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await database.close();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

async function startWith(act: (id: string) => Promise<void>): Promise<Worker> {
  const work = { once: (_: Context, { id }: { id: string }) => act(id) };
  const worker = await startWorker({ url: database.urls.app, db: database.app, tasks: once, work });
  workers.push(worker);
  return worker;
}

const add = (id = randomUUID()) => inTransaction(ctx, (tx) => addJob(tx, once.once, { id }));
const inQueue = () =>
  database.sql.owner<{ attempts: number; last_error: string | null; locked: boolean }[]>`
    select attempts, last_error, locked_at is not null as locked from graphile_worker.jobs order by id`;
/** Instead of waiting for the pause after a failure. */
const hurry = async () => {
  await database.sql.owner`
    update graphile_worker._private_jobs set run_at = now() where locked_at is null and attempts < max_attempts`;
  await database.sql.owner`select pg_notify('jobs:insert', '{"count":1}')`;
};
const until = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 30_000, interval: 50 });

test("A job of a transaction that did not commit never runs, and one that committed runs once, whoever serves.", async () => {
  const done: string[] = [];
  const act = async (id: string) => void done.push(id);
  await Promise.all([startWith(act), startWith(act)]);
  const never = randomUUID();
  const failing = inTransaction(ctx, async (tx) => {
    await addJob(tx, once.once, { id: never });
    throw new Error("after all not");
  });
  await expect(failing).rejects.toThrow("after all not");
  const ids = Array.from({ length: 30 }, () => randomUUID());
  await Promise.all(ids.map((id) => add(id)));
  await until(async () => expect(await inQueue()).toEqual([]));
  expect([...done].sort()).toEqual([...ids].sort());
});

test("Mail waits while its server is down, and is delivered once it is up.", async () => {
  const { port, url, close } = await startMailServer();
  await close();
  vi.stubEnv("SMTP_URL", url);
  vi.stubEnv("MAIL_FROM", "Quarterdeck <notes@quarterdeck.example>");
  await startWith(() => sendMail({ to: "reader@fog.example", subject: "A word", text: "is enough" }));
  await add();
  await until(async () => {
    expect(await inQueue()).toMatchObject([{ last_error: "The mail server could not be reached (ECONNREFUSED)." }]);
  });
  const up = await startMailServer({ port });
  try {
    await hurry();
    await until(async () => expect(await inQueue()).toEqual([]));
    expect(up.received).toMatchObject([{ to: ["reader@fog.example"], text: "is enough\r\n" }]);
  } finally {
    await up.close();
  }
});

test("A job that fails for good is tried eight times and then listed, and what went wrong names nobody.", async () => {
  let tries = 0;
  await startWith(async () => {
    tries += 1;
    throw Object.assign(new Error("550 reader@fog.example is unknown, code 123456"), { code: "EENVELOPE" });
  });
  await add();
  for (let tried = 1; tried <= triesMax; tried += 1) {
    await until(async () => {
      await hurry();
      expect((await inQueue())[0]?.attempts).toBeGreaterThanOrEqual(tried);
    });
  }
  await until(async () => expect(await inQueue()).toMatchObject([{ attempts: triesMax, locked: false }]));
  expect(tries).toBe(triesMax);
  expect(await listFailedJobs(ctx)).toEqual([
    {
      id: expect.any(String),
      words: "test.once",
      addedAt: expect.any(Date),
      tries: triesMax,
      sentence: "It failed unexpectedly (EENVELOPE).",
      nextTryAt: null,
    },
  ]);
  expect(JSON.stringify(vi.mocked(console.error).mock.calls)).not.toMatch(/reader@fog|123456/);
});

test("A stop waits for what is at hand; what takes too long is given back and done by the next.", async () => {
  const done: string[] = [];
  let begun = 0;
  const pending: (() => void)[] = [];
  const [quick, slow] = [randomUUID(), randomUUID()];
  const first = await startWith(async (id) => {
    begun += 1;
    await new Promise<void>((resolve) => pending.push(id === quick ? resolve : () => {}));
    done.push(id);
  });
  await add(quick);
  await add(slow);
  await until(() => expect(begun).toBe(2));
  const stopped = first.stop();
  for (const resolve of pending) resolve();
  await stopped;
  workers.splice(0);
  expect(done).toEqual([quick]);
  expect(await inQueue()).toEqual([
    { attempts: 1, locked: false, last_error: "Quarterdeck was stopped while it was being done." },
  ]);
  await startWith(async (id) => void done.push(id));
  await hurry();
  await until(async () => expect(await inQueue()).toEqual([]));
  expect(done).toEqual([quick, slow]);
});

test("What a process took and did not live to end is done by another.", async () => {
  await add();
  await database.sql.owner`
    update graphile_worker._private_jobs set attempts = 1, locked_by = 'pool-gone', locked_at = now() - interval '6 minutes'`;
  const done: string[] = [];
  await startWith(async (id) => void done.push(id));
  await until(async () => expect(await inQueue()).toEqual([]));
  expect(done).toHaveLength(1);
});

test("A worker outlives the loss of all its connections.", async () => {
  const done: string[] = [];
  await startWith(async (id) => void done.push(id));
  await add();
  await until(() => expect(done).toHaveLength(1));
  const lost = await database.sql.superuser`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'quarterdeck jobs'`;
  expect(lost.length).toBeGreaterThan(0);
  await add();
  await until(() => expect(done).toHaveLength(2));
});

test("A worker whose database went away while a job was being done begins again, and the job with it.", async () => {
  let isAway = false;
  const proxy = await proxied(database.urls.app, async (forward) => {
    if (isAway) throw new Error("away");
    await forward();
  });
  const done: string[] = [];
  const act = async (_: Context, { id }: { id: string }) => {
    isAway = done.push(id) === 1;
  };
  const worker = await startWorker({ url: proxy.url, db: database.app, tasks: once, work: { once: act } });
  try {
    const first = randomUUID();
    await add(first);
    await until(() => expect(console.error).toHaveBeenCalledWith(expect.stringContaining("Failed to complete jobs")));
    isAway = false;
    const second = randomUUID();
    await add(second);
    await until(() => expect(done).toEqual([first, second]));
    await database.sql.owner`
      update graphile_worker._private_jobs set locked_at = locked_at - interval '6 minutes' where locked_at is not null`;
    await freeLeftJobs(database.app);
    await hurry();
    await until(async () => expect(await inQueue()).toEqual([]));
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
  const worker = await startWorker({ url: proxy.url, db: database.app, tasks: {}, work: {} });
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

test("A payload that is no longer understood is not acted on.", async () => {
  const act = vi.fn();
  await startWith(act);
  await database.app.execute(sql`select from graphile_worker.add_job('test.once', '{"id":"none"}'::json)`);
  await until(async () => {
    expect(await inQueue()).toMatchObject([{ last_error: "It failed unexpectedly (ZodError)." }]);
  });
  expect(act).not.toHaveBeenCalled();
});

test("Every day sessions that have ended are deleted, and those that live stay.", async () => {
  const { actor } = await addMember(database.app, { email: "ana@fog.example", name: "Ana", roles: ["viewer"] });
  await createSession(as(database.app, builder, new Date("2020-01-01")), actor.id);
  await createSession(ctx, actor.id);
  const { deleteEndedSessions: task } = tasks;
  const options = { tasks: { deleteEndedSessions: task }, work: { deleteEndedSessions } };
  const worker = await startWorker({ url: database.urls.app, db: database.app, ...options });
  workers.push(worker);
  // As if it had been away for the last two days: what was due meanwhile is done once.
  await until(async () => expect(await known()).toHaveLength(1));
  await worker.stop();
  await database.sql.owner`update graphile_worker._private_known_crontabs set known_since = now() - interval '2 days'`;
  workers.push(await startWorker({ url: database.urls.app, db: database.app, ...options }));
  await until(async () => expect(await database.sql.owner`select from sessions`).toHaveLength(1));
});

const known = () => database.sql.owner`select from graphile_worker._private_known_crontabs`;

test("An error that a job says itself is kept as it is.", async () => {
  await startWith(async () => {
    throw new JobFailed("The mail server refused the mail (451).");
  });
  await add();
  await until(async () => {
    expect(await inQueue()).toMatchObject([{ last_error: "The mail server refused the mail (451)." }]);
  });
});
