import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect } from "@/db/connect";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { type Pass, proxied } from "@/db/test-proxy";
import { type Database, inTransaction } from "@/lib/context";
import { testCount } from "@/lib/env";
import { createDraft } from "@/lib/notes/commands";
import { submitRevision } from "@/lib/review/commands";
import { addTeam, as, publishText, readDraft, saveAs } from "@/lib/world";
import { approveRevision } from "./commands";
import { recallRevision } from "./recall-commands";

const text = `Format: quarterdeck 1
FOG Q1 2025: Orders recover

Risks:
- Supply: One supplier is late.
`;

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
let proxy: Awaited<ReturnType<typeof proxied>>;
let pass: Pass = (forward) => forward();
let drafts = 0;

beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  await publishText(base.app, { ...team, text, summary: "First" });
  proxy = await proxied(base.urls.app, (forward, message) => pass(forward, message));
});
afterAll(async () => {
  proxy.close();
  await base.close();
});

async function submitted() {
  const at = { ticker: "FOG", period: "2025-Q1", beside: true } as const;
  const { revisionId } = await createDraft(as(base.app, team.writer), at);
  const { content } = await readDraft(base.app, revisionId);
  const risk = content.items.find(({ kind }) => kind === "takeaway");
  if (risk?.kind !== "takeaway") throw new Error("The draft has no risk.");
  drafts += 1;
  const edit = { op: "set", kind: "takeaway", itemId: risk.id, field: "title", base: risk.fields.title } as const;
  await saveAs(base.app, team.writer, revisionId, [{ ...edit, value: `Supply, no. ${drafts}` }]);
  return { revisionId, ...(await submitRevision(as(base.app, team.writer), { revisionId, summary: "More" })) };
}

const kill = () =>
  base.sql.superuser`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where application_name = 'doomed' and datname = current_database()`;

/** Does the work on a connection whose backend is ended at its nth message; says whether it came to that. */
async function isEnded(nth: number, moment: Moment, work: (db: Database) => Promise<unknown>): Promise<boolean> {
  const doomed = connect(proxy.url, { max: 1, name: "doomed" });
  await doomed.db.execute(sql`select 1`); // connected
  let sent = 0;
  pass = async (forward) => {
    sent += 1;
    if (sent !== nth) return forward();
    if (moment === "before") await kill();
    const forwarded = forward();
    if (moment === "after") await forwarded;
    if (moment !== "before") await kill();
    await forwarded;
  };
  await work(doomed.db).catch(() => {});
  pass = (forward) => forward();
  await doomed.close();
  return sent >= nth;
}

/** At every message that it sends, and before, during and after each; `times` counts how often it was ended. */
async function everywhere(
  work: (ended: (what: (db: Database) => Promise<unknown>) => Promise<string>) => Promise<void>,
) {
  let times = 0;
  for (const moment of moments) {
    for (let nth = 1, goesOn = true; goesOn; nth += 1) {
      await work(async (what) => {
        goesOn = await isEnded(nth, moment, what);
        times += goesOn ? 1 : 0;
        return `ended ${moment} message ${nth}`;
      });
    }
  }
  return times;
}

/** Before the message gets there, while it is worked on, or once it is answered. */
const moments = ["before", "during", "after"] as const;
type Moment = (typeof moments)[number];

/** Everything that a publication or a recall leaves. */
async function tracesOf(revisionId: string) {
  const [row] = await base.app.execute<
    Record<"state" | "number" | "approved" | "stored" | "told" | "recalled", unknown>
  >(sql`
    select state, number,
      (select count(*)::int from approvals where revision_id = revisions.id) as approved,
      (select count(*)::int from publications where revision_id = revisions.id) as stored,
      (select count(*)::int from recalls where revision_id = revisions.id) as recalled,
      (select count(*)::int from audit_events where subject_id = revisions.id
        and action in ('revision.published', 'revision.approved', 'revision.recalled')) as told
    from revisions where id = ${revisionId}`);
  return row;
}

const untouched = { state: "in_review", number: null, approved: 0, stored: 0, told: 0, recalled: 0 };
const rounds = testCount(1, 15);

it(`A publication whose connection is ended at any of its messages, before, during or after each, ${rounds} times over, has happened whole or not at all, and can be done again`, {
  timeout: 3_600_000,
}, async () => {
  const seen = { whole: 0, none: 0 };
  let number = 1;
  for (let round = 0; round < rounds; round += 1) {
    await everywhere(async (ended) => {
      const revision = await submitted();
      const when = await ended((db) => approveRevision(as(db, team.reviewer), revision));
      number += 1;
      const whole = { state: "published", number, approved: 1, stored: 1, told: 1, recalled: 0 };
      const traces = await tracesOf(revision.revisionId);
      const hasHappened = traces?.state === "published";
      expect(traces, when).toEqual(hasHappened ? whole : untouched);
      if (!hasHappened) expect(await approveRevision(as(base.app, team.reviewer), revision)).toEqual({ number });
      seen[hasHappened ? "whole" : "none"] += 1;
    });
  }
  expect(seen.none).toBeGreaterThan(30 * rounds);
  expect(seen.whole).toBeGreaterThan(3 * rounds);
});

it("A first of two approvals, and a recall, whose connection is ended at any of their messages have happened whole or not at all", async () => {
  const ask = (approvals: number) =>
    inTransaction(as(base.app, { kind: "system", name: "test" }), (tx) =>
      tx.db.execute(sql`update review_settings set approvals_needed = ${approvals}`),
    );
  await ask(2);
  const approvals = await everywhere(async (ended) => {
    const revision = await submitted();
    const when = await ended((db) => approveRevision(as(db, team.reviewer), revision));
    const traces = await tracesOf(revision.revisionId);
    expect([untouched, { ...untouched, approved: 1, told: 1 }], when).toContainEqual(traces);
  });
  await ask(1);
  const recallings = await everywhere(async (ended) => {
    const revision = await submitted();
    const { number } = await approveRevision(as(base.app, team.reviewer), revision);
    const recall = { revisionId: revision.revisionId, reason: "Wrong." };
    const when = await ended((db) => recallRevision(as(db, team.reviewer), recall));
    const published = { state: "published", number, approved: 1, stored: 1, told: 1, recalled: 0 };
    const traces = await tracesOf(revision.revisionId);
    expect([published, { ...published, told: 2, recalled: 1 }], when).toContainEqual(traces);
  });
  expect(Math.min(approvals, recallings)).toBeGreaterThan(10);
});
