import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Connection, connect } from "@/db/connect";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { limit, purgeLimits, refund } from "./commands";

describe("a limit", () => {
  let base: TestDatabase;
  let other: Connection;

  beforeAll(async () => {
    base = await freshDatabase();
    other = connect(base.urls.share, { max: 4, name: "another process" });
  });
  afterAll(async () => {
    await other.close();
    await base.close();
  });

  const rule = { points: 5, seconds: 60 };

  it("allows so many and refuses the next, with the seconds until the window is over", async () => {
    for (let n = 0; n < rule.points; n += 1) {
      expect(await limit(base.share, "share.few", "203.0.113.7", rule)).toEqual({ allowed: true });
    }
    const refused = await limit(base.share, "share.few", "203.0.113.7", rule);
    expect(refused).toMatchObject({ allowed: false });
    if (!refused.allowed) expect(refused.retryAfter).toBeGreaterThan(55);
    if (!refused.allowed) expect(refused.retryAfter).toBeLessThanOrEqual(60);
  });

  it("counts each key and each name by itself", async () => {
    expect(await limit(base.share, "share.few", "203.0.113.8", rule)).toEqual({ allowed: true });
    expect(await limit(base.share, "share.other", "203.0.113.7", rule)).toEqual({ allowed: true });
  });

  it("is one for all processes on the database, also when they count at the same moment", async () => {
    const all = await Promise.all(
      Array.from({ length: 200 }, (_, n) => {
        return limit(n % 2 ? base.share : other.db, "share.together", "203.0.113.7", { points: 20, seconds: 60 });
      }),
    );
    expect(all.filter(({ allowed }) => allowed)).toHaveLength(20);
    const late = await limit(other.db, "share.few", "203.0.113.7", rule);
    expect(late).toMatchObject({ allowed: false });
  });

  it("gives back what turned out to be right, in every process, and never more than was counted", async () => {
    const pair = { points: 2, seconds: 60 };
    const count = (db = base.share) => limit(db, "share.right", "a", pair);
    await refund(base.share, "share.right", "a", pair);
    for (let n = 0; n < 6; n += 1) {
      expect(await count()).toEqual({ allowed: true });
      expect(await count(other.db)).toEqual({ allowed: true });
      await refund(base.share, "share.right", "a", pair);
      await refund(other.db, "share.right", "a", pair);
      await refund(other.db, "share.right", "a", pair);
    }
    for (let n = 0; n < 2; n += 1) expect(await count()).toEqual({ allowed: true });
    expect(await count(other.db)).toMatchObject({ allowed: false });
  });

  it("goes by the count alone: a process that has refused somebody lets them in once that is given back", async () => {
    const pair = { points: 2, seconds: 60 };
    for (let n = 0; n < 2; n += 1) expect(await limit(base.share, "share.back", "a", pair)).toEqual({ allowed: true });
    expect(await limit(base.share, "share.back", "a", pair)).toMatchObject({ allowed: false });
    for (let n = 0; n < 2; n += 1) await refund(base.share, "share.back", "a", pair);
    expect(await limit(base.share, "share.back", "a", pair)).toEqual({ allowed: true });
  });

  it("locks nobody out, in any process, of whom many come together and are right", async () => {
    const pair = { points: 2, seconds: 60, isGivenBack: true };
    for (const db of [base.share, other.db]) {
      const all = await Promise.all(Array.from({ length: 9 }, () => limit(db, "share.many", "a", pair)));
      const admitted = all.filter(({ allowed }) => allowed);
      expect(admitted.length).toBeGreaterThan(0);
      for (const _ of admitted) await refund(db, "share.many", "a", pair);
    }
    for (let n = 0; n < 2; n += 1) expect(await limit(base.share, "share.many", "a", pair)).toEqual({ allowed: true });
    for (const db of [base.share, other.db, base.share]) {
      expect(await limit(db, "share.many", "a", pair)).toMatchObject({ allowed: false });
    }
  });

  it("begins anew when its window is over", async () => {
    const short = { points: 1, seconds: 1 };
    expect(await limit(base.share, "share.short", "a", short)).toEqual({ allowed: true });
    expect(await limit(base.share, "share.short", "a", short)).toEqual({ allowed: false, retryAfter: 1 });
    await sleep(1100);
    expect(await limit(base.share, "share.short", "a", short)).toEqual({ allowed: true });
    expect(await limit(other.db, "share.short", "a", short)).toEqual({ allowed: false, retryAfter: 1 });
  });

  it("keeps of whom it counts a keyed hash alone", async () => {
    const rows = await base.owner.execute(sql`select limits::text as row from limits`);
    expect(rows.length).toBeGreaterThan(3);
    expect(JSON.stringify(rows)).not.toContain("203.0.113");
  });

  it("is counted by the application's role under any name, by the reader's under `share.` alone", async () => {
    expect(await limit(base.app, "sign-in", "ana@fog.example", rule)).toEqual({ allowed: true });
    const foreign = sql`select * from share_limit('sign-in', ${"a".repeat(64)}, 1, 60000)`;
    expect(await base.share.execute(foreign)).toHaveLength(0);
    const counted = sql`select * from count_limit('share.few', ${"a".repeat(64)}, 1, 60000)`;
    await expect(base.share.execute(counted)).rejects.toMatchObject({ cause: { code: "42501" } });
    const [row] = await base.owner.execute(sql`select count(*)::int as n from limits where name = 'sign-in'`);
    expect(row?.n).toBe(1);
  });

  it("is forgotten once it is over", async () => {
    await base.owner.execute(sql`update limits set ends_at = now() - interval '1 second' where name = 'share.few'`);
    expect(await purgeLimits(base.app)).toBe(2);
    expect(await purgeLimits(base.app)).toBe(0);
    const [row] = await base.owner.execute(sql`select count(*)::int as n from limits where name = 'share.together'`);
    expect(row?.n).toBe(1);
  });
});
