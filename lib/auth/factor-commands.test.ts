import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { Database, UserActor } from "@/lib/context";
import { addMember, builder } from "@/lib/world";
import { addFactor, beginFactor, passFactor, removeFactor, replaceRecoveryCodes } from "./factor-commands";
import { findOwnFactor, findOwnSetup } from "./factor-queries";
import { codeFrom, codeOf } from "./fixtures/codes";
import { entered } from "./fixtures/entering";
import { findEntry, listLiveSessions } from "./session-queries";
import { changeSignInSettings } from "./settings-commands";
import { readSignInSettings } from "./settings-queries";
import { sha256 } from "./token";

let base: TestDatabase;
let ana: UserActor;
let ada: UserActor;

beforeAll(async () => {
  base = await freshDatabase();
  ana = (await addMember(base.app, { email: "ana@fog.example", name: "Ana", roles: ["analyst"] })).actor;
  ada = (await addMember(base.app, { email: "ada@fog.example", name: "Ada", roles: ["admin"] })).actor;
});
afterAll(() => base.close());

/** Half a minute after half a minute, so that each code is a new one. */
const at = (step: number) => new Date(Math.ceil(Date.now() / 30_000) * 30_000 + step * 30_000);

async function withFactor(db: Database, actor = ana) {
  const held = await entered(db, actor, "password", at(0));
  await beginFactor(held.ctx);
  const added = await addFactor(held.ctx, { sessionId: held.sessionId, code: await codeOf(db, actor.id, at(0)) });
  return { ...added, held };
}

const lacksOf = async (db: Database, token: string, now = at(0)) => (await findEntry(db, token, now))?.lacks;

async function ask(db: Database, settings: { asksFactor?: boolean; trustsIssuer?: boolean }) {
  const base = await readSignInSettings({ db, actor: builder, now: new Date() });
  const word = (yes: boolean) => (yes ? ("yes" as const) : ("no" as const));
  const { asksFactor, trustsIssuer } = { ...base, ...settings };
  await changeSignInSettings(
    { db, actor: ada, now: new Date() },
    {
      asksFactor: word(asksFactor),
      trustsIssuer: word(trustsIssuer),
      baseAsksFactor: word(base.asksFactor),
      baseTrustsIssuer: word(base.trustsIssuer),
    },
  );
}

