import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Database } from "@/lib/context";
import { type Held, poolOf } from "./pool";

/** `sql` is the driver itself, with connections of its own. */
export type Connection = { db: Database; sql: postgres.Sql; close: () => Promise<void> };

type Options = {
  max: number;
  name: string;
  /** whether those who wait for a connection wait for as long as it takes, as who serves people does not */
  isPatient?: boolean;
};

/** Opens a lazy pool; `close` waits up to five seconds for what is running. */
export function connect(url: string, { max, name, isPatient = true }: Options): Connection {
  const options: postgres.Options<never> = {
    connect_timeout: 5,
    onnotice: () => {},
    // The audit chain reads what the writer before it has just committed, which stricter levels hide.
    connection: { application_name: name, default_transaction_isolation: "read committed" },
  };
  const sql = postgres(url, { ...options, max });
  const types = { parsers: {}, serializers: {} };
  const pool = poolOf(max, isPatient, (lost) => {
    const client = postgres(url, { ...options, max: 1, max_lifetime: null, onclose: lost });
    Object.assign(client.options.parsers, types.parsers);
    Object.assign(client.options.serializers, types.serializers);
    return client;
  });
  // The builder asks for no more of its client than these, and writes into `options` how it wants types.
  const client = {
    options: types,
    unsafe: (...asked: Asked) => {
      let isRaw = false;
      const answer = pool.hold(async (held) => {
        const query = prepared(held.client, ...asked);
        await null; // `values` is asked for as soon as this has returned
        return isRaw ? query.values() : query;
      });
      const values = () => {
        isRaw = true;
        return answer;
      };
      return Object.assign(answer, { values });
    },
    begin: (work: Work) => pool.hold((held) => held.client.begin(within(held, work))),
  };
  const close = async () => void (await Promise.all([pool.close(), sql.end({ timeout: 5 })]));
  return { db: drizzle(client as never), sql, close };
}

type Asked = [query: string, values?: never[], options?: postgres.UnsafeQueryOptions];
type Work = (sql: postgres.TransactionSql) => Promise<unknown>;

/** What has more values, as an insert of many rows, would not come again as it is, and a connection keeps every one. */
const preparedValuesMax = 40;

/**
 * A statement prepared, once for each connection. The builder asks for none, and then each costs two round trips and a
 * plan. `?prepare=false` in the address turns it off, for a pooler that cannot have it.
 */
function prepared(sql: postgres.Sql | postgres.TransactionSql, ...[query, values = [], options = {}]: Asked) {
  // Sent when it is made, not when it is waited for: what is asked together goes out in the order in which it is asked.
  return sql.unsafe(query, values, { ...options, prepare: values.length <= preparedValuesMax }).execute();
}

/**
 * Work in a transaction of the connection, or in one within that. Once the connection is lost the driver has refused the
 * transaction; nothing may reach it any more, its own rollback included: it would write to no socket, which throws from a
 * timer, or to the next connection, outside of any transaction.
 */
function within(held: Held, work: Work): Work {
  return async (sql) => {
    const inner = {
      unsafe: (...asked: Asked) => {
        if (held.isLost) throw new Error("The connection to the database was lost.");
        return prepared(sql, ...asked);
      },
      savepoint: (nested: Work) => sql.savepoint(within(held, nested)),
    };
    try {
      return await work(inner as never);
    } finally {
      if (held.isLost) await new Promise(() => {});
    }
  };
}
