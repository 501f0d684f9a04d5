import { Logger, runMigrations } from "graphile-worker";
import { Pool, type PoolClient } from "pg";
import type postgres from "postgres";

/** The level of the queue's tables that the installed graphile-worker wants. */
const level = 19;

/** Its tables refuse everybody but their owner by row-level security, hence the policies. */
const openToApp = `
  grant usage on schema graphile_worker to quarterdeck_app;
  grant select on graphile_worker.migrations, graphile_worker.jobs to quarterdeck_app;
  grant execute on all functions in schema graphile_worker to quarterdeck_app;
  do $$
  declare
    name text;
  begin
    foreach name in array array['_private_jobs', '_private_job_queues', '_private_tasks', '_private_known_crontabs'] loop
      execute format('grant select, insert, update, delete on graphile_worker.%I to quarterdeck_app', name);
      if not exists (
        select from pg_policies where schemaname = 'graphile_worker' and tablename = name and policyname = 'app'
      ) then
        execute format(
          'create policy app on graphile_worker.%I to quarterdeck_app using (true) with check (true)', name
        );
      end if;
    end loop;
  end $$`;

/** Brings the queue's tables to their level, over a connection of its own, and lets the application's role use them. */
export async function migrateQueue(sql: postgres.Sql, ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: queueUrl(ownerUrl), logger: problemsAlone });
  await sql.unsafe(openToApp);
}

/** Throws a sentence unless the queue's tables are at their level. */
export async function checkQueue(sql: postgres.Sql): Promise<void> {
  const [table] = await sql`select to_regclass('graphile_worker.migrations') as found`;
  const [row] = table?.found ? await sql`select max(id) as id from graphile_worker.migrations` : [];
  if ((row?.id ?? 0) < level) {
    throw new Error("The tables of the queue are not up to date: start once with DATABASE_OWNER_URL set.");
  }
}

/** The address for the queue's driver, which reads it as ours does only if it is told to. */
export function queueUrl(text: string): string {
  const url = new URL(text);
  const mode = url.searchParams.get("sslmode") ?? url.searchParams.get("ssl");
  url.searchParams.delete("ssl");
  if (mode) {
    url.searchParams.set("sslmode", mode);
    url.searchParams.set("uselibpqcompat", "true");
  }
  url.searchParams.set("application_name", "quarterdeck jobs");
  return url.href;
}

type Taken = (
  error: Error | undefined,
  client: PoolClient | undefined,
  release: (why?: Error | boolean) => void,
) => void;

/**
 * Connections for the queue's worker. It gives the one that it listens on back twice when the line breaks while it
 * stops, and handles no error of that: the second time is passed over.
 */
export class QueuePool extends Pool {
  constructor(url: string) {
    super({ connectionString: queueUrl(url), max: 3 });
    const tell = ({ message }: Error) => problemsAlone.error(`A connection was lost: ${message}`);
    this.on("error", tell).on("connect", (client) => void client.on("error", tell));
  }

  override connect(): Promise<PoolClient>;
  override connect(taken: Taken): void;
  override connect(taken?: Taken): Promise<PoolClient> | undefined {
    if (!taken) return super.connect();
    super.connect((error, client, release) => {
      let isHeld = true;
      taken(error, client, (why) => {
        if (client && isHeld) release(why);
        isHeld = false;
      });
    });
  }
}

/** What the queue says of itself: problems, without its chatter. */
export const problemsAlone = new Logger(() => (level, message) => {
  if (level === "error" || level === "warning") console.error(`Jobs: ${message}`);
});