describe("a second factor", () => {
  it("is there once a first code was shown: the session gets a new token, all others lack the code from then on", () =>
    rolledBack(base.app, async (db) => {
      const other = await entered(db, ana, "password", at(0));
      const { held, session, codes } = await withFactor(db);
      expect(await findEntry(db, held.token, at(0))).toBeNull();
      expect(await lacksOf(db, session.token)).toBeNull();
      expect(await lacksOf(db, other.token)).toBe("code");
      const live = await listLiveSessions(db, [session.token, other.token].map(sha256), at(0));
      expect([...live.keys()]).toEqual([sha256(session.token)]);
      expect(codes).toHaveLength(10);
      expect(new Set(codes).size).toBe(10);
      expect(await findOwnFactor(held.ctx)).toMatchObject({ codesLeft: 10 });
      expect(await findOwnSetup(held.ctx)).toBeNull();
      expect((await listEvents(db)).at(-1)).toMatchObject({ action: "user.factor_added", actor: `user:${ana.id}` });
    }));

  it("is not there for a wrong code, without a beginning, or twice", () =>
    rolledBack(base.app, async (db) => {
      const held = await entered(db, ana, "password", at(0));
      const { sessionId, ctx } = held;
      await expect(addFactor(ctx, { sessionId, code: "123456" })).rejects.toThrow("Nothing was begun");
      await beginFactor(ctx);
      const wrong = (Number(await codeOf(db, ana.id, at(0))) + 1) % 1_000_000;
      const attempt = addFactor(ctx, { sessionId, code: String(wrong).padStart(6, "0") });
      await expect(attempt).rejects.toMatchObject({ field: "code" });
      expect(await findOwnFactor(ctx)).toBeNull();
      await addFactor(ctx, { sessionId, code: await codeOf(db, ana.id, at(0)) });
      await expect(beginFactor(ctx)).rejects.toThrow("already");
    }));

  it.each(["password", "mail", "oidc"] as const)(
    "is asked for after signing in by %s, and then there is a new session with rights",
    (via) =>
      rolledBack(base.app, async (db) => {
        await withFactor(db);
        const bare = await entered(db, ana, via, at(2));
        expect(bare.lacks).toBe("code");
        const spaced = (await codeOf(db, ana.id, at(2))).replace(/^(\d{3})/, "$1 ");
        const { token } = await passFactor(bare.ctx, { sessionId: bare.sessionId, code: spaced });
        expect(await lacksOf(db, token, at(2))).toBeNull();
        expect(await findEntry(db, bare.token, at(2))).toBeNull();
      }),
  );

  it("takes each code once, of this half minute and its neighbours alone, and never an older one", () =>
    rolledBack(base.app, async (db) => {
      await withFactor(db);
      const attempt = async (code: string, now: Date) => {
        const { ctx, sessionId } = await entered(db, ana, "password", now);
        return passFactor(ctx, { sessionId, code });
      };
      const first = await codeOf(db, ana.id, at(0));
      await expect(attempt(first, at(0))).rejects.toThrow("used already"); // it set the factor up
      const ahead = await codeOf(db, ana.id, at(3));
      await attempt(ahead, at(2));
      await expect(attempt(ahead, at(3))).rejects.toThrow("used already");
      await expect(attempt(await codeOf(db, ana.id, at(2)), at(3))).rejects.toThrow("used already");
      await expect(attempt(await codeOf(db, ana.id, at(8)), at(6))).rejects.toThrow("not right");
      await attempt(await codeOf(db, ana.id, at(5)), at(6));
      const [row] = await db.execute<{ secret: string }>(sql`select secret from second_factors`);
      expect(row?.secret).not.toMatch(/^[A-Z2-7]+$/);
    }));

  it("takes each recovery code once, however it is typed, with an event that says how many are left", () =>
    rolledBack(base.app, async (db) => {
      const { codes } = await withFactor(db);
      const attempt = async (code: string) => {
        const { ctx, sessionId } = await entered(db, ana, "password", at(1));
        return passFactor(ctx, { sessionId, code });
      };
      const [one = "", two = ""] = codes;
      const { token } = await attempt(` ${one.toUpperCase().replaceAll("-", " ")}`);
      expect(await lacksOf(db, token, at(1))).toBeNull();
      expect((await listEvents(db)).at(-1)).toMatchObject({
        action: "user.recovery_code_used",
        before: { left: 10 },
        after: { left: 9 },
      });
      await expect(attempt(one)).rejects.toThrow("used already");
      await attempt(two);
      const kept = JSON.stringify([
        await db.execute(sql`select second_factors::text as row from second_factors`),
        await listEvents(db),
      ]);
      for (const code of codes) expect(kept).not.toContain(code);
    }));

  it("gives new recovery codes for a code of the app, and the old ones are void", () =>
    rolledBack(base.app, async (db) => {
      const { codes, held, session } = await withFactor(db);
      const ctx = { ...held.ctx, now: at(1) };
      const own = (await findEntry(db, session.token, at(0)))?.sessionId ?? "";
      const wrong = replaceRecoveryCodes(ctx, { code: codes[0] ?? "", sessionId: own });
      await expect(wrong).rejects.toThrow("not right");
      const renewed = await replaceRecoveryCodes(ctx, { code: await codeOf(db, ana.id, at(1)), sessionId: own });
      const { ctx: next, sessionId } = await entered(db, ana, "password", at(2));
      await expect(passFactor(next, { sessionId, code: codes[0] ?? "" })).rejects.toThrow("not right");
      await passFactor(next, { sessionId, code: renewed[0] ?? "" });
    }));

  it("goes with a code of it, and one's other sessions with it", () =>
    rolledBack(base.app, async (db) => {
      const { session, held } = await withFactor(db);
      const entry = await findEntry(db, session.token, at(0));
      const other = await entered(db, ana, "password", at(0));
      const ctx = { ...held.ctx, now: at(1) };
      const sessionId = entry?.sessionId ?? "";
      await expect(removeFactor(ctx, { sessionId, code: "000000" })).rejects.toMatchObject({ field: "code" });
      await removeFactor(ctx, { sessionId, code: await codeOf(db, ana.id, at(1)) });
      expect(await findOwnFactor(ctx)).toBeNull();
      expect(await findEntry(db, other.token, at(1))).toBeNull();
      expect(await lacksOf(db, session.token, at(1))).toBeNull();
      expect((await listEvents(db)).at(-1)).toMatchObject({ action: "user.factor_removed" });
    }));

  it("is tried ten times in a quarter of an hour, the right code included", () =>
    rolledBack(base.app, async (db) => {
      await withFactor(db); // with a right code, which does not count
      const { ctx, sessionId } = await entered(db, ana, "password", at(1));
      for (let n = 0; n < 10; n += 1)
        await expect(passFactor(ctx, { sessionId, code: "x" })).rejects.toThrow("not right");
      const right = passFactor(ctx, { sessionId, code: await codeOf(db, ana.id, at(1)) });
      await expect(right).rejects.toThrow("tried too often");
    }));

  it("cannot be read with another AUTH_SECRET; the recovery codes still let one in", () =>
    rolledBack(base.app, async (db) => {
      const { codes } = await withFactor(db);
      const code = await codeOf(db, ana.id, at(1));
      const { ctx, sessionId } = await entered(db, ana, "password", at(1));
      vi.stubEnv("AUTH_SECRET", "another secret, which was set by mistake");
      await expect(passFactor(ctx, { sessionId, code })).rejects.toThrow("not right");
      expect(await passFactor(ctx, { sessionId, code: codes[0] ?? "" })).toMatchObject({ token: expect.any(String) });
      vi.unstubAllEnvs();
    }));

  it("gives a used code back to nobody, not even to a statement of its own", async () => {
    const committed = await withFactor(base.app, ada);
    const factor = sql`update second_factors set`;
    for (const change of [sql`last_step = last_step - 1`, sql`recovery_sha256 = array_append(recovery_sha256, 'x')`]) {
      const late = base.app.transaction(async (tx) => {
        await tx.execute(sql`select set_config('app.actor', 'system:test', true)`);
        await tx.execute(sql`${factor} ${change}`);
      });
      await expect(late).rejects.toMatchObject({ cause: { code: "42501" } });
    }
    await expect(base.app.execute(sql`delete from second_factors`)).rejects.toMatchObject({ cause: { code: "42501" } });
    const secret = await findOwnSetup(committed.held.ctx);
    expect(secret).toBeNull();
    expect(codeFrom("JBSWY3DPEHPK3PXP", new Date(59_000))).toMatch(/^\d{6}$/);
  });
});

