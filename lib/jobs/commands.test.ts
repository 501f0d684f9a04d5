import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { addMember, as, builder } from "@/lib/world";
import { addJob, retryJob } from "./commands";
import { listFailedJobs } from "./queries";
import { type Task, tasks } from "./task";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const task = { name: "test.task", words: "Do it", payload: z.object({ id: z.uuid() }) } satisfies Task;

/** A job that has failed, some times of eight. */
async function failedJob(db: TestDatabase["app"], attempts: number): Promise<string> {
  await addJob(as(db, builder), task, { id: randomUUID() });
  const [row] = await db.execute<{ id: string }>(sql`
    update graphile_worker._private_jobs set attempts = ${attempts}, last_error = 'The mail server refused the mail (450).'
    where attempts = 0 returning id::text`);
  return row?.id ?? "";
}

test("A job waits with the ids of its payload and nothing else that was handed over.", async () => {
  await rolledBack(database.app, async (db) => {
    const id = randomUUID();
    await addJob(as(db, builder), task, { id, token: "a-secret" } as { id: string });
    const rows = await db.execute(sql`select payload, max_attempts from graphile_worker._private_jobs`);
    expect([...rows]).toEqual([{ payload: { id }, max_attempts: 8 }]);
  });
});

test("What is no id cannot be put into the queue.", async () => {
  await rolledBack(database.app, async (db) => {
    await expect(addJob(as(db, builder), task, { id: "reader@fog.example" })).rejects.toThrow();
  });
});

test("Every task takes ids alone, under a name of its own.", () => {
  const all: Task[] = Object.values(tasks);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  for (const { payload } of all) {
    for (const field of Object.values(payload.shape)) expect(field.safeParse("reader@fog.example").success).toBe(false);
  }
});

test("An admin sees what failed, and when it is tried again or that it was given up; nobody else sees any.", async () => {
  const { actor: admin } = await addMember(database.app, { email: "ada@fog.example", name: "Ada", roles: ["admin"] });
  const { actor: rob } = await addMember(database.app, { email: "rob@fog.example", name: "Rob", roles: ["reviewer"] });
  await rolledBack(database.app, async (db) => {
    await failedJob(db, 2);
    await failedJob(db, 8);
    await addJob(as(db, builder), task, { id: randomUUID() });
    const listed = await listFailedJobs(as(db, admin));
    expect(listed).toMatchObject([
      { words: "test.task", tries: 8, sentence: "The mail server refused the mail (450).", nextTryAt: null },
      { words: "test.task", tries: 2, nextTryAt: expect.any(Date) },
    ]);
    await expect(listFailedJobs(as(db, rob))).rejects.toMatchObject({ reason: "forbidden" });
    await expect(retryJob(as(db, rob), { id: listed[0]?.id ?? "" })).rejects.toMatchObject({ reason: "forbidden" });
    expect(await listFailedJobs(as(db, admin))).toHaveLength(2);
  });
});

test("A job that was given up is tried again as often as a new one; one that is being done or gone is left alone.", async () => {
  await rolledBack(database.app, async (db) => {
    const ctx = as(db, builder);
    const id = await failedJob(db, 8);
    await retryJob(ctx, { id });
    const rows = async () => [
      ...(await db.execute(sql`select attempts, run_at <= now() as due from graphile_worker._private_jobs`)),
    ];
    expect(await rows()).toEqual([{ attempts: 0, due: true }]);
    expect(await listFailedJobs(ctx)).toEqual([]);
    await db.execute(
      sql`update graphile_worker._private_jobs set attempts = 3, run_at = 'infinity', locked_at = now()`,
    );
    await retryJob(ctx, { id });
    await retryJob(ctx, { id: "999999" });
    expect(await rows()).toEqual([{ attempts: 3, due: false }]);
    await expect(retryJob(ctx, { id: "1 or 1=1" })).rejects.toMatchObject({ reason: "invalid" });
  });
});
