import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { Database, UserActor } from "@/lib/context";
import { type MailServer, startMailServer } from "@/lib/mail/fixtures/mail-server";
import { addMember, as } from "@/lib/world";
import { signIn } from "./commands";
import { askForEntryMail, enterByMail, resetPassword, sendEntryMail } from "./entry-commands";
import { findBearer } from "./entry-queries";
import { aVisit, entered } from "./fixtures/entering";
import { findEntry } from "./session-queries";

let base: TestDatabase;
let mail: MailServer;
let ana: { actor: UserActor; password: string };

beforeAll(async () => {
  base = await freshDatabase();
  mail = await startMailServer();
  ana = await addMember(base.app, { email: "ana@fog.example", name: "Ana", roles: ["analyst"] });
  vi.stubEnv("SMTP_URL", mail.url);
  vi.stubEnv("MAIL_FROM", "notes@fog.example");
  vi.stubEnv("PUBLIC_URL", "https://notes.fog.example");
});
afterEach(() => {
  mail.received.length = 0;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await mail.close();
  await base.close();
});

const stranger = (db: Database, now = new Date()) => as(db, { kind: "system", name: "sign-in" }, now);
const from = (line: string) => ({ ...aVisit, line });

type Purpose = "sign_in" | "reset";

/** Asks for a mail and does what the queue then has to do. */
async function asked(db: Database, purpose: Purpose, email = "ana@fog.example"): Promise<string> {
  await askForEntryMail(stranger(db), { email, purpose }, aVisit);
  const [row] = await db.execute<{ id: string }>(sql`select id from entry_mails order by expires_at desc limit 1`);
  await sendEntryMail(stranger(db), { mailId: row?.id ?? "" });
  return /\/sign-in\/(?:mail|reset)\/([\w-]{43})$/m.exec(mail.received.at(-1)?.text ?? "")?.[1] ?? "none";
}

describe("a mail to get in with", () => {
  it("is sent to a member, from the queue, which holds no address and no token", () =>
    rolledBack(base.app, async (db) => {
      const token = await asked(db, "sign_in", " ANA@fog.example");
      expect(mail.received).toMatchObject([{ to: ["ana@fog.example"] }]);
      expect(mail.received[0]?.text).toContain(`https://notes.fog.example/sign-in/mail/${token}`);
      const queue = await db.execute(sql`select payload from graphile_worker._private_jobs`);
      expect(JSON.stringify(queue)).not.toContain("ana@");
      const kept = await db.execute(sql`select entry_mails::text as row from entry_mails`);
      expect(JSON.stringify(kept)).not.toContain(token);
    }));

  it("is asked for alike, and not sent, for nobody and for somebody disabled", () =>
    rolledBack(base.app, async (db) => {
      expect(await asked(db, "reset", "nobody@fog.example")).toBe("none");
      await db.execute(sql`select set_config('app.actor', 'system:test', true)`);
      await db.execute(sql`update users set disabled_at = now()`);
      expect(await asked(db, "reset")).toBe("none");
      expect(mail.received).toEqual([]);
    }));

  it("lets in once; looking at the link does not use it; all older links of its kind are void with it", () =>
    rolledBack(base.app, async (db) => {
      const older = await asked(db, "sign_in");
      const token = await asked(db, "sign_in");
      for (let n = 0; n < 3; n += 1)
        expect(await findBearer(stranger(db), "sign_in", token)).toMatchObject({ name: "Ana" });
      const session = await enterByMail(stranger(db), token, aVisit);
      expect((await findEntry(db, session.token, new Date()))?.actor.id).toBe(ana.actor.id);
      for (const used of [token, older]) {
        await expect(enterByMail(stranger(db), used, aVisit)).rejects.toThrow("This link is over");
      }
    }));

  it("is for one purpose, and for some minutes", () =>
    rolledBack(base.app, async (db) => {
      const [enter, reset] = [await asked(db, "sign_in"), await asked(db, "reset")];
      await expect(enterByMail(stranger(db), reset, aVisit)).rejects.toThrow("over");
      const good = "seven grey herons at low tide";
      const wrong = resetPassword(stranger(db), { token: enter, newPassword: good, again: good });
      await expect(wrong).rejects.toThrow("over");
      const later = (minutes: number) => stranger(db, new Date(Date.now() + minutes * 60_000));
      expect(await findBearer(later(14), "sign_in", enter)).not.toBeNull();
      await expect(enterByMail(later(15), enter, aVisit)).rejects.toThrow("over");
      await expect(resetPassword(later(30), { token: reset, newPassword: good, again: good })).rejects.toThrow("over");
      expect(await findBearer(stranger(db), "sign_in", "none")).toBeNull();
    }));

  it("sets a new password by the rules, ends all sessions, and leaves one event; a refusal leaves the link", () =>
    rolledBack(base.app, async (db) => {
      const open = await entered(db, ana.actor);
      const token = await asked(db, "reset");
      const attempt = (newPassword: string, again = newPassword) =>
        resetPassword(stranger(db), { token, newPassword, again });
      await expect(attempt("qwertyuiop12345")).rejects.toMatchObject({ field: "newPassword" });
      await expect(attempt("seven grey herons at low tide", "x")).rejects.toMatchObject({ field: "again" });
      await attempt("seven grey herons at low tide");
      await expect(attempt("eight grey herons at low tide")).rejects.toThrow("over");
      expect(await findEntry(db, open.token, new Date())).toBeNull();
      const credentials = { email: "ana@fog.example", password: "seven grey herons at low tide" };
      expect(await signIn(stranger(db), credentials, aVisit)).toMatchObject({ token: expect.any(String) });
      expect((await listEvents(db)).at(-1)).toMatchObject({
        action: "user.password_changed",
        actor: "system:sign-in",
        after: { how: "reset" },
      });
    }));

  it("opens one session when it is used many times at once", async () => {
    const token = await asked(base.app, "sign_in");
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => enterByMail(stranger(base.app), token, from(`line ${n}`))),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});
