import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Database } from "@/lib/context";

export type Connection = { db: Database; sql: postgres.Sql; close: () => Promise<void> };

/** Opens a lazy pool; `close` waits up to five seconds for what is running. */
export function connect(url: string, options: { max: number; name: string }): Connection {
  const sql = postgres(url, {
    max: options.max,
    connect_timeout: 5,
    onnotice: () => {},
    connection: { application_name: options.name },
  });
  return { db: drizzle(sql), sql, close: () => sql.end({ timeout: 5 }) };
}
