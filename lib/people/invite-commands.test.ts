import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { aVisit } from "@/lib/auth/fixtures/entering";
import type { Role } from "@/lib/auth/roles";
import { findEntry } from "@/lib/auth/session-queries";
import { sha256 } from "@/lib/auth/token";
import type { UserActor } from "@/lib/context";
import { testCount } from "@/lib/env";
import { tasks } from "@/lib/jobs/task";
import { startWorker } from "@/lib/jobs/worker";
import { startMailServer } from "@/lib/mail/fixtures/mail-server";
import { addMember, as, builder } from "@/lib/world";
import { acceptInvitation, findInvitation } from "./accept-commands";
import { invitationHours } from "./invitation";
import { invite, renewInvitation, sendInvitation, withdrawInvitation } from "./invite-commands";
import { listInvitations } from "./queries";

let base: TestDatabase;
let ada: UserActor;

beforeAll(async () => {
  base = await freshDatabase();
  ada = (await addMember(base.app, { email: "ada@fog.example", name: "Ada", roles: ["admin"] })).actor;
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => base.close());

/** From a line of its own, unless one is said. */
const at = (line: string = randomUUID()) => ({ ...aVisit, line });
const nobody = (now = new Date()) => as(base.app, { kind: "system", name: "sign-in" }, now);
const somebody = () => `${randomUUID()}@fog.example`;
const invited = async (email = somebody(), roles: Role[] = ["viewer"]) => {
  const { invitationId, token } = await invite(as(base.app, ada), { email, roles });
  return { email, invitationId, token: token ?? "" };
};
type Trying = { now?: Date; from?: string; name?: string; newPassword?: string };
const accept = (token: string, { now = new Date(), from = randomUUID() as string, ...more }: Trying = {}) =>
  acceptInvitation(nobody(now), { token, name: "Newcomer", newPassword: "harbour lights at dusk", ...more }, at(from));
const refusal = {
  reason: "not_found",
  message: "This invitation cannot be used. Ask whoever invited you for another one.",
};
const late = new Date(Date.now() + (invitationHours + 1) * 60 * 60 * 1000);

it("An invitation makes whoever holds it a member, with its address and roles, signed in, and leaves its events.", async () => {
  const { email, token, invitationId } = await invited(" Bo＠Fog.example", ["admin", "analyst", "analyst"]);
  expect(email).not.toBe("bo@fog.example");
  expect(await findInvitation(nobody(), token)).toEqual({ email: "bo@fog.example" });
  const session = await accept(token);
  const found = await findEntry(base.app, session.token, new Date());
  expect(found).toMatchObject({
    email: "bo@fog.example",
    actor: { name: "Newcomer", roles: new Set(["analyst", "admin"]) },
  });
  const [asked, came] = (await listEvents(base.app)).slice(-2);
  expect(asked).toMatchObject({ action: "user.invited", subject: invitationId, actor: `user:${ada.id}` });
  expect(came).toMatchObject({ action: "invitation.accepted", actor: `user:${found?.actor.id}` });
  const kept = JSON.stringify([
    await base.app.execute(sql`select invitations::text as row from invitations`),
    await listEvents(base.app),
  ]);
  expect(kept).not.toContain(token);
  expect(kept).not.toContain("harbour");
});

it("R20: It is used once, however many try at the same time, and at more than one instance.", async () => {
  const { email, token } = await invited();
  const other = await import("@/db/connect").then(({ connect }) => connect(base.urls.app, { max: 5, name: "other" }));
  const count = testCount(20, 100);
  const input = { token, name: "Newcomer", newPassword: "harbour lights at dusk" };
  const tried = await Promise.allSettled(
    Array.from({ length: count }, (_, which) =>
      acceptInvitation({ ...nobody(), db: which % 2 ? base.app : other.db }, input, at()),
    ),
  );
  await other.close();
  expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const each of tried) if (each.status === "rejected") expect(each.reason).toMatchObject(refusal);
  expect(await base.app.execute(sql`select from users where email = ${email}`)).toHaveLength(1);
});

