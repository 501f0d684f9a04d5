import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { Database, UserActor } from "@/lib/context";
import { addMember, as } from "@/lib/world";
import { admitIdentity, findLinked, type Identity } from "./identity-commands";
import { findActorByEmail } from "./queries";

let base: TestDatabase;
let ana: UserActor;

beforeAll(async () => {
  base = await freshDatabase();
  ana = (await addMember(base.app, { email: "ana@fog.example", name: "Ana", roles: ["analyst", "admin"] })).actor;
  await addMember(base.app, { email: "ida@fog.example", name: "Ida", roles: ["admin"] });
});
afterAll(() => base.close());

const issuer = "https://id.fog.example";
const stranger = (db: Database) => as(db, { kind: "system", name: "sign-in" });
const said = (more: Partial<Identity>): Identity => ({
  issuer,
  subject: "s-1",
  email: "ana@fog.example",
  isVerified: true,
  name: "Ana of the issuer",
  ...more,
});
const admit = (db: Database, more: Partial<Identity> = {}, domains = ["fog.example"]) =>
  admitIdentity(stranger(db), said(more), domains);
const linkedEvents = async (db: Database) =>
  (await listEvents(db)).filter(({ action }) => action === "user.identity_linked");

describe("whoever an issuer of identities sends", () => {
  it("is the member with the address that it vouches for, with their own name and roles, and from then on by subject alone", () =>
    rolledBack(base.app, async (db) => {
      expect(await admit(db, { email: "Ana@Fog.example" })).toEqual({ userId: ana.id });
      expect(await admit(db, { email: "moved@fog.example", isVerified: false })).toEqual({ userId: ana.id });
      expect(await findActorByEmail(stranger(db), "ana@fog.example")).toEqual(ana);
      expect(await linkedEvents(db)).toMatchObject([{ after: { issuer, issuedSubject: "s-1", joined: null } }]);
      expect(await findLinked(stranger(db), { issuer: "https://other.example", subject: "s-1" })).toBeNull();
    }));

  it("is a new viewer and never more, of a domain that is allowed, with one event", () =>
    rolledBack(base.app, async (db) => {
      const roles = { roles: ["admin"], groups: ["admins"] };
      const admitted = await admit(db, { subject: "s-2", email: "new@fog.example", name: "Nell", ...roles });
      expect(await findActorByEmail(stranger(db), "new@fog.example")).toEqual({
        kind: "user",
        id: "userId" in admitted && admitted.userId,
        name: "Nell",
        roles: new Set(["viewer"]),
      });
      expect(await linkedEvents(db)).toMatchObject([{ after: { joined: { name: "Nell", roles: ["viewer"] } } }]);
    }));

  it("is refused without a verified address, of another domain, or disabled; nothing is left behind", () =>
    rolledBack(base.app, async (db) => {
      expect(await admit(db, { isVerified: false })).toEqual({ noEntry: "unverified" });
      expect(await admit(db, { email: null })).toEqual({ noEntry: "unverified" });
      expect(await admit(db, { email: '"ana@fog.example"@x' })).toEqual({ noEntry: "unverified" });
      for (const email of ["x@other.example", "x@sub.fog.example", "x@notfog.example", "x@fog.example.other.example"]) {
        expect(await admit(db, { email }), email).toEqual({ noEntry: "domain" });
      }
      await db.execute(sql`select set_config('app.actor', 'system:test', true)`);
      await db.execute(sql`update users set disabled_at = now() where id = ${ana.id}`);
      expect(await admit(db)).toEqual({ noEntry: "disabled" });
      expect(await linkedEvents(db)).toEqual([]);
      expect([...(await db.execute(sql`select count(*)::int as n from users`))]).toEqual([{ n: 2 }]);
    }));

  it("is nobody new where no domain is named, and still a member whom the workspace knows", () =>
    rolledBack(base.app, async (db) => {
      expect(await admit(db, { subject: "s-3", email: "new@fog.example" }, [])).toEqual({ noEntry: "domain" });
      expect(await admit(db, {}, [])).toEqual({ userId: ana.id });
    }));

  it("is not the member whose address they were given at the issuer later on", () =>
    rolledBack(base.app, async (db) => {
      await admit(db);
      expect(await admit(db, { subject: "s-4" })).toEqual({ noEntry: "taken" });
    }));

  it("is let in no more once their domain is not allowed, or they are disabled", () =>
    rolledBack(base.app, async (db) => {
      await admit(db);
      expect(await admit(db, {}, ["other.example"])).toEqual({ noEntry: "domain" });
      await db.execute(sql`select set_config('app.actor', 'system:test', true)`);
      await db.execute(sql`update users set disabled_at = now() where id = ${ana.id}`);
      expect(await admit(db)).toEqual({ noEntry: "disabled" });
    }));

  it("is added once when they come several times at once", async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => admit(base.app, { subject: "s-5", email: "many@fog.example" })),
    );
    expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(all[0]).toMatchObject({ userId: expect.any(String) });
  });

  it("stays who they are: an identity is given to nobody else", async () => {
    await admit(base.app, { subject: "s-6", email: "stays@fog.example" });
    const change = base.app.transaction(async (tx) => {
      await tx.execute(sql`select set_config('app.actor', 'system:test', true)`);
      await tx.execute(sql`update issued_identities set user_id = ${ana.id} where subject = 's-6'`);
    });
    await expect(change).rejects.toMatchObject({ cause: { code: "42501" } });
  });
});
