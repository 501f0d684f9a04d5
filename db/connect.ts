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
    // The audit chain reads what the writer before it has just committed, which stricter levels hide.
    connection: { application_name: options.name, default_transaction_isolation: "read committed" },
  });
  return { db: drizzle(preparing(sql)), sql, close: () => sql.end({ timeout: 5 }) };
}

/** What has more values, as an insert of many rows, would not come again as it is, and a connection keeps every one. */
const preparedValuesMax = 40;

type Client = postgres.Sql | postgres.TransactionSql;
type Work = (sql: postgres.TransactionSql) => Promise<unknown>;

/**
 * The client with statements prepared, once for each connection. The builder asks for none, and then each costs two
 * round trips and a plan. `?prepare=false` in the address turns it off, for a pooler that cannot have it.
 */
function preparing<C extends Client>(sql: C): C {
  const unsafe = (query: string, values: never[] = [], options: postgres.UnsafeQueryOptions = {}) =>
    // Sent when it is made, not when it is waited for: what is asked together goes out in the order in which it is asked.
    sql.unsafe(query, values, { ...options, prepare: values.length <= preparedValuesMax }).execute();
  const within = (work: Work) => (inner: postgres.TransactionSql) => work(preparing(inner));
  const nesting =
    "savepoint" in sql
      ? { savepoint: (work: Work) => sql.savepoint(within(work)) }
      : { begin: (work: Work) => sql.begin(within(work)) };
  return Object.assign(Object.create(sql), { unsafe, ...nesting });
}