it("R20: One that is unknown, used, over, withdrawn, replaced, or for somebody who is a member by now, is answered in the same way.", async () => {
  const used = await invited();
  await accept(used.token);
  const over = await invited();
  const withdrawn = await invited();
  await withdrawInvitation(as(base.app, ada), withdrawn);
  const replaced = await invited();
  await renewInvitation(as(base.app, ada), replaced);
  const member = await invited();
  await addMember(base.app, { email: member.email, name: "Member", roles: ["viewer"] });
  const people = await base.app.$count(sql`users`);
  for (const token of [used.token, withdrawn.token, replaced.token, "A".repeat(43), "", "\0"]) {
    await expect(accept(token)).rejects.toMatchObject(refusal);
    expect(await findInvitation(nobody(), token)).toBeNull();
  }
  await expect(accept(over.token, { now: late })).rejects.toMatchObject(refusal);
  expect(await findInvitation(nobody(late), over.token)).toBeNull();
  await expect(accept(member.token)).rejects.toMatchObject(refusal);
  expect(await base.app.$count(sql`users`)).toBe(people);
});

it("A name that cannot be kept and a password that is too short or too long are refused, and the invitation stays.", async () => {
  const { token } = await invited();
  for (const [field, value] of [
    ["name", " "],
    ["name", "a\0"],
    ["newPassword", "fourteen chars"],
    ["newPassword", "passwordpassword"],
    ["newPassword", "wind and weather ".repeat(8)],
  ] as const) {
    await expect(accept(token, { [field]: value })).rejects.toMatchObject({ reason: "invalid", field });
  }
  await accept(token, { newPassword: "🔑 of the harbour, by night" });
});

it("Whoever guesses keeps nobody from an invitation that is theirs.", async () => {
  const { token } = await invited();
  const from = randomUUID();
  for (let tried = 0; tried < 30; tried += 1)
    await expect(accept("A".repeat(43), { from })).rejects.toMatchObject(refusal);
  expect(await accept(token, { from })).toMatchObject({ token: expect.any(String) });
});

it("R15: Whether an invitation never was, was used or was withdrawn is told neither by words nor by time.", async () => {
  const [used, withdrawn] = [await invited(), await invited()];
  await accept(used.token);
  await withdrawInvitation(as(base.app, ada), withdrawn);
  const tokens = { never: "A".repeat(43), used: used.token, withdrawn: withdrawn.token };
  const times: Record<string, number[]> = { never: [], used: [], withdrawn: [] };
  for (let n = 0; n < testCount(20, 300); n += 1) {
    for (const [name, token] of Object.entries(tokens)) {
      const begun = performance.now();
      await expect(accept(token)).rejects.toMatchObject(refusal);
      times[name]?.push(performance.now() - begun);
    }
  }
  const medians = Object.values(times).map((all) => all.sort((one, two) => one - two)[all.length >> 1] ?? 0);
  // The hash of a password takes some 30 ms, which none of them may be alone to take.
  expect(Math.min(...medians) / Math.max(...medians)).toBeGreaterThan(0.3);
});

