import { type SQL, sql } from "drizzle-orm";
import type { PgDatabase, PgTable } from "drizzle-orm/pg-core";
import type { PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";

const batchMax = 5_000;

/**
 * Deletes what is over, until none is left; how many rows that were. In short statements: one that deletes a year at once
 * would be ended by the database before it is done.
 */
export async function deleteInBatches(
  db: PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>,
  table: PgTable,
  isOver: SQL,
): Promise<number> {
  for (let all = 0; ; ) {
    const gone = await db.execute(
      sql`delete from ${table} where ctid in (select ctid from ${table} where ${isOver} limit ${batchMax}) and ${isOver}`,
    );
    all += gone.count;
    if (gone.count < batchMax) return all;
  }
}
