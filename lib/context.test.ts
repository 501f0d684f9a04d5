import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "@/db/connect";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { type Actor, type Context, type Database, inTransaction, together } from "./context";

let base: TestDatabase;
beforeAll(async () => {
  base = await freshDatabase();
});
afterAll(() => base.close());

const system = (name: string): Actor => ({ kind: "system", name });
const as = (db: Database, actor: Actor): Context => ({ db, actor, now: new Date() });

async function actorOf(db: Database): Promise<string | null | undefined> {
  const [row] = await db.execute<{ key: string | null }>(sql`select current_setting('app.actor', true) as key`);
  return row?.key;
}

/** A write that the database refuses from nobody. */
const write = (db: Database) => db.execute(sql`update users set name = name`).execute();

async function refusedWith(work: Promise<unknown>): Promise<string | undefined> {
  const error = await work.then(
    () => null,
    (caught: Error & { code?: string; cause?: { code?: string } }) => caught,
  );
  return error?.cause?.code ?? error?.code ?? error?.message;
}

describe("the actor of a transaction", () => {
  it("is known to the first statement, though nothing waits for its naming", () =>
    inTransaction(as(base.app, system("first")), async ({ db }) => {
      const [, key] = await Promise.all([write(db), actorOf(db)]);
      expect(key).toBe("system:first");
    }));

  it("is forgotten by the connection, whether the transaction stays or not", async () => {
    const { db, close } = connect(base.urls.app, { max: 1, name: "test one" });
    try {
      await inTransaction(as(db, system("done")), (tx) => write(tx.db));
      expect(await refusedWith(write(db))).toBe("42501");
      const failed = inTransaction(as(db, system("undone")), async () => {
        throw new Error("It fails before its actor is named.");
      });
      expect(await refusedWith(failed)).toBe("It fails before its actor is named.");
      expect(await actorOf(db)).toBe("");
      expect(await refusedWith(write(db))).toBe("42501");
    } finally {
      await close();
    }
  });

  it("is again that of the outer one after one inside, whether that stays or not", () =>
    inTransaction(as(base.app, system("outer")), async ({ db }) => {
      await inTransaction(as(db, system("inner")), async (tx) => {
        expect(await actorOf(tx.db)).toBe("system:inner");
      });
      expect(await actorOf(db)).toBe("system:outer");
      const failed = inTransaction(as(db, system("inner")), async (tx) => {
        await tx.db.execute(sql`select 1 / 0`);
      });
      expect(await refusedWith(failed)).toBe("22012");
      expect(await actorOf(db)).toBe("system:outer");
      await write(db);
    }));

  it("that cannot be named fails the transaction, also one that would have written nothing", async () => {
    expect(await refusedWith(inTransaction(as(base.app, system("no\u0000body")), async () => "done"))).toBe("22021");
    expect(await refusedWith(inTransaction(as(base.app, system("no\u0000body")), ({ db }) => write(db)))).toBe("22021");
  });
});

describe("statements that are waited for together", () => {
  it("have all ended when one fails, and the first that failed says why", () =>
    inTransaction(as(base.app, system("outer")), async ({ db }) => {
      let ended = 0;
      const counted = async (work: PromiseLike<unknown>) => {
        try {
          return await work;
        } finally {
          ended += 1;
        }
      };
      const inner = db.transaction((tx) =>
        together(
          counted(tx.execute(sql`select 1`)),
          counted(tx.execute(sql`select 1 / 0`)),
          counted(tx.execute(sql`select 'no number'::int`)),
        ).finally(() => expect(ended).toBe(3)),
      );
      expect(await refusedWith(inner)).toBe("22012");
    }));

  it("come back each with its own answer", () =>
    base.app.transaction(async (tx) => {
      const one = tx.execute<{ n: number }>(sql`select 1 as n`);
      const [[first], word] = await together(one, Promise.resolve("two"));
      expect([first?.n, word]).toEqual([1, "two"]);
    }));
});

