import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Connection, connect } from "@/db/connect";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { type Pass, proxied } from "@/db/test-proxy";
import { sha256 } from "@/lib/auth/token";
import { type Database, inTransaction, type UserActor } from "@/lib/context";
import { testCount } from "@/lib/env";
import { Refused } from "@/lib/errors";
import { createDraft } from "@/lib/notes/commands";
import { canonicalText, itemsOf } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import { submitRevision, takeBackRevision } from "@/lib/review/commands";
import { addMember, addTeam, as, publishText, saveAs } from "@/lib/world";
import { approveRevision } from "./commands";

const text = `Format: quarterdeck 1
FOG Q1 2025: Orders recover

Risks:
- Supply: One supplier is late.
`;
const at = { ticker: "FOG", period: "2025-Q1", beside: true } as const;

let base: TestDatabase;
let people: UserActor[];
/** Two who write, two who approve, and one who does both and loses the role; each on a connection of their own. */
let places: Connection[];
let closes: (() => unknown)[] = [];
let pass: Pass = (forward) => forward();

beforeAll(async () => {
  base = await freshDatabase();
  const team = await addTeam(base.app);
  const reviewer = async (name: string) =>
    (await addMember(base.app, { email: `${name}@fog.example`, name, roles: ["reviewer"] })).actor;
  people = [team.writer, team.other, team.reviewer, await reviewer("ria"), await reviewer("rex")];
  await publishText(base.app, { ...team, text, summary: "First" });
  await witness(base.sql.superuser);
  places = [];
  for (const { name } of people) {
    const proxy = await proxied(base.urls.app, (forward, message) => pass(forward, message));
    const connection = connect(proxy.url, { max: 1, name });
    closes = [...closes, connection.close, proxy.close];
    places.push(connection);
    await connection.db.execute(sql`select 1`);
  }
});
afterAll(async () => {
  for (const close of closes) await close();
  await base.close();
});

/** Notes at the moment of each publication, beside the guards, how many of its approvals held and how many were asked for. */
async function witness(superuser: TestDatabase["sql"]["superuser"]): Promise<void> {
  await superuser.unsafe(`
    create table witnessed (revision_id uuid, holding int, asked int);
    grant insert on witnessed to quarterdeck_app;
    create function witness() returns trigger language plpgsql as $$ begin
      insert into witnessed select new.id, count(distinct approver_id), (select approvals_needed from review_settings)
      from approvals
      join users on users.id = approver_id and disabled_at is null
      join user_roles on user_roles.user_id = approver_id and role = 'reviewer'
      where revision_id = new.id and approvals.content_sha256 = new.content_sha256
        and approver_id not in (select user_id from revision_editors where revision_id = new.id);
      return null;
    end $$;
    create trigger witness after update on revisions for each row
      when (new.state = 'published' and old.state <> 'published') execute function witness();`);
}

type Act = "edit" | "edit back" | "submit" | "take back" | "approve" | "demote" | "promote" | "ask two" | "ask one";

/** What each of them tries, one after the other. */
const plans: fc.Arbitrary<Act[][]> = fc.tuple(
  fc.array(fc.constantFrom<Act>("edit", "edit back", "submit", "take back"), { minLength: 2, maxLength: 4 }),
  fc.array(fc.constantFrom<Act>("edit", "edit back", "submit"), { maxLength: 3 }),
  fc.array(fc.constantFrom<Act>("approve", "approve", "edit"), { minLength: 1, maxLength: 3 }),
  fc.array(fc.constantFrom<Act>("approve", "approve", "ask two", "ask one"), { minLength: 1, maxLength: 3 }),
  fc.array(fc.constantFrom<Act>("approve", "edit back", "demote", "promote"), { maxLength: 3 }),
);

const change = (db: Database, actor: UserActor, statement: ReturnType<typeof sql>) =>
  inTransaction(as(db, actor), (tx) => tx.db.execute(statement));

async function attempt(act: Act, db: Database, actor: UserActor, revisionId: string): Promise<unknown> {
  const last = people.at(-1)?.id ?? "";
  if (act === "submit") return submitRevision(as(db, actor), { revisionId, summary: "More" });
  if (act === "take back") return takeBackRevision(as(db, actor), { revisionId });
  if (act === "demote") return change(db, actor, sql`delete from user_roles where user_id = ${last}`);
  if (act === "promote") {
    return change(db, actor, sql`insert into user_roles values (${last}, 'reviewer') on conflict do nothing`);
  }
  if (act === "ask one" || act === "ask two") {
    return change(db, actor, sql`update review_settings set approvals_needed = ${act === "ask one" ? 1 : 2}`);
  }
  if (act === "approve") {
    const [row] = await db.execute<{ hash: string | null }>(
      sql`select content_sha256 as hash from revisions where id = ${revisionId}`,
    );
    return approveRevision(as(db, actor), { revisionId, contentSha256: row?.hash ?? "0".repeat(64) });
  }
  const content = await readContent(db, revisionId);
  const risk = content && itemsOf(content, "takeaway")[0];
  if (!risk) throw new Error("The draft has no risk.");
  const value = act === "edit back" ? titleOf(run) : `Supply, as ${actor.name} has it`;
  const edit = { op: "set", kind: "takeaway", itemId: risk.id, field: "title", base: risk.fields.title } as const;
  return saveAs(db, actor, revisionId, [{ ...edit, value }]);
}

