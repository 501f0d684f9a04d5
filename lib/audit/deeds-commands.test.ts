import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { testCount } from "@/lib/env";
import { anyWish } from "@/lib/notes/fixtures/edits";
import { act, type Deeds, deeds, newWorld } from "./fixtures/deeds";
import { findBrokenEvent } from "./queries";

/** What is written without an event: who is signed in, who is where, what a save was answered, and how often something was tried. */
const withoutEvents = [
  "sessions",
  "sign_ins",
  "preferences",
  "factor_setups",
  "entry_mails",
  "limits",
  "presences",
  "save_receipts",
];

let base: TestDatabase;
beforeAll(async () => {
  base = await freshDatabase();
  const sql = base.sql.superuser;
  await sql.unsafe(`
    create table journal (xact xid8 not null, written text not null);
    create function journal() returns trigger language plpgsql security definer as $$ begin
      insert into journal values (pg_current_xact_id(), tg_table_name);
      return null;
    end $$`);
  const tables = await sql<{ name: string }[]>`select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> all (${[...withoutEvents, "journal"]})`;
  expect(tables.length).toBeGreaterThan(20);
  for (const { name } of tables) {
    await sql.unsafe(
      `create trigger zz_journal after insert or update or delete on ${name} for each row execute function journal()`,
    );
  }
});
afterAll(() => base.close());

const lastEvent = async () => {
  const [event] = await base.sql.app`select seq::int, action, actor from audit_events order by seq desc limit 1`;
  return event ?? { seq: 0 };
};

it("R44: Every command writes exactly one event, in its own transaction, or nothing at all, over a random run of them", async () => {
  const world = await newWorld(base.app);
  const all = Object.keys(deeds) as Deeds[];
  const often = all.flatMap((action) =>
    Array(/^(user|invitation)/.test(action) ? 1 : /^(revision|changes)/.test(action) ? 6 : 2).fill(action),
  );
  const op = fc.record({
    action: fc.constantFrom(...(often as Deeds[])),
    dice: fc.record({ who: fc.nat(1_000), which: fc.nat(1_000), wish: anyWish }),
  });
  const seed = Date.now();
  const count = testCount(250, 2_000);
  const run = fc.sample(op, { numRuns: count + 3_000, seed });
  const seen = new Set<string>();
  let { seq } = await lastEvent();
  for (const [at, { action, dice }] of run.entries()) {
    // The rarest come late: a run goes on until each has come about.
    if (at >= count && [...all, "refused"].every((each) => seen.has(each))) break;
    const came = await act(world, action, dice);
    const last = await lastEvent();
    const left = typeof came === "object" ? came.events : 0;
    expect({ action, came, events: last.seq - seq }, `seed ${seed}`).toEqual({ action, came, events: left });
    const under = (typeof came === "object" && came.action) || action;
    if (typeof came === "object" && left === 1) expect(last).toEqual({ seq: last.seq, action: under, actor: came.by });
    if (left === 1) seen.add(under);
    if (came === "refused") seen.add(came);
    seq = last.seq;
  }
  expect([...seen].sort(), `seed ${seed}`).toEqual([...all, "refused"].sort());

  const [transactions] = await base.sql.superuser`
    select count(*)::int as written, count(*) filter (where events <> 1)::int as without_one,
      count(*) filter (where rows = events)::int as events_alone
    from (
      select xact, count(*) as rows, count(*) filter (where written = 'audit_events') as events from journal group by xact
    ) as each`;
  expect(transactions).toEqual({ written: seq, without_one: 0, events_alone: 0 });
  expect(await findBrokenEvent(base.app)).toBeNull();
});
