import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { UserActor } from "@/lib/context";
import { addMember, as, builder } from "@/lib/world";
import { addUser, signIn, signOut } from "./commands";
import { findActorByEmail } from "./queries";
import { sessionMaxAgeSeconds } from "./session-age";
import { findEntry, listLiveSessions } from "./session-queries";
import { sha256 } from "./token";

describe("signing in", () => {
  let base: TestDatabase;
  let ana: { actor: UserActor; password: string };

  beforeAll(async () => {
    base = await freshDatabase();
    ana = await addMember(base.app, { email: "ana@fog.example", name: "Ana", roles: ["analyst", "admin"] });
    await addMember(base.app, { email: "ida@fog.example", name: "Ida", roles: ["admin"] });
  });
  afterAll(() => base.close());

  const nobody = (db: TestDatabase["app"]) => as(db, { kind: "system", name: "sign-in" });

  it("opens a session that names the person and their roles as they are now", () =>
    rolledBack(base.app, async (db) => {
      const { token } = await signIn(nobody(db), { email: " ANA@fog.example", password: ana.password });
      expect(await findEntry(db, token, new Date())).toMatchObject({
        email: "ana@fog.example",
        actor: { id: ana.actor.id, name: "Ana", roles: new Set(["analyst", "admin"]) },
      });
      await db.execute(sql`select set_config('app.actor', 'system:test', true)`);
      await db.execute(sql`delete from user_roles where role = 'admin' and user_id = ${ana.actor.id}`);
      expect((await findEntry(db, token, new Date()))?.actor.roles).toEqual(new Set(["analyst"]));
    }));

  it("keeps neither the token nor the password", () =>
    rolledBack(base.app, async (db) => {
      const { token } = await signIn(nobody(db), { email: "ana@fog.example", password: ana.password });
      const kept = JSON.stringify([
        await db.execute(sql`select sessions::text as row from sessions`),
        await db.execute(sql`select users::text as row from users`),
        await listEvents(db),
      ]);
      expect(kept).not.toContain(token);
      expect(kept).not.toContain(ana.password);
      expect(kept).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
    }));

  it("says the same of a wrong password, an unknown address, a disabled person and no address at all", () =>
    rolledBack(base.app, async (db) => {
      const same = "Email and password do not match. Check both and try again.";
      const attempt = (email: string, password: string) => signIn(nobody(db), { email, password });
      await expect(attempt("ana@fog.example", "wrong password")).rejects.toThrow(same);
      await expect(attempt("nobody@fog.example", ana.password)).rejects.toThrow(same);
      await expect(attempt("", "")).rejects.toThrow(same);
      await expect(attempt("ana\0@fog.example", "a\0")).rejects.toThrow(same);
      await db.execute(sql`select set_config('app.actor', 'system:test', true)`);
      await db.execute(sql`update users set disabled_at = now() where id = ${ana.actor.id}`);
      await expect(attempt("ana@fog.example", ana.password)).rejects.toThrow(same);
    }));

  it("ends with sign-out, with time, and with being disabled", () =>
    rolledBack(base.app, async (db) => {
      const credentials = { email: "ana@fog.example", password: ana.password };
      const first = await signIn(nobody(db), credentials);
      await signOut(nobody(db), first.token);
      await signOut(nobody(db), first.token);
      expect(await findEntry(db, first.token, new Date())).toBeNull();
      const second = await signIn(nobody(db), credentials);
      const later = new Date(Date.now() + (sessionMaxAgeSeconds + 1) * 1000);
      expect(await findEntry(db, second.token, later)).toBeNull();
      expect(await findEntry(db, second.token, new Date())).not.toBeNull();
      await db.execute(sql`select set_config('app.actor', 'system:test', true)`);
      await db.execute(sql`update users set disabled_at = now() where id = ${ana.actor.id}`);
      expect(await findEntry(db, second.token, new Date())).toBeNull();
    }));

  it("is looked up together with others: only those that are live are found, each with its person", () =>
    rolledBack(base.app, async (db) => {
      const credentials = { email: "ana@fog.example", password: ana.password };
      const open = await signIn(nobody(db), credentials);
      const over = await signIn(nobody(db), credentials);
      await signOut(nobody(db), over.token);
      const hashes = [open, over].map(({ token }) => sha256(token));
      expect(await listLiveSessions(db, hashes, new Date())).toEqual(new Map([[hashes[0], ana.actor]]));
      expect(await listLiveSessions(db, hashes, open.expiresAt)).toEqual(new Map());
      expect(await listLiveSessions(db, [], new Date())).toEqual(new Map());
    }));

  it("needs a member: one is added by an admin, once, with one event", () =>
    rolledBack(base.app, async (db) => {
      const { password } = await addUser(as(db, builder), { email: "New@Fog.example", roles: ["viewer"] });
      expect(password).toMatch(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/);
      expect((await listEvents(db)).at(-1)).toMatchObject({
        action: "user.added",
        after: { email: "new@fog.example", name: "new", roles: ["viewer"] },
      });
      expect(await findActorByEmail(as(db, builder), " NEW＠fog.example")).toMatchObject({ name: "new" });
      expect(await findActorByEmail(as(db, builder), "nobody")).toBeNull();
      const unkept = addUser(as(db, builder), { email: "nul@fog.example", name: "a\0", roles: ["viewer"] });
      await expect(unkept).rejects.toThrow("cannot be kept");
      const again = addUser(as(db, builder), { email: "new@fog.example", roles: ["viewer"] });
      await expect(again).rejects.toThrow("is a member already");
      const viewer = { ...ana.actor, roles: new Set(["viewer"] as const) };
      const refused = addUser(as(db, viewer), { email: "x@fog.example", roles: ["admin"] });
      await expect(refused).rejects.toMatchObject({ reason: "forbidden" });
    }));
});
