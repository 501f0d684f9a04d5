import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { createSession, signIn } from "@/lib/auth/commands";
import type { Role } from "@/lib/auth/roles";
import { findEntry } from "@/lib/auth/session-queries";
import type { UserActor } from "@/lib/context";
import { issueLink } from "@/lib/sharing/commands";
import type { Door } from "@/lib/sharing/door-call";
import { readerAt } from "@/lib/sharing/fixtures/reader";
import { findLink } from "@/lib/sharing/link-queries";
import { VisitLog } from "@/lib/sharing/visits";
import { addCompanyOf, addMember, addTeam, as, builder, publishText } from "@/lib/world";
import { disablePerson, enablePerson } from "./leave-commands";
import { findMember, listMembers, listSuccessors } from "./queries";

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
let ada: UserActor;
let revisionId: string;
let door: Door;
let read: ReturnType<typeof readerAt>;

beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  ada = (await addMember(base.app, { email: "ada@fog.example", name: "ada", roles: ["admin"] })).actor;
  const { writer, reviewer } = team;
  const text = "Format: quarterdeck 1\nFOG Q1 2025: Orders recover\n";
  revisionId = (await publishText(base.app, { text, writer, reviewer, summary: "First" })).revisionId;
  door = { share: base.share, visits: new VisitLog(() => base.share) };
  read = readerAt(door);
});
afterAll(async () => {
  await door.visits.close();
  await base.close();
});

let added = 0;
async function member(roles: Role[] = ["analyst"]) {
  added += 1;
  const name = `leaver ${added}`;
  const email = `leaver-${added}@fog.example`;
  const { actor, password } = await addMember(base.app, { email, name, roles });
  const company = {
    ticker: `LV${added}`,
    exchange: "XNAS",
    name: `Works ${added}`,
    currency: "USD",
    fiscalYearEnd: "12",
  };
  const { id: companyId } = await addCompanyOf(base.app, { ...company, ownerEmail: email });
  return { actor, email, password, companyId };
}
const linkOf = (actor: UserActor) => issueLink(as(base.app, actor), { revisionId, label: "A client", expiresAt: null });
const statusOf = async (token: string) => (await read(`/s/${token}`)).status;
const disable = (personId: string, linksTo = "", companiesTo = "", by = ada) =>
  disablePerson(as(base.app, by), { personId, linksTo, companiesTo });
const ownerOf = async (companyId: string) =>
  (await base.app.execute<{ owner_id: string | null }>(sql`select owner_id from companies where id = ${companyId}`))[0]
    ?.owner_id;

it("Who is disabled has no session, no way in, no link that opens and no company any more, by one transaction with one event.", async () => {
  const { actor, email, password, companyId } = await member();
  const { linkId, token } = await linkOf(actor);
  const session = await createSession(as(base.app, builder), actor.id);
  expect(await statusOf(token)).toBe(200);
  const before = (await listEvents(base.app)).length;
  await disable(actor.id);
  expect(await base.app.execute(sql`select from sessions where user_id = ${actor.id}`)).toHaveLength(0);
  expect(await findEntry(base.app, session.token, new Date())).toBeNull();
  await expect(signIn(as(base.app, builder), { email, password })).rejects.toMatchObject({ reason: "invalid" });
  expect(await statusOf(token)).toBe(404);
  expect(await findLink(as(base.app, team.writer), linkId)).toMatchObject({ end: "ended", revokedBy: "ada" });
  expect(await ownerOf(companyId)).toBeNull();
  const events = await listEvents(base.app);
  expect(events).toHaveLength(before + 1);
  expect(events.at(-1)).toMatchObject({
    action: "user.disabled",
    actor: `user:${ada.id}`,
    subject: actor.id,
    after: { links: { ids: [linkId], keptBy: null }, companies: { ids: [companyId], owner: null } },
  });
  await expect(disable(actor.id)).rejects.toThrow("is disabled already");

  await enablePerson(as(base.app, ada), { personId: actor.id });
  await enablePerson(as(base.app, ada), { personId: actor.id });
  expect((await listEvents(base.app)).slice(before + 1)).toMatchObject([{ action: "user.enabled", subject: actor.id }]);
  expect(await findEntry(base.app, session.token, new Date())).toBeNull();
  await signIn(as(base.app, builder), { email, password });
  expect(await statusOf(token)).toBe(404);
});

