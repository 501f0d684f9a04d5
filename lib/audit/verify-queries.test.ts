import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { testCount } from "@/lib/env";
import { as, builder } from "@/lib/world";
import { type Break, formatBreak } from "./chain";
import { recordOne, tamper } from "./fixtures/chained";
import { findBrokenEvent } from "./queries";
import { verifyTrail } from "./verify-queries";

let base: TestDatabase;
const verify = () => verifyTrail(as(base.app, builder));

describe("the chain of events", () => {
  const length = testCount(60, 500);
  beforeAll(async () => {
    base = await freshDatabase();
    await Promise.all(Array.from({ length }, () => recordOne(base.app)));
  });
  afterAll(() => base.close());

  it("R45: has as many links as events were recorded at once, and no fork", async () => {
    const [row] = await base.sql.app`select count(*)::int as links, count(distinct previous_sha256)::int as followed,
      count(distinct sha256)::int as hashes, min(seq)::int as first, max(seq)::int as last from audit_events`;
    expect(row).toEqual({ links: length, followed: length, hashes: length, first: 1, last: length });
    expect(await verify()).toMatchObject({ events: length, broken: null });
    expect(await findBrokenEvent(base.app)).toBeNull();
  });

  const rehash = "update audit_events as event set sha256 = audit_sha256(event)";
  it.each<[string, string[], Break, string]>([
    [
      "what an event says",
      [`update audit_events set after = '{"email":"x"}' where seq = 5`],
      { what: "altered", seq: 5 },
      "Event 5 was altered",
    ],
    [
      "who did it",
      ["update audit_events set actor = 'system:nobody' where seq = 5"],
      { what: "altered", seq: 5 },
      "Event 5 was altered",
    ],
    [
      "when, by a microsecond",
      ["update audit_events set at = at + interval '1 microsecond' where seq = 5"],
      { what: "altered", seq: 5 },
      "Event 5 was altered",
    ],
    [
      "an event with its hash",
      ["update audit_events set actor = 'system:nobody' where seq = 5", `${rehash} where seq = 5`],
      { what: "order", seq: 6 },
      "The order is broken at event 6",
    ],
    [
      "the version of a hash",
      ["update audit_events set hash_version = 2 where seq = 5", `${rehash} where seq = 5`],
      { what: "altered", seq: 5 },
      "Event 5 was altered",
    ],
    [
      "that there was an event",
      ["delete from audit_events where seq = 5"],
      { what: "missing", seq: 6, previous: 4 },
      "Event 5 is missing before event 6.",
    ],
    [
      "that there was a beginning",
      ["delete from audit_events where seq < 4"],
      { what: "missing", seq: 4, previous: 0 },
      "Events 1 to 3 are missing before event 4.",
    ],
    [
      "which of two came first",
      [
        "update audit_events set seq = -1 where seq = 5",
        "update audit_events set seq = 5 where seq = 6",
        "update audit_events set seq = 6 where seq = -1",
        `${rehash} where seq in (5, 6)`,
      ],
      { what: "order", seq: 5 },
      "The order is broken at event 5",
    ],
    [
      "that nothing came before",
      ["update audit_events set seq = 0 where seq = 8"],
      { what: "missing", seq: 0, previous: 0 },
      "event 0",
    ],
  ])("R45: is found broken by whoever changes %s", async (_, statements, broken, sentence) => {
    const own = await freshDatabase();
    for (let n = 0; n < 8; n++) await recordOne(own.app);
    for (const statement of statements) await tamper(own.sql.superuser, statement);
    const found = await verifyTrail(as(own.app, builder));
    expect(found.broken).toEqual(broken);
    expect(formatBreak(broken, "heads")).toContain(sentence);
    expect(await findBrokenEvent(own.app)).not.toBeNull();
    await own.close();
  });

  it("R45: is found broken though the database's own check was replaced", async () => {
    await tamper(base.sql.superuser, "update audit_events set actor = 'system:nobody' where seq = 7");
    const lie =
      "create or replace function audit_verify() returns bigint language sql stable as $$ select null::bigint $$";
    await base.sql.superuser.unsafe(lie);
    expect(await findBrokenEvent(base.app)).toBeNull();
    expect((await verify()).broken).toEqual({ what: "altered", seq: 7 });
  });
});
