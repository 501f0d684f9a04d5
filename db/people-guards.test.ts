import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { UserActor } from "@/lib/context";
import { inTransaction } from "@/lib/context";
import { invite } from "@/lib/people/invite-commands";
import { issueLink } from "@/lib/sharing/commands";
import { addMember, addTeam, as, builder, publishText } from "@/lib/world";
import { freshDatabase, type TestDatabase } from "./test-database";

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
let ada: UserActor;

beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  ada = (await addMember(base.app, { email: "ada@fog.example", name: "ada", roles: ["admin"] })).actor;
});
afterAll(() => base.close());

const tagged = (...statements: SQL[]) =>
  inTransaction(as(base.app, builder), async ({ db }) => {
    for (const each of statements) await db.execute(each);
  });
const untagged = (statement: SQL) => base.app.execute(statement);

async function codeOf(work: Promise<unknown>): Promise<string> {
  const failed = await work.then(
    () => null,
    (error: { code?: string; cause?: { code?: string } }) => error,
  );
  return failed?.cause?.code ?? failed?.code ?? "nothing refused it";
}

it("The database keeps the last admin, however their role or their access is taken; another admin makes it possible.", async () => {
  const role = sql`delete from user_roles where user_id = ${ada.id}`;
  const access = sql`update users set disabled_at = now() where id = ${ada.id}`;
  for (const statement of [role, access, sql`delete from user_roles`, sql`update users set disabled_at = now()`]) {
    await expect(tagged(statement)).rejects.toMatchObject({ reason: "conflict", cause: { code: "23514" } });
  }
  const eve = (await addMember(base.app, { email: "eve@fog.example", name: "eve", roles: ["admin"] })).actor;
  await tagged(access);
  expect(await codeOf(tagged(sql`delete from user_roles where user_id = ${eve.id}`))).toBe("23514");
  await tagged(
    sql`update users set disabled_at = null where id = ${ada.id}`,
    sql`delete from user_roles where user_id = ${eve.id}`,
  );
});

it("Two who take the last two admins in two transactions do not both succeed.", async () => {
  const eve = (await addMember(base.app, { email: "two@fog.example", name: "two", roles: ["admin"] })).actor;
  const both = await Promise.allSettled([
    tagged(sql`delete from user_roles where user_id = ${ada.id}`, sql`select pg_sleep(0.3)`),
    tagged(sql`update users set disabled_at = now() where id = ${eve.id}`, sql`select pg_sleep(0.3)`),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await tagged(
    sql`insert into user_roles (user_id, role) values (${ada.id}, 'admin') on conflict do nothing`,
    sql`update users set disabled_at = null`,
  );
});

it("A session begins for nobody who is disabled, and tells when they last signed in, which a later end does not take back.", async () => {
  const { actor } = await addMember(base.app, { email: "gone@fog.example", name: "gone", roles: ["viewer"] });
  const begin = (at: string) =>
    untagged(sql`insert into sessions (token_sha256, user_id, created_at, expires_at)
    values (${randomUUID().replaceAll("-", "").repeat(2)}, ${actor.id}, ${at}, ${"2030-01-01T00:00:00Z"})`);
  await begin("2025-06-02T10:00:00Z");
  await begin("2025-06-01T10:00:00Z");
  await untagged(sql`delete from sessions where user_id = ${actor.id}`);
  const [kept] = await untagged(sql`select last_at from sign_ins where user_id = ${actor.id}`);
  expect(new Date(String(kept?.last_at)).toISOString()).toBe("2025-06-02T10:00:00.000Z");
  await tagged(sql`update users set disabled_at = now() where id = ${actor.id}`);
  expect(await codeOf(begin("2025-06-03T10:00:00Z"))).toBe("23514");
});

it("An invitation is for one address and its roles for good, is over for good, and is used in time by exactly that.", async () => {
  const asAda = as(base.app, ada);
  const made = async (email: string) => (await invite(asAda, { email, roles: ["viewer"] })).invitationId;
  const id = await made("new@fog.example");
  const set = (change: SQL, of = id) => tagged(sql`update invitations set ${change} where id = ${of}`);
  expect(await codeOf(untagged(sql`update invitations set expires_at = now() where id = ${id}`))).toBe("42501");
  expect(await codeOf(tagged(sql`delete from invitations where id = ${id}`))).toBe("42501");
  for (const change of [sql`email = 'eve@fog.example'`, sql`roles = '{admin}'`, sql`invited_by = ${team.writer.id}`]) {
    expect(await codeOf(set(change))).toBe("42501");
  }
  const add = async (email: string, roles: ("viewer" | "admin")[]) =>
    (await addMember(base.app, { email, name: "New", roles })).actor.id;
  const other = await add("other@fog.example", ["viewer"]);
  const raised = await add("new@fog.example", ["viewer", "admin"]);
  for (const by of [other, raised]) {
    expect(await codeOf(set(sql`accepted_at = now(), accepted_by = ${by}`))).toBe("23514");
  }
  await tagged(sql`delete from user_roles where user_id = ${raised} and role = 'admin'`);
  expect(await codeOf(set(sql`accepted_at = expires_at, accepted_by = ${raised}`))).toBe("23514");
  expect(await codeOf(set(sql`accepted_at = now(), accepted_by = ${raised}, withdrawn_at = now()`))).toBe("23514");
  await set(sql`accepted_at = now(), accepted_by = ${raised}`);
  for (const change of [
    sql`accepted_at = null, accepted_by = null`,
    sql`expires_at = now()`,
    sql`token_sha256 = null`,
  ]) {
    expect(await codeOf(set(change))).toBe("42501");
  }
  const withdrawn = await made("later@fog.example");
  await set(sql`withdrawn_at = now(), withdrawn_by = ${ada.id}`, withdrawn);
  expect(await codeOf(set(sql`withdrawn_at = null`, withdrawn))).toBe("42501");
  const twice = sql`insert into invitations (email, roles, invited_by, invited_at, expires_at)
    values ('twice@fog.example', '{viewer}', ${ada.id}, now(), now() + interval '1 day')`;
  await tagged(twice);
  expect(await codeOf(tagged(twice))).toBe("23505");
  const unknown = sql`insert into invitations (email, roles, invited_by, invited_at, expires_at)
    values ('odd@fog.example', '{owner}', ${ada.id}, now(), now())`;
  expect(await codeOf(tagged(unknown))).toBe("23514");
});

it("A link is handed over to nobody who is disabled, and stays made by whoever made it.", async () => {
  const { writer, reviewer } = team;
  const text = "Format: quarterdeck 1\nFOG Q1 2025: Orders recover\n";
  const { revisionId } = await publishText(base.app, { text, writer, reviewer, summary: "First" });
  const { linkId } = await issueLink(as(base.app, writer), { revisionId, label: "A client", expiresAt: null });
  const set = (change: SQL) => tagged(sql`update share_links set ${change} where id = ${linkId}`);
  const { actor: gone } = await addMember(base.app, { email: "left@fog.example", name: "left", roles: ["analyst"] });
  await tagged(sql`update users set disabled_at = now() where id = ${gone.id}`);
  for (const to of [gone.id, randomUUID()]) expect(await codeOf(set(sql`kept_by = ${to}`))).toBe("23514");
  await set(sql`kept_by = ${reviewer.id}`);
  expect(await codeOf(set(sql`kept_by = null`))).toBe("23514");
  expect(await codeOf(set(sql`issued_by = ${reviewer.id}`))).toBe("42501");
  await set(sql`revoked_at = now()`);
  expect(await codeOf(set(sql`kept_by = ${writer.id}`))).toBe("42501");
});