/** Which run this is, and the title that its draft is first submitted with: what was approved comes back as it was. */
let run = 0;
const titleOf = (of: number) => `Supply, no. ${of}`;

const tally = { done: 0, refused: 0, published: 0, waiting: 0 };

async function carryOut(acts: Act[], place: number, revisionId: string): Promise<void> {
  for (const act of acts) {
    const [connection, actor] = [places[place], people[place]];
    if (!connection || !actor) throw new Error("There is nobody at this place.");
    try {
      await attempt(act, connection.db, actor, revisionId);
      tally.done += 1;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      tally.refused += 1;
    }
  }
}

/** A draft in which two have written, in review. */
async function submitted(): Promise<string> {
  const [writer, other, , , last] = people as [UserActor, UserActor, UserActor, UserActor, UserActor];
  run += 1;
  await attempt("promote", base.app, last, "");
  await attempt("ask one", base.app, last, "");
  const { revisionId } = await createDraft(as(base.app, writer), at);
  await attempt("edit", base.app, writer, revisionId);
  await attempt("edit back", base.app, other, revisionId);
  await attempt("submit", base.app, other, revisionId);
  return revisionId;
}

async function expectSound(revisionId: string): Promise<void> {
  const [row] = await base.app.execute<{ state: string; content: string; content_sha256: string }>(
    sql`select state, content, content_sha256 from revisions where id = ${revisionId}`,
  );
  const rows = await base.sql.superuser`select holding, asked from witnessed where revision_id = ${revisionId}`;
  if (row?.state !== "published") {
    tally.waiting += 1;
    expect(rows).toEqual([]);
    return;
  }
  tally.published += 1;
  const now = await readContent(base.app, revisionId);
  expect(sha256(row.content)).toBe(row.content_sha256);
  expect(sha256(now ? canonicalText(now) : "")).toBe(row.content_sha256);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.holding).toBeGreaterThanOrEqual(rows[0]?.asked);
  const [event] = await base.app.execute<{ ids: string[]; articles: number }>(sql`
    select array(select json_array_elements_text(after -> 'approverIds')) as ids,
      (select count(*)::int from publications where revision_id = ${revisionId}) as articles
    from audit_events where subject_id = ${revisionId} and action = 'revision.published'`);
  expect(event?.ids).toHaveLength(rows[0]?.holding);
  expect(event?.articles).toBe(1);
  const wrote = await base.app.execute<{ id: string }>(
    sql`select user_id as id from revision_editors where revision_id = ${revisionId}`,
  );
  for (const { id } of wrote) expect(event?.ids).not.toContain(id);
}

const runs = testCount(30, 1_000);

it(`R39: in ${runs} interleavings of the statements of people who edit, submit, take back, approve, lose their role and change what is asked for, what is published has the approvals asked for, of its very rows, by nobody who wrote any of it`, {
  timeout: 3_600_000,
}, async () => {
  /** The statement that was let through last. */
  let underWay: Promise<void> = Promise.resolve();
  // Another goes on once this one is answered, or waits for a lock that somebody else holds.
  const act = async (release: () => Promise<unknown>) => {
    await release();
    await pause(0);
    await Promise.race([underWay, pause(3)]);
  };
  await fc.assert(
    fc.asyncProperty(fc.scheduler({ act }), plans, async (scheduler, plan) => {
      const revisionId = await submitted();
      pass = async (forward) => {
        await scheduler.schedule(Promise.resolve());
        underWay = forward();
      };
      try {
        await scheduler.waitFor(Promise.all(plan.map((acts, place) => carryOut(acts, place, revisionId))));
      } finally {
        pass = (forward) => forward();
      }
      await expectSound(revisionId);
    }),
    { numRuns: runs, endOnFailure: true },
  );
  for (const outcome of ["done", "refused", "published", "waiting"] as const) {
    expect(tally[outcome], `${outcome}, of ${JSON.stringify(tally)}`).toBeGreaterThan(0);
  }
});

it("R38: whoever edited a revision since it was last approved does not approve it: not by command, nor in SQL, in their own name or another's", async () => {
  const revisionId = await submitted();
  const [writer, , reviewer] = people as [UserActor, UserActor, UserActor];
  const [row] = await base.app.execute<{ hash: string }>(
    sql`select content_sha256 as hash from revisions where id = ${revisionId}`,
  );
  const contentSha256 = row?.hash ?? "";
  await expect(approveRevision(as(base.app, writer), { revisionId, contentSha256 })).rejects.toMatchObject({
    reason: "forbidden",
    message: "You had a hand in this revision. Ask another reviewer to approve it.",
  });
  const approval = (of: UserActor) => sql`insert into approvals (revision_id, approver_id, content_sha256)
    values (${revisionId}, ${of.id}, ${contentSha256})`;
  const refused = { cause: { code: "23514" } };
  for (const db of [base.app, base.owner]) {
    await expect(change(db, writer, approval(writer))).rejects.toMatchObject(refused);
    await expect(change(db, writer, approval(reviewer))).rejects.toMatchObject(refused);
    await expect(change(db, reviewer, approval(writer))).rejects.toMatchObject(refused);
  }
  const [left] = await base.app.execute(
    sql`select count(*)::int as n from approvals where revision_id = ${revisionId}`,
  );
  expect(left).toEqual({ n: 0 });
});
