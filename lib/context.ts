import { sql } from "drizzle-orm";
import type { PgDatabase } from "drizzle-orm/pg-core";
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

/** Runs a command's writes in one transaction that the database knows the actor of; inside one it nests. */
export async function inTransaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  return ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.actor', ${actorKey(ctx.actor)}, true)`);
    return work({ ...ctx, db: tx });
  });
}
