import { sql } from "drizzle-orm";
import { type PgDatabase, PgTransaction } from "drizzle-orm/pg-core";
import type { PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import type { Role } from "./auth/roles";
import { lateRefusal, Refused } from "./errors";

/** The connection or an open transaction on it. */
export type Database = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>;

export type UserActor = { kind: "user"; id: string; name: string; roles: ReadonlySet<Role> };

/** Who acts: a person, or the product itself under a name that the audit trail shows. */
export type Actor = UserActor | { kind: "system"; name: string };

type AfterCommit = () => Promise<void>;

/** What every query and command receives: where to read and write, who asks, and what time it is. */
export type Context = {
  db: Database;
  actor: Actor;
  now: Date;
  /** within a transaction: what is done once it has committed, and never if it does not; none of it may throw */
  afterCommit?: AfterCommit[] | undefined;
};

/** `user:<uuid>` or `system:<name>`: how the database and the audit trail name an actor. */
function actorKey(actor: Actor): string {
  return actor.kind === "user" ? `user:${actor.id}` : `system:${actor.name}`;
}

/**
 * Runs a command's writes in one transaction that the database knows the actor of; inside one it nests. Where two cross so
 * that one of them must go, that one is run anew, as a whole: `work` changes nothing but what it is given.
 */
export async function inTransaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  const isNested = (ctx.db as unknown) instanceof PgTransaction;
  for (let tried = 1; ; tried += 1) {
    const afterCommit: AfterCommit[] = [];
    const outcome = await settled(inOneTransaction({ ...ctx, afterCommit }, isNested, work));
    if ("done" in outcome) {
      if (isNested) ctx.afterCommit?.push(...afterCommit);
      else for (const act of afterCommit) await act();
      return outcome.done;
    }
    if (isNested || !hasCrossed(outcome.error)) throw lateRefusal(outcome.error);
    if (tried === triesMax) throw new Refused("conflict", "Others were writing here at the same moment. Try again.");
    await new Promise((resolve) => setTimeout(resolve, Math.random() * pauseMsMax * tried));
  }
}

const [triesMax, pauseMsMax] = [5, 40];

/** Whether a transaction had to go because of another one: a deadlock, or an order that cannot be. */
function hasCrossed(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : null;
  return cause instanceof Error && "code" in cause && (cause.code === "40P01" || cause.code === "40001");
}

function settled<T>(work: Promise<T>): Promise<{ done: T } | { error: unknown }> {
  return work.then(
    (done) => ({ done }),
    (error: unknown) => ({ error }),
  );
}

async function inOneTransaction<T>(ctx: Context, isNested: boolean, work: (ctx: Context) => Promise<T>): Promise<T> {
  const name = (tx: Database, key: string) => tx.execute(sql`select set_config('app.actor', ${key}, true)`);
  const outer = isNested ? await actorOf(ctx.db) : null;
  return ctx.db.transaction(async (tx) => {
    // Sent ahead of what follows, which does not wait for it: were it late or lost, the first write would be refused.
    const sent = name(tx, actorKey(ctx.actor)).execute();
    const [, done] = await together(sent, work({ ...ctx, db: tx }));
    // The setting would outlive a nested transaction, and cover for the next command that forgets its own.
    if (outer !== null) await name(tx, outer);
    return done;
  });
}

/**
 * Waits for statements of one transaction that are sent together, in their order, in one round trip. All have ended when
 * it returns or throws: one that came after a rollback would run in whatever the connection does next.
 */
export async function together<T extends readonly unknown[]>(
  ...sent: { [K in keyof T]: PromiseLike<T[K]> }
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(sent);
  const failed = settled.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
  return settled.map((each) => (each.status === "fulfilled" ? each.value : null)) as { [K in keyof T]: Awaited<T[K]> };
}

async function actorOf(tx: Database): Promise<string> {
  const [row] = await tx.execute<{ key: string | null }>(sql`select current_setting('app.actor', true) as key`);
  return row?.key ?? "";
}
