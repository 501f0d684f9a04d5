import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Connection, connect } from "@/db/connect";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { createSession } from "@/lib/auth/commands";
import type { Role } from "@/lib/auth/roles";
import { findEntry } from "@/lib/auth/session-queries";
import type { UserActor } from "@/lib/context";
import { addMember, as, builder } from "@/lib/world";
import { disablePerson, enablePerson } from "./leave-commands";
import { changeRoles } from "./roles-commands";

let base: TestDatabase;
let other: Connection;
let ada: UserActor;
let bea: UserActor;

const add = async (roles: Role[], name = "Person") =>
  (await addMember(base.app, { email: `${randomUUID()}@fog.example`, name, roles })).actor;

beforeAll(async () => {
  base = await freshDatabase();
  other = connect(base.urls.app, { max: 2, name: "other instance" });
  ada = await add(["admin"], "Ada");
  bea = await add(["reviewer"], "Bea");
});
afterAll(async () => {
  await other.close();
  await base.close();
});

const change = (personId: string, base_: Role[], roles: Role[], by = ada) =>
  changeRoles(as(base.app, by), { personId, base: base_, roles });

it("R8: Roles are given and taken with one event, and count from the next request on, on every instance.", async () => {
  const { token } = await createSession(as(base.app, builder), bea.id);
  const rolesAt = async (db: TestDatabase["app"]) => (await findEntry(db, token, new Date()))?.actor.roles;
  await change(bea.id, ["reviewer"], ["analyst", "admin"]);
  for (const db of [base.app, other.db]) expect(await rolesAt(db)).toEqual(new Set(["analyst", "admin"]));
  expect((await listEvents(base.app)).at(-1)).toMatchObject({
    action: "user.roles_changed",
    actor: `user:${ada.id}`,
    subject: bea.id,
    before: { roles: ["reviewer"] },
    after: { roles: ["analyst", "admin"] },
  });
  await change(bea.id, ["admin", "analyst"], ["viewer"]);
  for (const db of [base.app, other.db]) expect(await rolesAt(db)).toEqual(new Set(["viewer"]));
  await disablePerson(as(base.app, ada), { personId: bea.id, linksTo: "", companiesTo: "" });
  for (const db of [base.app, other.db]) expect(await rolesAt(db)).toBeUndefined();
  await enablePerson(as(base.app, ada), { personId: bea.id });
  for (const db of [base.app, other.db]) expect(await rolesAt(db)).toBeUndefined();
});

it("Roles that changed since they were read are not written over, and nothing is recorded when nothing changes.", async () => {
  const person = await add(["viewer"]);
  const before = (await listEvents(base.app)).length;
  await expect(change(person.id, ["analyst"], ["admin"])).rejects.toMatchObject({ reason: "conflict" });
  await change(person.id, ["viewer"], ["viewer"]);
  await expect(change(person.id, ["viewer"], [])).rejects.toMatchObject({ reason: "invalid" });
  await expect(change(randomUUID(), ["viewer"], ["admin"])).rejects.toMatchObject({ reason: "not_found" });
  for (const roles of [["viewer"], ["analyst"], ["reviewer"]] as const) {
    const by = { ...person, roles: new Set(roles) };
    await expect(change(person.id, ["viewer"], ["admin"], by)).rejects.toMatchObject({ reason: "forbidden" });
  }
  expect(await listEvents(base.app)).toHaveLength(before);
});

it("Nobody takes the last admin's role, also not of two who take it from one another at the same time.", async () => {
  await expect(change(ada.id, ["admin"], ["analyst"])).rejects.toThrow("Ada is the only admin.");
  const eve = await add(["admin"], "Eve");
  const tried = await Promise.allSettled([
    change(ada.id, ["admin"], ["analyst"], eve),
    changeRoles(as(other.db, ada), { personId: eve.id, base: ["admin"], roles: ["analyst"] }),
  ]);
  expect(tried.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const [left] = await base.app.execute<{ admins: number }>(
    "select count(*)::int as admins from user_roles where role = 'admin'",
  );
  expect(left?.admins).toBe(1);
});