it("Sending again gives another link and three days more; an invitation that is over can be sent again, one that was withdrawn or used cannot.", async () => {
  const { email, invitationId, token } = await invited();
  const renewed = await renewInvitation(as(base.app, ada, late), { invitationId });
  expect(renewed.token).not.toBe(token);
  expect((await listEvents(base.app)).at(-1)).toMatchObject({ action: "invitation.renewed", subject: invitationId });
  const listed = await listInvitations(as(base.app, ada));
  expect(listed.find((each) => each.email === email)).toMatchObject({ invitedBy: "Ada", roles: ["viewer"] });
  await accept(renewed.token ?? "", { now: late });
  await expect(renewInvitation(as(base.app, ada), { invitationId })).rejects.toMatchObject({ reason: "conflict" });
  const other = await invited();
  await withdrawInvitation(as(base.app, ada), other);
  await expect(withdrawInvitation(as(base.app, ada), other)).rejects.toMatchObject({ reason: "conflict" });
  await expect(renewInvitation(as(base.app, ada), other)).rejects.toMatchObject({ reason: "conflict" });
  expect((await listInvitations(as(base.app, ada))).map((each) => each.email)).not.toContain(other.email);
  const unknown = { invitationId: randomUUID() };
  await expect(withdrawInvitation(as(base.app, ada), unknown)).rejects.toMatchObject({ reason: "not_found" });
});

it("Nobody is invited twice at once, nor who is a member, disabled or not; and only an admin invites.", async () => {
  const { email } = await invited();
  await expect(invited(email)).rejects.toMatchObject({ reason: "conflict", field: "email" });
  await expect(invited("ada@fog.example")).rejects.toThrow("ada@fog.example is a member already.");
  await expect(invited("a@b@fog.example")).rejects.toMatchObject({ reason: "invalid", field: "email" });
  await expect(invited(somebody(), [])).rejects.toMatchObject({ reason: "invalid", field: "roles" });
  await expect(invited(somebody(), ["owner" as "admin"])).rejects.toMatchObject({ reason: "invalid" });
  const before = (await listEvents(base.app)).length;
  for (const roles of [["viewer"], ["analyst"], ["reviewer"]] as const) {
    const actor = { ...ada, roles: new Set(roles) };
    const mine = { email: somebody(), roles: ["admin" as const] };
    await expect(invite(as(base.app, actor), mine)).rejects.toMatchObject({ reason: "forbidden" });
    await expect(listInvitations(as(base.app, actor))).rejects.toMatchObject({ reason: "forbidden" });
  }
  await expect(invite(as(base.app, builder), { email: somebody(), roles: ["viewer"] })).rejects.toMatchObject({
    reason: "forbidden",
  });
  expect(await listEvents(base.app)).toHaveLength(before);
});

it("Where mail is set up the link goes out by mail alone: no link, address or hash of it waits in the queue, and a second mail replaces the first.", async () => {
  const mail = await startMailServer();
  vi.stubEnv("SMTP_URL", mail.url);
  vi.stubEnv("MAIL_FROM", "Quarterdeck <notes@fog.example>");
  const { email, invitationId, token } = await invited();
  expect(token).toBe("");
  const [job] = await base.app.execute<{ payload: unknown }>(
    sql`select payload from graphile_worker._private_jobs order by id desc limit 1`,
  );
  expect(job?.payload).toEqual({ invitationId });
  const options = { tasks: { sendInvitation: tasks.sendInvitation }, work: { sendInvitation } };
  const worker = await startWorker({ url: base.urls.app, db: base.app, ...options });
  const links = () =>
    mail.received
      .filter(({ to }) => to.includes(email))
      .map(({ text }) => /\/invite\/([A-Za-z0-9_-]{43})\s/.exec(text)?.[1] ?? "");
  await vi.waitFor(() => expect(links()).toHaveLength(1), { timeout: 30_000 });
  await renewInvitation(as(base.app, ada), { invitationId });
  await vi.waitFor(() => expect(links()).toHaveLength(2), { timeout: 30_000 });
  await worker.stop();
  const [first = "", second = ""] = links();
  const hashes = await base.app.execute(sql`select from invitations where token_sha256 = ${sha256(second)}`);
  expect(hashes).toHaveLength(1);
  await expect(accept(first)).rejects.toMatchObject(refusal);
  await accept(second);
  const sent = mail.received.length;
  await sendInvitation(as(base.app, builder), { invitationId });
  expect(mail.received).toHaveLength(sent);
  await mail.close();
});
