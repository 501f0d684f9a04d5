import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { companiesMax, listCompanies, listCoverage } from "@/lib/companies/queries";
import { inTransaction, type UserActor } from "@/lib/context";
import { findHistory } from "@/lib/notes/history-queries";
import { listQueue, listWaitingRevisions, queuedMax } from "@/lib/review/queue-queries";
import { addTeam, as, builder, publishText } from "@/lib/world";
import { listInvitations, listMembers, listSuccessors, peopleMax } from "./queries";

let base: TestDatabase;
let admin: UserActor;
let team: Awaited<ReturnType<typeof addTeam>>;
beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  admin = { ...team.viewer, roles: new Set(["admin"]) };
  await inTransaction(as(base.app, builder), async ({ db }) => {
    await db.execute(
      sql`insert into users (email, name) select n || '@many.example', 'Many ' || n from generate_series(1, 1100) n`,
    );
    await db.execute(
      sql`insert into user_roles (user_id, role) select id, 'analyst' from users where email like '%@many.example'`,
    );
    await db.execute(sql`insert into invitations (email, roles, invited_by, invited_at, expires_at)
      select n || '@more.example', '{viewer}', ${admin.id}, now(), now() + interval '1 day' from generate_series(1, 1100) n`);
    await db.execute(sql`with made as (insert into companies (name, reporting_currency, fiscal_year_end_month)
        select 'Many ' || n, 'USD', 12 from generate_series(1, 1100) n returning id, name)
      insert into listings (company_id, ticker, exchange, primary_since)
        select id, 'M' || substr(name, 6), 'XNAS', now() from made`);
  });
});
afterAll(() => base.close());

it("Lists of people, invitations and companies are read to one more than a page shows, however long they are", async () => {
  const ctx = as(base.app, admin);
  expect(await listMembers(ctx)).toHaveLength(peopleMax + 1);
  expect(await listInvitations(ctx)).toHaveLength(peopleMax + 1);
  expect((await listSuccessors(ctx, admin.id)).length).toBeLessThanOrEqual(peopleMax);
  expect(await listCompanies(ctx)).toHaveLength(companiesMax + 1);
  expect(await listCoverage(ctx)).toMatchObject({ companies: companiesMax, isCut: true });
});

it("A note's history is read as far as is asked, and the queue says when it was cut", async () => {
  const text = "Format: quarterdeck 1\nFOG Q1 2025: Orders recover\n";
  const { writer, reviewer } = team;
  await publishText(base.app, { text, writer, reviewer, summary: "First" });
  const ctx = as(base.app, reviewer);
  expect((await findHistory(ctx, "FOG", "2025-Q1", 1))?.revisions).toHaveLength(1);
  expect(await listQueue(ctx)).toMatchObject({ isCut: false });
  await base.sql.superuser.begin(async (way) => {
    await way`set local session_replication_role = replica`;
    await way`insert into revisions select (jsonb_populate_record(old, jsonb_build_object('id', gen_random_uuid(), 'number', null,
      'state', 'in_review', 'published_at', null))).* from revisions as old, generate_series(1, ${queuedMax + 20})`;
  });
  const queue = await listQueue(ctx);
  expect(queue.isCut).toBe(true);
  expect(await listWaitingRevisions(ctx)).toHaveLength(queuedMax + 1);
  expect([...queue.waiting, ...queue.sent, ...queue.others]).toHaveLength(queuedMax);
  expect((await findHistory(ctx, "FOG", "2025-Q1", 11))?.revisions).toHaveLength(11);
});