describe("the workspace's rule for a second factor", () => {
  it("leads whoever has none to set one up, at once and by every way in, and asks nothing more of who has shown one", () =>
    rolledBack(base.app, async (db) => {
      const open = await entered(db, ana, "password", at(0));
      expect(open.lacks).toBeNull();
      await ask(db, { asksFactor: true });
      expect(await lacksOf(db, open.token)).toBe("factor");
      for (const via of ["mail", "oidc"] as const) expect((await entered(db, ana, via, at(0))).lacks).toBe("factor");
      const { session } = await withFactor(db);
      expect(await lacksOf(db, session.token)).toBeNull();
      expect((await listEvents(db)).map(({ action }) => action)).toContain("settings.sign_in_changed");
    }));

  it("lets those be who come from the issuer, only where it says so", () =>
    rolledBack(base.app, async (db) => {
      await ask(db, { asksFactor: true, trustsIssuer: true });
      expect((await entered(db, ana, "oidc", at(0))).lacks).toBeNull();
      expect((await entered(db, ana, "mail", at(0))).lacks).toBe("factor");
      await withFactor(db);
      expect((await entered(db, ana, "oidc", at(0))).lacks).toBeNull();
      await ask(db, { trustsIssuer: false });
      expect((await entered(db, ana, "oidc", at(0))).lacks).toBe("code");
    }));

  it("is an admin's to change, against what it was, with one event", () =>
    rolledBack(base.app, async (db) => {
      const form = { asksFactor: "yes", trustsIssuer: "no", baseAsksFactor: "no", baseTrustsIssuer: "no" } as const;
      const refused = changeSignInSettings({ db, actor: ana, now: new Date() }, form);
      await expect(refused).rejects.toMatchObject({ reason: "forbidden" });
      await changeSignInSettings({ db, actor: ada, now: new Date() }, form);
      const late = changeSignInSettings({ db, actor: ada, now: new Date() }, form);
      await expect(late).rejects.toMatchObject({ reason: "conflict" });
      await expect(readSignInSettings({ db, actor: ana, now: new Date() })).rejects.toMatchObject({
        reason: "forbidden",
      });
    }));
});
