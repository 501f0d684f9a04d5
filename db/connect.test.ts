import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/lib/context";
import { type Connection, connect } from "./connect";
import { freshDatabase, type TestDatabase } from "./test-database";

let base: TestDatabase;
beforeAll(async () => {
  base = await freshDatabase();
  await base.sql.superuser`create table marks (n int primary key check (n < 100))`;
  await base.sql.superuser`grant all on marks to quarterdeck_app`;
});
afterAll(() => base.close());

/** With one connection alone, so that what one piece of work leaves behind is what the next one finds. */
async function onOne<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = connect(base.urls.app, { max: 1, name: "test one" });
  try {
    await connection.db.execute(sql`delete from marks`);
    return await work(connection);
  } finally {
    await connection.close();
  }
}

const mark = (db: Database, n: number) => db.execute(sql`insert into marks values (${n})`).execute();
const marks = async (db: Database) => (await db.execute(sql`select n from marks order by n`)).map(({ n }) => n);
const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => "nothing failed",
    (error: Error) => (error.cause as Error | undefined)?.message ?? error.message,
  );
const tooLarge = 'new row for relation "marks" violates check constraint "marks_n_check"';

describe("the statements of a connection", () => {
  const preparedLike = async ({ db }: Connection, part: string) => {
    const rows = await db.execute(sql`select from pg_prepared_statements where statement like ${`${part}%`}`);
    return rows.length;
  };

  it("are prepared once, also inside of transactions", () =>
    onOne(async (connection) => {
      await mark(connection.db, 1);
      await mark(connection.db, 2);
      await connection.db.transaction((tx) => mark(tx, 3));
      await connection.db.transaction((tx) => tx.transaction((inner) => mark(inner, 4)));
      expect(await marks(connection.db)).toEqual([1, 2, 3, 4]);
      expect(await preparedLike(connection, "insert into marks values ($1)")).toBe(1);
    }));

  it("are not kept when they have so many values that they hardly come again", () =>
    onOne(async (connection) => {
      const rows = sql.join(
        Array.from({ length: 41 }, (_, n) => sql`(${n})`),
        sql`, `,
      );
      await connection.db.execute(sql`insert into marks values ${rows}`);
      expect(await marks(connection.db)).toHaveLength(41);
      expect(await preparedLike(connection, "insert into marks values ($1), ($2)")).toBe(0);
    }));

  it("are prepared anew after a table has changed under them", () =>
    onOne(async ({ db }) => {
      await mark(db, 1);
      const all = () => db.execute(sql`select * from marks where n > ${0}`);
      expect(await all()).toEqual([{ n: 1 }]);
      await base.sql.superuser`alter table marks add column word text default 'new'`;
      expect(await all()).toEqual([{ n: 1, word: "new" }]);
      await base.sql.superuser`alter table marks drop column word`;
    }));
});

describe("statements that are sent together", () => {
  it("are done in the order in which they are asked, whether or not they are prepared by then", () =>
    onOne(async ({ db }) => {
      const counts = await db.transaction((tx) => {
        const count = () =>
          tx.execute<{ n: number }>(sql`select count(*)::int as n from marks where n > ${-1}`).execute();
        return Promise.all([count(), mark(tx, 1), count(), mark(tx, 2), count()]);
      });
      expect([counts[0], counts[2], counts[4]].map((rows) => rows[0]?.n)).toEqual([0, 1, 2]);
    }));

  it("fail together: nothing of the transaction stays, and the next one on the connection is none the wiser", () =>
    onOne(async ({ db }) => {
      const work = db.transaction((tx) => Promise.all([mark(tx, 1), mark(tx, 100), mark(tx, 2)]));
      expect(await messageOf(work)).toBe(tooLarge);
      await db.transaction((tx) => mark(tx, 3));
      expect(await marks(db)).toEqual([3]);
    }));

  it("undo the transaction when one fails that nobody waits for, and say why", () =>
    onOne(async ({ db }) => {
      const work = db.transaction(async (tx) => {
        mark(tx, 100).catch(() => {});
        await mark(tx, 1).catch(() => {});
        return "done";
      });
      expect(await messageOf(work)).toBe(tooLarge);
      expect(await marks(db)).toEqual([]);
    }));
});

describe("a transaction in a transaction", () => {
  it("fails alone: what the outer one did before and after stays", () =>
    onOne(async ({ db }) => {
      await db.transaction(async (tx) => {
        await mark(tx, 1);
        const inner = tx.transaction((within) => Promise.all([mark(within, 2), mark(within, 100), mark(within, 3)]));
        expect(await messageOf(inner)).toBe(tooLarge);
        await mark(tx, 4);
      });
      expect(await marks(db)).toEqual([1, 4]);
    }));

  it("goes with the outer one", () =>
    onOne(async ({ db }) => {
      const work = db.transaction(async (tx) => {
        await tx.transaction((inner) => mark(inner, 1));
        throw new Error("The outer one fails.");
      });
      expect(await messageOf(work)).toBe("The outer one fails.");
      expect(await marks(db)).toEqual([]);
    }));
});