it("Links that are handed over go on opening, stay made by whoever made them, and hang on their new keeper from then on.", async () => {
  const [one, two] = [await member(), await member()];
  const { linkId, token } = await linkOf(one.actor);
  const ended = await linkOf(one.actor);
  await base.app.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.actor', 'system:test', true)`);
    await tx.execute(sql`update share_links set revoked_at = now() where id = ${ended.linkId}`);
  });
  expect(await findMember(as(base.app, ada), one.actor.id)).toMatchObject({
    links: 1,
    owns: [{ ticker: expect.any(String) }],
  });
  await disable(one.actor.id, two.actor.id, team.other.id);
  expect(await statusOf(token)).toBe(200);
  expect(await ownerOf(one.companyId)).toBe(team.other.id);
  const link = () => findLink(as(base.app, team.writer), linkId);
  const issuedBy = { id: one.actor.id, name: one.actor.name };
  expect(await link()).toMatchObject({ issuedBy, keptBy: two.actor.name, end: null });
  await disable(two.actor.id, team.writer.id, "");
  expect(await statusOf(token)).toBe(200);
  expect(await link()).toMatchObject({ issuedBy, keptBy: "ana", end: null });
  await enablePerson(as(base.app, ada), { personId: one.actor.id });
  await disable(one.actor.id);
  expect(await statusOf(token)).toBe(200);
  const tagged = sql`update users set disabled_at = now() where id = ${team.writer.id}`;
  await base.app.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.actor', 'system:test', true)`);
    await tx.execute(tagged);
  });
  expect(await statusOf(token)).toBe(404);
  expect(await link()).toMatchObject({ end: "its keeper is gone" });
});

it("Nobody disables themselves or the last admin, and links and companies go to people who write and are not disabled.", async () => {
  const [one, gone] = [await member(), await member()];
  await disable(gone.actor.id);
  const before = (await listEvents(base.app)).length;
  await expect(disable(ada.id)).rejects.toThrow("You cannot disable yourself.");
  await expect(disable(ada.id, "", "", { ...one.actor, roles: new Set(["admin"]) })).rejects.toThrow(
    "is the only admin",
  );
  for (const to of [one.actor.id, gone.actor.id, team.viewer.id, ada.id, randomUUID()]) {
    await expect(disable(one.actor.id, to)).rejects.toMatchObject({ reason: "conflict", field: "linksTo" });
    await expect(disable(one.actor.id, "", to)).rejects.toMatchObject({ reason: "conflict", field: "companiesTo" });
  }
  await expect(disable(one.actor.id, "nobody")).rejects.toMatchObject({ reason: "invalid", field: "linksTo" });
  await expect(disable(randomUUID())).rejects.toMatchObject({ reason: "not_found" });
  await expect(disable(one.actor.id, "", "", team.reviewer)).rejects.toMatchObject({ reason: "forbidden" });
  await expect(
    disablePerson(as(base.app, builder), { personId: one.actor.id, linksTo: "", companiesTo: "" }),
  ).rejects.toMatchObject({
    reason: "forbidden",
  });
  await expect(enablePerson(as(base.app, team.reviewer), { personId: gone.actor.id })).rejects.toMatchObject({
    reason: "forbidden",
  });
  expect(await listEvents(base.app)).toHaveLength(before);
  expect(await ownerOf(one.companyId)).toBe(one.actor.id);
});

it("An admin sees everybody with roles, last sign-in, companies and state, those who are disabled last; nobody else sees anybody.", async () => {
  const { actor, email, password } = await member(["viewer", "analyst"]);
  const now = new Date();
  await signIn(as(base.app, builder, now), { email, password });
  await base.app.execute(sql`delete from sessions`);
  const all = await listMembers(as(base.app, ada));
  expect(all.find(({ id }) => id === actor.id)).toEqual({
    id: actor.id,
    name: actor.name,
    email,
    roles: ["viewer", "analyst"],
    lastSignInAt: now,
    disabledAt: null,
    owns: [{ ticker: `LV${added}`, name: `Works ${added}` }],
  });
  expect(all.find(({ name }) => name === "vic")).toMatchObject({ lastSignInAt: null, owns: [] });
  const disabled = all.map(({ disabledAt }) => disabledAt !== null);
  expect(disabled).toEqual(disabled.toSorted());
  expect(JSON.stringify(all)).not.toMatch(/argon2|sha256/i);
  const successors = await listSuccessors(as(base.app, ada), actor.id);
  expect(successors.map(({ name }) => name)).toEqual(expect.arrayContaining(["rob", "sam"]));
  expect(successors.map(({ id }) => id)).not.toEqual(expect.arrayContaining([actor.id]));
  expect(successors.map(({ name }) => name)).not.toContain("vic");
  expect(await findMember(as(base.app, ada), randomUUID())).toBeNull();
  for (const asked of [listMembers, (ctx: ReturnType<typeof as>) => findMember(ctx, actor.id)]) {
    await expect(asked(as(base.app, team.reviewer))).rejects.toMatchObject({ reason: "forbidden" });
  }
});
