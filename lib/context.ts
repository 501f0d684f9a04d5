import { sql } from "drizzle-orm";
import { type PgDatabase, PgTransaction } from "drizzle-orm/pg-core";
import type { PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import type { Role } from "./auth/roles";

/** The connection or an open transaction on it. */
export type Database = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>;

export type UserActor = { kind: "user"; id: string; name: string; roles: ReadonlySet<Role> };

/** Who acts: a person, or the product itself under a name that the audit trail shows. */
export type Actor = UserActor | { kind: "system"; name: string };

/** What every query and command receives: where to read and write, who asks, and what time it is. */
export type Context = { db: Database; actor: Actor; now: Date };

/** `user:<uuid>` or `system:<name>`: how the database and the audit trail name an actor. */
function actorKey(actor: Actor): string {
  return actor.kind === "user" ? `user:${actor.id}` : `system:${actor.name}`;
}

const isolation = { isolationLevel: "read committed" } as const;

/** Runs a command's writes in one transaction that the database knows the actor of; inside one it nests. */
export async function inTransaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  const name = (tx: Database, key: string) => tx.execute(sql`select set_config('app.actor', ${key}, true)`);
  const isNested = (ctx.db as unknown) instanceof PgTransaction;
  const outer = isNested ? await actorOf(ctx.db) : null;
  // The audit chain reads what the writer before it has just committed, which stricter levels hide.
  return ctx.db.transaction(async (tx) => {
    await name(tx, actorKey(ctx.actor));
    const result = await work({ ...ctx, db: tx });
    // The setting would outlive a nested transaction, and cover for the next command that forgets its own.
    if (outer !== null) await name(tx, outer);
    return result;
  }, isolation);
}

async function actorOf(tx: Database): Promise<string> {
  const [row] = await tx.execute<{ key: string | null }>(sql`select current_setting('app.actor', true) as key`);
  return row?.key ?? "";
}
