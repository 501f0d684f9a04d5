import { sql } from "drizzle-orm";
import type { z } from "zod";
import { authorise } from "@/lib/auth/permissions";
import type { Context, Database } from "@/lib/context";
import { parseInput } from "@/lib/errors";
import { retryJobInput } from "./input";
import { type Task, triesMax } from "./task";

/** Puts a job into the queue with the transaction that it is called in: if that does not commit, there never was one. */
export async function addJob<T extends Task>(ctx: Context, task: T, payload: z.input<T["payload"]>): Promise<void> {
  const ids = JSON.stringify(task.payload.parse(payload));
  await ctx.db.execute(
    sql`select from graphile_worker.add_job(${task.name}, ${ids}::text::json, max_attempts => ${triesMax})`,
  );
}

/** Has a failed job tried again now, as often as a new one; one that is being done or is done already is left alone. */
export async function retryJob(ctx: Context, input: z.input<typeof retryJobInput>): Promise<void> {
  authorise(ctx.actor, "job.retry");
  const { id } = parseInput(retryJobInput, input);
  await ctx.db.execute(sql`
    select from graphile_worker.jobs
    join lateral graphile_worker.reschedule_jobs(array[jobs.id], run_at => now(), attempts => 0) as again on true
    where jobs.id = ${id}::bigint and jobs.attempts > 0 and jobs.locked_at is null`);
  await ctx.db.execute(sql`select pg_notify('jobs:insert', '{"count":1}')`); // at once, as for a new one
}

/** A task may take this long. */
export const taskSecondsMax = 60;

/** Frees jobs that a process took and did not live to end; the queue itself would keep them for four hours. */
export async function freeLeftJobs(db: Database): Promise<void> {
  await db.execute(sql`
    update graphile_worker._private_jobs set locked_at = null, locked_by = null
    where locked_at < now() - make_interval(secs => ${5 * taskSecondsMax})`);
}
