import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/lib/context";
import { inTransaction } from "@/lib/context";
import { testCount } from "@/lib/env";
import { type Connection, connect } from "./connect";
import { Patience, withPatience } from "./patience";
import { freshDatabase, type TestDatabase } from "./test-database";

let base: TestDatabase;
let pool: Connection;
beforeAll(async () => {
  base = await freshDatabase();
  pool = connect(base.urls.app, { max: 10, name: "test", isPatient: false });
});
afterAll(async () => {
  await pool.close();
  await base.close();
});

const slow = (db: Database, seconds: number) => db.execute(sql`select pg_sleep(${seconds})`);
const codeOf = (error: Error & { cause?: { code?: string } }) => error.cause?.code ?? error.message;

async function timed<T>(work: PromiseLike<T>): Promise<{ answer: T | string; ms: number }> {
  const begun = performance.now();
  const answer = await Promise.resolve(work).catch(codeOf);
  return { answer, ms: performance.now() - begun };
}

describe("R59: whoever waits for the database", () => {
  it("R59: is told after two seconds that nothing came free, a hundred at once too, and the next one is served", async () => {
    const all = await Promise.all(Array.from({ length: 100 }, () => timed(slow(pool.db, 1.5))));
    const refused = all.filter(({ answer }) => answer === "53300");
    const served = all.filter(({ answer }) => typeof answer !== "string");
    expect([refused.length + served.length, refused.length > 70]).toEqual([100, true]);
    if (testCount(0, 1)) for (const { ms } of refused) expect(ms).toBeLessThan(2_500);
    expect(await pool.db.execute(sql`select 1 as n`)).toEqual([{ n: 1 }]);
  });

  it("R59: waits two seconds in all of one request, however many of its statements wait", async () => {
    const blocking = Promise.all(Array.from({ length: 10 }, () => slow(pool.db, 4)));
    const patience = new Patience();
    await withPatience(patience, async () => {
      const first = await Promise.all(Array.from({ length: 5 }, () => timed(slow(pool.db, 0))));
      expect(first.map(({ answer }) => answer)).toEqual(Array(5).fill("53300"));
      expect(patience.isOut).toBe(true);
      const { answer, ms } = await timed(slow(pool.db, 0));
      expect(answer).toBe("53300");
      if (testCount(0, 1)) expect(ms).toBeLessThan(300);
    });
    await blocking;
    const fresh = new Patience();
    await withPatience(fresh, () => slow(pool.db, 0));
    expect(fresh.isOut).toBe(false);
  });

  it("R59: does so for as long as it takes where nobody is served: in tests and scripts", async () => {
    const patient = connect(base.urls.app, { max: 1, name: "test" });
    const all = await Promise.all(Array.from({ length: 3 }, () => timed(slow(patient.db, 1.2))));
    await patient.close();
    expect(all.filter(({ answer }) => typeof answer === "string")).toEqual([]);
  });

  it("R59: for a row that somebody holds, or for a statement that takes too long, is refused with a sentence, and nothing is left behind", async () => {
    const ctx = { db: pool.db, actor: { kind: "system", name: "test" } as const, now: new Date() };
    const patience = new Patience();
    await base.sql.superuser.begin(async (holding) => {
      await holding`lock table users in access exclusive mode`;
      const write = inTransaction(ctx, ({ db }) => db.execute(sql`update users set name = name`));
      await expect(withPatience(patience, () => write)).rejects.toMatchObject({
        reason: "busy",
        message: "Somebody else is changing this at the moment. Nothing was changed; try again in a few seconds.",
      });
    });
    await expect(inTransaction(ctx, ({ db }) => slow(db, 30))).rejects.toMatchObject({
      reason: "busy",
      message: "This took too long and was given up. Nothing was changed; try again in a few seconds.",
    });
    expect(await pool.db.execute(sql`select 1 as n`)).toEqual([{ n: 1 }]);
  });
});
