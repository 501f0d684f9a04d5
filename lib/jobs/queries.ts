import { sql } from "drizzle-orm";
import { authorise } from "@/lib/auth/permissions";
import type { Context } from "@/lib/context";
import { formatTask } from "./task";

export type FailedJob = {
  id: string;
  words: string;
  addedAt: Date;
  tries: number;
  /** null when the process ended while it was being done */
  sentence: string | null;
  /** null when it was given up */
  nextTryAt: Date | null;
};

const listedMax = 100;

/** Jobs that failed and are not done since, the newest first; of their payloads nothing. */
export async function listFailedJobs(ctx: Context): Promise<FailedJob[]> {
  authorise(ctx.actor, "job.read");
  const rows = await ctx.db.execute<{
    id: string;
    task: string;
    added_at: string;
    tries: number;
    sentence: string | null;
    next_try_at: string | null;
  }>(sql`
    select id::text as id, task_identifier as task, created_at as added_at, attempts as tries,
      last_error as sentence, case when attempts < max_attempts then run_at end as next_try_at
    from graphile_worker.jobs
    where attempts > 0 and locked_at is null
    order by created_at desc, id desc
    limit ${listedMax}`);
  return rows.map((row) => ({
    id: row.id,
    words: formatTask(row.task),
    addedAt: new Date(row.added_at),
    tries: row.tries,
    sentence: row.sentence,
    nextTryAt: row.next_try_at === null ? null : new Date(row.next_try_at),
  }));
}
