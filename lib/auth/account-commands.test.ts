import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { Database, UserActor } from "@/lib/context";
import { addMember, as } from "@/lib/world";
import { changePassword, endOtherSessions, endOwnSession, rename, setPreferences } from "./account-commands";
import { signIn, touchSession } from "./commands";
import { aVisit, entered } from "./fixtures/entering";
import { sessionIdleSecondsMax } from "./session-age";
import { findEntry, listOwnSessions } from "./session-queries";

let base: TestDatabase;
let ana: { actor: UserActor; password: string };
let rob: { actor: UserActor };

beforeAll(async () => {
  base = await freshDatabase();
  ana = await addMember(base.app, { email: "ana@fog.example", name: "Ana", roles: ["analyst"] });
  rob = await addMember(base.app, { email: "rob@fog.example", name: "Rob", roles: ["admin"] });
});
afterAll(() => base.close());

const stranger = (db: Database) => as(db, { kind: "system", name: "sign-in" });

describe("one's own account", () => {
  it("has another name once it was changed, with one event; the same name again leaves none", () =>
    rolledBack(base.app, async (db) => {
      const { ctx, token } = await entered(db, ana.actor);
      await rename(ctx, { name: " Ana Alder " });
      await rename(ctx, { name: "Ana Alder" });
      expect((await findEntry(db, token, new Date()))?.actor.name).toBe("Ana Alder");
      const renamed = (await listEvents(db)).filter(({ action }) => action === "user.renamed");
      expect(renamed).toMatchObject([
        { actor: `user:${ana.actor.id}`, before: { name: "Ana" }, after: { name: "Ana Alder" } },
      ]);
      await expect(rename(ctx, { name: " " })).rejects.toThrow("Write a name.");
      await expect(rename(ctx, { name: "A\u202ena" })).rejects.toMatchObject({ reason: "invalid" });
    }));

  it("R17: has a new password for the present one; all other sessions are over, and no secret is in the event", () =>
    rolledBack(base.app, async (db) => {
      const [held, other] = [await entered(db, ana.actor), await entered(db, ana.actor)];
      const robs = await entered(db, rob.actor);
      const newPassword = "seven grey herons at low tide";
      const passwords = { presentPassword: ana.password, newPassword, again: newPassword };
      await changePassword(held.ctx, passwords, held.sessionId);
      expect(await findEntry(db, held.token, new Date())).not.toBeNull();
      expect(await findEntry(db, other.token, new Date())).toBeNull();
      expect(await findEntry(db, robs.token, new Date())).not.toBeNull();
      const credentials = { email: "ana@fog.example", password: newPassword };
      expect(await signIn(stranger(db), credentials, aVisit)).toMatchObject({ token: expect.any(String) });
      const old = signIn(stranger(db), { ...credentials, password: ana.password }, aVisit);
      await expect(old).rejects.toThrow("do not match");
      const last = (await listEvents(db)).at(-1);
      expect(last).toMatchObject({
        action: "user.password_changed",
        after: { how: "changed" },
      });
      expect(JSON.stringify(last)).not.toMatch(/argon2|herons/);
    }));

  it("R17: is changed by no session that was ended meanwhile, and by nobody else's", () =>
    rolledBack(base.app, async (db) => {
      const [ended, other] = [await entered(db, ana.actor), await entered(db, ana.actor)];
      const robs = await entered(db, rob.actor);
      await endOwnSession(other.ctx, ended.sessionId, other.sessionId);
      const before = (await listEvents(db)).length;
      const newPassword = "seven grey herons at low tide";
      const passwords = { presentPassword: ana.password, newPassword, again: newPassword };
      for (const { sessionId } of [ended, robs]) {
        for (const attempt of [
          () => changePassword(ended.ctx, passwords, sessionId),
          () => endOwnSession(ended.ctx, other.sessionId, sessionId),
          () => endOtherSessions(ended.ctx, sessionId),
        ]) {
          await expect(attempt()).rejects.toThrow("signed out meanwhile");
        }
      }
      expect(await findEntry(db, other.token, new Date())).not.toBeNull();
      expect(await listEvents(db)).toHaveLength(before);
      const credentials = { email: "ana@fog.example", password: ana.password };
      expect(await signIn(stranger(db), credentials, aVisit)).toMatchObject({ token: expect.any(String) });
    }));

  it("keeps its password when the present one is wrong, the new one is typed two ways, or breaks the rules", () =>
    rolledBack(base.app, async (db) => {
      const { ctx, sessionId } = await entered(db, ana.actor);
      const good = "seven grey herons at low tide";
      const attempt = (presentPassword: string, newPassword: string, again = newPassword) =>
        changePassword(ctx, { presentPassword, newPassword, again }, sessionId);
      await expect(attempt("wrong", good)).rejects.toMatchObject({ field: "presentPassword" });
      await expect(attempt(ana.password, good, `${good}!`)).rejects.toMatchObject({ field: "again" });
      await expect(attempt(ana.password, "too short")).rejects.toMatchObject({ field: "newPassword" });
      await expect(attempt(ana.password, "qwertyuiop12345")).rejects.toThrow("tried first");
      await expect(attempt(ana.password, "ana@fog.example ana")).rejects.toThrow("Little is left");
      expect((await listEvents(db)).map(({ action }) => action)).not.toContain("user.password_changed");
    }));

  it("lets nobody try the present password for ever", () =>
    rolledBack(base.app, async (db) => {
      const { ctx, sessionId } = await entered(db, ana.actor);
      const attempt = () =>
        changePassword(
          ctx,
          { presentPassword: "wrong", newPassword: "x".repeat(20), again: "x".repeat(20) },
          sessionId,
        );
      for (let n = 0; n < 10; n += 1) await expect(attempt()).rejects.toThrow("not your present password");
      await expect(attempt()).rejects.toThrow("tried too often");
    }));

  it("R17: ends one of its sessions or all others, and none of anybody else's", () =>
    rolledBack(base.app, async (db) => {
      const [held, one, two] = [
        await entered(db, ana.actor),
        await entered(db, ana.actor),
        await entered(db, ana.actor),
      ];
      const robs = await entered(db, rob.actor);
      expect(await listOwnSessions(held.ctx, ana.actor)).toHaveLength(3);
      await endOwnSession(held.ctx, robs.sessionId, held.sessionId);
      expect(await findEntry(db, robs.token, new Date())).not.toBeNull();
      await endOwnSession(held.ctx, one.sessionId, held.sessionId);
      expect(await findEntry(db, one.token, new Date())).toBeNull();
      await endOtherSessions(held.ctx, held.sessionId);
      expect(await findEntry(db, two.token, new Date())).toBeNull();
      expect(await listOwnSessions(held.ctx, ana.actor)).toMatchObject([
        { id: held.sessionId, device: aVisit.device, network: "203.0.113.0/24", via: "password" },
      ]);
      expect(await findEntry(db, robs.token, new Date())).not.toBeNull();
    }));

  it("R16: has sessions that end eight hours after they were last seen, and keep no token", () =>
    rolledBack(base.app, async (db) => {
      const { token, sessionId, ctx } = await entered(db, ana.actor);
      const later = (seconds: number) => new Date(ctx.now.getTime() + seconds * 1000);
      expect(await findEntry(db, token, later(sessionIdleSecondsMax - 60))).not.toBeNull();
      expect(await findEntry(db, token, later(sessionIdleSecondsMax + 1))).toBeNull();
      await touchSession({ ...ctx, now: later(sessionIdleSecondsMax - 60) }, sessionId);
      expect(await findEntry(db, token, later(sessionIdleSecondsMax + 1))).not.toBeNull();
      expect(token).toMatch(/^[\w-]{43}$/);
      const kept = await db.execute(sql`select sessions::text as row from sessions`);
      expect(JSON.stringify(kept)).not.toContain(token);
    }));

  it("keeps a theme and whether single letters act, each by itself", () =>
    rolledBack(base.app, async (db) => {
      const { ctx, token, preferences } = await entered(db, ana.actor);
      expect(preferences).toEqual({ theme: "system", hasKeys: true });
      const now = async () => (await findEntry(db, token, new Date()))?.preferences;
      await setPreferences(ctx, { hasKeys: "off" });
      expect(await now()).toEqual({ theme: "system", hasKeys: false });
      await setPreferences(ctx, { theme: "dark" });
      expect(await now()).toEqual({ theme: "dark", hasKeys: false });
      await setPreferences(ctx, { theme: "light", hasKeys: "on" });
      expect(await now()).toEqual({ theme: "light", hasKeys: true });
      await expect(setPreferences(ctx, { theme: "pink" as "dark" })).rejects.toThrow("Choose one of the themes.");
    }));
});
