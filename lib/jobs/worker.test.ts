import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { createSession, deleteEndedSessions } from "@/lib/auth/commands";
import type { Context } from "@/lib/context";
import { startMailServer } from "@/lib/mail/fixtures/mail-server";
import { sendMail } from "@/lib/mail/send";
import { addMember, as, builder } from "@/lib/world";
import { add, hurry, inQueue, startWith, until } from "./fixtures/once";
import { listFailedJobs } from "./queries";
import { JobFailed, tasks, triesMax } from "./task";
import { startWorker, type Worker } from "./worker";

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

const start = async (act: (id: string) => Promise<void>) => {
  const worker = await startWith(database, act);
  workers.push(worker);
  return worker;
};

test("A job of a transaction that did not commit never runs, and one that committed runs once, whoever serves.", async () => {
  const done: string[] = [];
  const act = async (id: string) => void done.push(id);
  await Promise.all([start(act), start(act)]);
  const never = randomUUID();
  const failing = add(database, never, async () => {
    throw new Error("after all not");
  });
  await expect(failing).rejects.toThrow("after all not");
  const ids = Array.from({ length: 30 }, () => randomUUID());
  await Promise.all(ids.map((id) => add(database, id)));
  await until(async () => expect(await inQueue(database)).toEqual([]));
  expect([...done].sort()).toEqual([...ids].sort());
});

test("Mail waits while its server is down, and is delivered once it is up.", async () => {
  const { port, url, close } = await startMailServer();
  await close();
  vi.stubEnv("SMTP_URL", url);
  vi.stubEnv("MAIL_FROM", "Quarterdeck <notes@quarterdeck.example>");
  await start(() => sendMail({ to: "reader@fog.example", subject: "A word", text: "is enough" }));
  await add(database);
  await until(async () => {
    expect(await inQueue(database)).toMatchObject([
      { last_error: "The mail server could not be reached (ECONNREFUSED)." },
    ]);
  });
  const up = await startMailServer({ port });
  try {
    await hurry(database);
    await until(async () => expect(await inQueue(database)).toEqual([]));
    expect(up.received).toMatchObject([{ to: ["reader@fog.example"], text: "is enough\r\n" }]);
  } finally {
    await up.close();
  }
});

test("A job that fails for good is tried eight times and then listed, and what went wrong names nobody.", async () => {
  let tries = 0;
  await start(async () => {
    tries += 1;
    throw Object.assign(new Error("550 reader@fog.example is unknown, code 123456"), { code: "EENVELOPE" });
  });
  await add(database);
  for (let tried = 1; tried <= triesMax; tried += 1) {
    await until(async () => {
      await hurry(database);
      expect((await inQueue(database))[0]?.attempts).toBeGreaterThanOrEqual(tried);
    });
  }
  await until(async () => expect(await inQueue(database)).toMatchObject([{ attempts: triesMax, locked: false }]));
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
  const first = await start(async (id) => {
    begun += 1;
    await new Promise<void>((resolve) => pending.push(id === quick ? resolve : () => {}));
    done.push(id);
  });
  await add(database, quick);
  await add(database, slow);
  await until(() => expect(begun).toBe(2));
  const stopped = first.stop();
  for (const resolve of pending) resolve();
  await stopped;
  workers.splice(0);
  expect(done).toEqual([quick]);
  expect(await inQueue(database)).toEqual([
    { attempts: 1, locked: false, last_error: "Quarterdeck was stopped while it was being done." },
  ]);
  await start(async (id) => void done.push(id));
  await hurry(database);
  await until(async () => expect(await inQueue(database)).toEqual([]));
  expect(done).toEqual([quick, slow]);
});

test("What a process took and did not live to end is done by another.", async () => {
  await add(database);
  await database.sql.owner`
    update graphile_worker._private_jobs set attempts = 1, locked_by = 'pool-gone', locked_at = now() - interval '6 minutes'`;
  const done: string[] = [];
  await start(async (id) => void done.push(id));
  await until(async () => expect(await inQueue(database)).toEqual([]));
  expect(done).toHaveLength(1);
});

test("A payload that is no longer understood is not acted on.", async () => {
  const act = vi.fn();
  await start(act);
  await database.app.execute(sql`select from graphile_worker.add_job('test.once', '{"id":"none"}'::json)`);
  await until(async () => {
    expect(await inQueue(database)).toMatchObject([{ last_error: "It failed unexpectedly (ZodError)." }]);
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
  await start(async () => {
    throw new JobFailed("The mail server refused the mail (451).");
  });
  await add(database);
  await until(async () => {
    expect(await inQueue(database)).toMatchObject([{ last_error: "The mail server refused the mail (451)." }]);
  });
});