describe("what is left with a transaction", () => {
  it("is done in its order once the outermost one has committed, and not for a part that was rolled back", async () => {
    const done: string[] = [];
    const leave = (ctx: Context, name: string) =>
      ctx.afterCommit?.push(async () => {
        // In a connection of its own: it sees what has committed.
        const [row] = await base.sql.app`select count(*)::int as kept from users where name = ${name}`;
        done.push(`${name} ${row?.kept}`);
      });
    const add = (ctx: Context, name: string) =>
      ctx.db.execute(sql`insert into users (email, name) values (${`${name}@fog.example`}, ${name})`);
    await inTransaction(as(base.app, system("outer")), async (outer) => {
      await inTransaction(outer, async (inner) => {
        await add(inner, "inner");
        leave(inner, "inner");
      });
      const undone = inTransaction(outer, async (inner) => {
        leave(inner, "undone");
        throw new Error("undone");
      });
      await expect(undone).rejects.toThrow("undone");
      await add(outer, "outer");
      leave(outer, "outer");
      expect(done).toEqual([]);
    });
    expect(done).toEqual(["inner 1", "outer 1"]);
    const failed = inTransaction(as(base.app, system("failed")), async (ctx) => {
      leave(ctx, "failed");
      throw new Error("failed");
    });
    await expect(failed).rejects.toThrow("failed");
    expect(done).toHaveLength(2);
  });
});

describe("transactions that cross", () => {
  beforeAll(async () => {
    await base.sql
      .superuser`alter role quarterdeck_app in database ${base.sql.superuser(databaseOf(base.urls.app))} set deadlock_timeout = '10ms'`;
    await base.sql.owner`create table crossings (id int primary key, count int not null default 0)`;
    await base.sql.owner`grant select, insert, update on crossings to quarterdeck_app`;
  });

  it("R58: are run anew as a whole, and 200 crossing updates are each done once, without an error", async () => {
    const { db, close } = connect(base.urls.app, { max: 10, name: "test crossing" });
    const count = (tx: Database, id: number) =>
      tx.execute(sql`update crossings set count = count + 1 where id = ${id}`).execute();
    await base.sql.app`insert into crossings (id) select generate_series(0, 199)`;
    let [tries, committed] = [0, 0];
    /** Two that each hold what the other one wants next. */
    const cross = async (pair: number) => {
      const places = [2 * pair, 2 * pair + 1] as const;
      const holding = new Set<number>();
      const update = (mine: number, other: number) =>
        inTransaction(as(db, system("crossing")), async (ctx) => {
          tries += 1;
          await count(ctx.db, mine);
          holding.add(mine);
          while (!holding.has(other)) await new Promise((resolve) => setTimeout(resolve, 1));
          await count(ctx.db, other);
          ctx.afterCommit?.push(async () => {
            committed += 1;
          });
        });
      await Promise.all([update(places[0], places[1]), update(places[1], places[0])]);
    };
    for (let pair = 0; pair < 100; pair += 5) {
      await Promise.all([0, 1, 2, 3, 4].map((more) => cross(pair + more)));
    }
    await close();
    expect(await base.sql.app`select count, count(*)::int as rows from crossings group by count`).toEqual([
      { count: 2, rows: 200 },
    ]);
    expect(committed).toBe(200);
    expect(tries).toBeGreaterThanOrEqual(300);
  });

  it("are given up after five tries with a sentence; inside another one they are left to that one", async () => {
    let tries = 0;
    const crossed = (ctx: Context) => {
      tries += 1;
      return ctx.db.execute(sql`do $$ begin raise 'crossed' using errcode = '40001'; end $$`);
    };
    await expect(inTransaction(as(base.app, system("late")), crossed)).rejects.toMatchObject({ reason: "conflict" });
    expect(tries).toBe(5);
    const outer = inTransaction(as(base.app, system("outer")), (ctx) => inTransaction(ctx, crossed));
    await expect(outer).rejects.toMatchObject({ reason: "conflict" });
    expect(tries).toBe(10);
  });
});

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
