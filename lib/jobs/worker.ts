import { setTimeout as sleep } from "node:timers/promises";
import { type JobHelpers, parseCronItems, type Runner, run, type TaskList } from "graphile-worker";
import type { z } from "zod";
import { problemsAlone, QueuePool } from "@/db/queue";
import type { Context, Database } from "@/lib/context";
import { env } from "@/lib/env";
import { freeLeftJobs, taskSecondsMax } from "./commands";
import { JobFailed, type Task, triesMax } from "./task";

type Tasks = Record<string, Task>;

/** How each task is done. A job may be done twice, when a process dies between doing it and saying so. */
export type Work<T extends Tasks> = {
  [K in keyof T]: (ctx: Context, payload: z.output<T[K]["payload"]>) => Promise<void>;
};

type WorkerOptions<T extends Tasks> = { url: string; db: Database; tasks: T; work: Work<T> };

export type Worker = {
  /** Takes no further jobs and waits a few seconds for those at hand; what is not done by then is tried again later. */
  stop: () => Promise<void>;
};

const pauseSeconds = 5;

/** Does the jobs of the queue until it is stopped. Several may serve one database: each job is one's. */
export async function startWorker<T extends Tasks>(options: WorkerOptions<T>): Promise<Worker> {
  const stopping = new AbortController();
  await freeLeftJobs(options.db);
  let runner = await begin(options);
  const watching = (async () => {
    for (;;) {
      await runner.promise.catch(() => {}); // it has told why
      if (stopping.signal.aborted) return;
      // The database went away while a job was being ended.
      runner = await beginAgain(options, stopping.signal);
      if (stopping.signal.aborted) await runner.stop();
    }
  })().catch(() => {});
  const sweep = setInterval(() => void freeLeftJobs(options.db).catch(() => {}), taskSecondsMax * 1000);
  const stop = async () => {
    clearInterval(sweep);
    stopping.abort();
    await runner.stop().catch(() => {});
    await watching;
  };
  return { stop };
}

async function beginAgain<T extends Tasks>(options: WorkerOptions<T>, stopping: AbortSignal): Promise<Runner> {
  for (;;) {
    await sleep(pauseSeconds * 1000, undefined, { signal: stopping });
    const runner = await begin(options).catch(() => null);
    if (runner) return runner;
  }
}

function begin<T extends Tasks>({ url, db, tasks, work }: WorkerOptions<T>): Promise<Runner> {
  const keys: (keyof T)[] = Object.keys(tasks);
  const taskList: TaskList = {};
  for (const key of keys) {
    const { name, payload, mail } = tasks[key] as Task;
    if (mail && !env().SMTP_URL) continue;
    taskList[name] = async (sent, { abortSignal }: JobHelpers) => {
      const ctx: Context = { db, actor: { kind: "system", name: "jobs" }, now: new Date() };
      await inTime(abortSignal, async () => work[key](ctx, payload.parse(sent) as z.output<T[typeof key]["payload"]>));
    };
  }
  const pgPool = new QueuePool(url);
  const end = () => void pgPool.end();
  const running = run({
    pgPool,
    noPreparedStatements: new URL(url).searchParams.get("prepare") === "false",
    concurrency: 2,
    noHandleSignals: true,
    // As batches, the ends of jobs are waited for by a stop; one by one they are not, and what is done is done again.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    logger: problemsAlone,
    taskList,
    parsedCronItems: parseCronItems(
      Object.values(tasks)
        .filter(({ daily }) => daily)
        .map(({ name }) => ({
          task: name,
          match: "0 3 * * *", // UTC
          // What was missed while nothing ran is caught up with once.
          options: { backfillPeriod: 24 * 60 * 60 * 1000, maxAttempts: triesMax },
        })),
    ),
  });
  running.then((runner) => runner.promise.then(end, end), end);
  return running;
}

async function inTime(stopping: AbortSignal, work: () => Promise<void>): Promise<void> {
  let cut: (sentence: string) => void = () => {};
  const ending = new Promise<never>((_, reject) => {
    cut = (sentence) => reject(new JobFailed(sentence));
  });
  const timer = setTimeout(() => cut(`It took longer than ${taskSecondsMax} seconds.`), taskSecondsMax * 1000);
  const stopped = () => cut("Quarterdeck was stopped while it was being done.");
  stopping.addEventListener("abort", stopped);
  try {
    await Promise.race([work(), ending]);
  } catch (error) {
    throw told(error);
  } finally {
    clearTimeout(timer);
    stopping.removeEventListener("abort", stopped);
  }
}

/** What the queue keeps of an error and writes into the log: never more than a sentence of ours. */
function told(error: unknown): Error {
  if (env().DEBUG) console.error(error);
  const { code, name } = (error instanceof Error ? (error.cause ?? error) : {}) as { code?: string; name?: string };
  const failed =
    error instanceof JobFailed ? error : new JobFailed(`It failed unexpectedly (${code ?? name ?? "unknown"}).`);
  delete failed.stack;
  return failed;
}
