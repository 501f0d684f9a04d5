import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "@/db/connect";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { inTransaction } from "@/lib/context";
import { testCount } from "@/lib/env";
import { as, builder } from "@/lib/world";
import { recordOne } from "./fixtures/chained";
import { findBrokenEvent } from "./queries";

let base: TestDatabase;
beforeAll(async () => {
  base = await freshDatabase();
  for (let n = 0; n < 3; n++) await recordOne(base.app);
});
afterAll(() => base.close());

/** The code that PostgreSQL refused with; null when it did not. */
async function codeOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: { code?: string; cause?: { code?: string } }) => error.cause?.code ?? error.code ?? String(error),
  );
}

const countEvents = async () => Number((await base.sql.app`select count(*) from audit_events`)[0]?.count);

describe("the audit trail", () => {
  const changes = [
    "update audit_events set actor = 'system:nobody'",
    "update audit_events set seq = seq + 100",
    "delete from audit_events",
    "delete from audit_events where seq = 3",
    "truncate audit_events",
    "truncate audit_events cascade",
    "merge into audit_events using (values (3)) as asked (seq) on audit_events.seq = asked.seq when matched then delete",
  ];
  it.each(changes)("R44: refuses the application's role and the owner of the tables: %s", async (statement) => {
    const rows = () => base.sql.superuser`select * from audit_events order by seq`;
    const before = await rows();
    for (const db of [base.app, base.owner]) {
      const change = inTransaction(as(db, builder), (tx) => tx.db.execute(sql.raw(statement)));
      expect(await codeOf(change)).toBe("42501");
    }
    expect(await rows()).toEqual(before);
  });

  it.each([
    "alter table audit_events disable trigger all",
    "drop table audit_events",
    "drop trigger b_append_only on audit_events",
    "set session_replication_role = replica",
  ])("R44: does not let the application's role take its guards off: %s", async (statement) => {
    expect(await codeOf(base.app.execute(sql.raw(statement)))).toBe("42501");
  });

  it("R44: gives every event its number, time, actor and hash itself, whatever was asked for", async () => {
    const before = await countEvents();
    await inTransaction(as(base.app, builder), (tx) =>
      tx.db.execute(sql`insert into audit_events
        (action, subject_kind, subject_id, seq, at, actor, previous_sha256, sha256, hash_version)
        values ('x', 'x', ${randomUUID()}, 77, '2020-01-01', 'system:nobody', 'x', 'x', 9)`),
    );
    const [row] = await base.sql.app`select seq::int, actor, hash_version, at > now() - interval '1 minute' as is_now
      from audit_events order by seq desc limit 1`;
    expect(row).toEqual({ seq: before + 1, actor: "system:demo", hash_version: 1, is_now: true });
    expect(await findBrokenEvent(base.app)).toBeNull();
  });
});

describe("events that are recorded at once", () => {
  const count = testCount(30, 100);

  it("R48: are all written by the product's connections, whatever level the database begins with", async () => {
    const [{ name } = { name: "" }] = await base.sql.owner`select current_database() as name`;
    await base.sql.superuser.unsafe(`alter database ${name} set default_transaction_isolation = 'serializable'`);
    const connection = connect(base.urls.app, { max: 10, name: "R48" });
    try {
      const before = await countEvents();
      await Promise.all(Array.from({ length: count }, () => recordOne(connection.db)));
      expect(await countEvents()).toBe(before + count);
      expect(await findBrokenEvent(base.app)).toBeNull();
    } finally {
      await connection.close();
      await base.sql.superuser.unsafe(`alter database ${name} reset default_transaction_isolation`);
    }
  });

  it.each([
    ["repeatable read", ["23505", "40001"]],
    ["serializable", ["23505", "40001"]],
  ])("R48: are written or refused at the level %s, and none breaks the chain", async (level, refusals) => {
    const before = await countEvents();
    const insert = () =>
      base.sql.app.begin(`isolation level ${level}`, async (tx) => {
        await tx`select set_config('app.actor', 'system:test', true)`;
        await tx`insert into audit_events (action, subject_kind, subject_id) values ('x', 'x', ${randomUUID()})`;
      });
    const codes = await Promise.all(Array.from({ length: count }, () => codeOf(insert())));
    const refused = codes.filter((code) => code !== null);
    expect(refusals).toEqual(expect.arrayContaining([...new Set(refused)]));
    expect(refused.length).toBeGreaterThan(0);
    expect(await countEvents()).toBe(before + count - refused.length);
    expect(await findBrokenEvent(base.app)).toBeNull();
  });
});
