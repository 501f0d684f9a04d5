import { once } from "node:events";
import { type AddressInfo, connect as connectTo, createServer, type Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/lib/context";
import { testCount } from "@/lib/env";
import { connect } from "./connect";
import { freshDatabase, type TestDatabase } from "./test-database";

let base: TestDatabase;
const uncaught: unknown[] = [];
const keep = (error: unknown) => void uncaught.push(error);

beforeAll(async () => {
  base = await freshDatabase();
  await base.sql.superuser`create table marks (n int primary key)`;
  await base.sql.superuser`grant all on marks to quarterdeck_app`;
  process.prependListener("uncaughtException", keep);
});
afterEach(() => expect(uncaught).toEqual([]));
afterAll(async () => {
  process.removeListener("uncaughtException", keep);
  await base.close();
});

const mark = (db: Database, n: number) => db.execute(sql`insert into marks values (${n})`).execute();
const pidOf = async (db: Database, seconds = 0) =>
  Number((await db.execute(sql`select pg_backend_pid() as pid, pg_sleep(${seconds})`))[0]?.pid);
const kill = (pid: number) => base.sql.superuser`select pg_terminate_backend(${pid}, 5000)`.execute();

/** Fails, in the middle of a transaction, because its backend is ended. */
const moments = {
  "between two statements": async (tx: Database, pid: number) => {
    await kill(pid);
    await mark(tx, -2);
  },
  "during a statement": async (tx: Database, pid: number) => {
    await Promise.all([tx.execute(sql`select pg_sleep(5)`).execute(), kill(pid)]);
  },
  "with statements sent after it": async (tx: Database, pid: number) => {
    await Promise.all([tx.execute(sql`select pg_sleep(5)`).execute(), mark(tx, -2), mark(tx, -3), kill(pid)]);
  },
  "in a transaction in it": async (tx: Database, pid: number) => {
    await tx.transaction((inner) => Promise.all([inner.execute(sql`select pg_sleep(5)`).execute(), kill(pid)]));
  },
};

/** What work does then that does not know when to stop. */
const aftermaths = {
  "gives up": async () => {},
  "writes on": async (tx: Database) => {
    for (let n = -10; n > -20; n -= 1) await mark(tx, n).catch(() => {});
  },
  "writes on later, waiting for nothing": async (tx: Database) => {
    for (let n = -20; n > -40; n -= 1) nextTurn().then(() => mark(tx, n).catch(() => {}));
  },
};

const variants = Object.keys(moments).flatMap((moment) =>
  Object.keys(aftermaths).flatMap((aftermath) =>
    [1, 2, 4].map((max) => [moment as keyof typeof moments, aftermath as keyof typeof aftermaths, max] as const),
  ),
);
const rounds = testCount(1, 20);

describe(`R52: a transaction whose backend is ended, ${rounds} times over with 20 others waiting,`, () => {
  it.each(variants)(
    "%s, whose work then %s, in a pool of %d: is undone, and costs nothing else",
    {
      timeout: 600_000,
    },
    async (moment, aftermath, max) => {
      const pool = connect(base.urls.app, { max, name: "lost" });
      for (let round = 0; round < rounds; round += 1) {
        await base.sql.superuser`truncate marks`;
        const others: Promise<unknown>[] = [];
        const doomed = pool.db.transaction(async (tx) => {
          await mark(tx, -1);
          const pid = await pidOf(tx);
          for (let n = 1; n <= 20; n += 1) others.push(pool.db.transaction((other) => mark(other, n)));
          try {
            await moments[moment](tx, pid);
          } catch (error) {
            await aftermaths[aftermath](tx);
            throw error;
          }
        });
        await expect(doomed).rejects.toThrow();
        await Promise.all(others);
        const pids = await Promise.all(Array.from({ length: max }, () => pidOf(pool.db, 0.05)));
        expect(new Set(pids).size).toBe(max);
        const rows = await base.sql.superuser`select n from marks order by n`;
        expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
      }
      await pool.close();
    },
  );
});

describe("a connection that is lost", () => {
  it("between two pieces of work is not used for the next", async () => {
    const pool = connect(base.urls.app, { max: 2, name: "lost" });
    for (let n = 0; n < 10; n += 1) {
      const pids = await Promise.all([pidOf(pool.db), pidOf(pool.db)]);
      await Promise.all(pids.map(kill));
      await nextTurn();
      expect(pids).not.toContain(await pidOf(pool.db));
    }
    await pool.close();
  });

  it("fails the one statement that it was doing outside of a transaction, and nothing after it", async () => {
    const pool = connect(base.urls.app, { max: 1, name: "lost" });
    for (let n = 0; n < 10; n += 1) {
      const pid = await pidOf(pool.db);
      const doing = pool.db.execute(sql`select pg_sleep(5)`).execute();
      const next = pidOf(pool.db);
      await Promise.all([expect(doing).rejects.toThrow(), kill(pid)]);
      expect(await next).not.toBe(pid);
    }
    await pool.close();
  });

  it("by a reset of its line fails what was under way at once, and the next gets another", async () => {
    const clients: Socket[] = [];
    const { hostname, port, pathname, username, password } = new URL(base.urls.app);
    const line = createServer((client) => {
      clients.push(client);
      const server = connectTo(Number(port), hostname).on("error", () => client.destroy());
      client.on("error", () => server.destroy()).pipe(server);
      server.pipe(client);
    });
    line.listen(0, "127.0.0.1");
    await once(line, "listening");
    const { port: own } = line.address() as AddressInfo;
    const pool = connect(`postgres://${username}:${password}@127.0.0.1:${own}${pathname}`, { max: 1, name: "lost" });
    for (let n = 0; n < 10; n += 1) {
      const pid = await pidOf(pool.db);
      const doing = pool.db.execute(sql`select pg_sleep(5)`).execute();
      const next = pidOf(pool.db);
      clients.at(-1)?.resetAndDestroy();
      await expect(doing).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
      expect(await next).not.toBe(pid);
    }
    await pool.close();
    line.close();
  });

  it("by the server's own clock, because a transaction was left idle, undoes that transaction alone", async () => {
    const pool = connect(base.urls.app, { max: 1, name: "lost" });
    await base.sql.superuser`truncate marks`;
    const idle = pool.db.transaction(async (tx) => {
      await tx.execute(sql`set local idle_in_transaction_session_timeout = 50`);
      await mark(tx, 1);
      await base.sql.superuser`select pg_sleep(0.2)`;
      await mark(tx, 2);
    });
    const next = pool.db.transaction((tx) => mark(tx, 3));
    await expect(idle).rejects.toThrow();
    await next;
    expect(await base.sql.superuser`select n from marks`).toEqual([{ n: 3 }]);
    await pool.close();
  });
});

describe("a pool", () => {
  it("that is closed lets what is running end, and takes up nothing more", async () => {
    const pool = connect(base.urls.app, { max: 1, name: "lost" });
    const running = pidOf(pool.db, 0.1);
    const waiting = pidOf(pool.db);
    await nextTurn();
    await Promise.all([pool.close(), expect(waiting).rejects.toThrow()]);
    expect(await running).toBeGreaterThan(0);
    await expect(pidOf(pool.db)).rejects.toThrow();
  });

  it("whose database cannot be reached says so each time, and serves once it can be", async () => {
    const pool = connect("postgres://quarterdeck_app:secret@127.0.0.1:1/none", { max: 2, name: "lost" });
    for (let n = 0; n < 5; n += 1) {
      const asked = Array.from({ length: 4 }, () => pidOf(pool.db));
      for (const each of await Promise.allSettled(asked)) expect(each.status).toBe("rejected");
    }
    await pool.close();
  });
});
