import { sql } from "drizzle-orm";
import { newToken, sha256 } from "@/lib/auth/token";
import { restoreRevision } from "@/lib/notes/restore-commands";
import { invite } from "@/lib/people/invite-commands";
import { approveRevision } from "@/lib/publishing/commands";
import { submitRevision } from "@/lib/review/commands";
import { revokeLinks } from "@/lib/sharing/commands";
import { as } from "@/lib/world";
import { ask, outcomeOf, type Sent, sendAction } from "../doors/ask";
import { actions } from "../doors/list";
import { isOpen } from "../doors/principals";
import { idOf } from "../doors/scenes";
import { expect, test } from "../doors/workspace";
import type { World } from "../doors/world";

const newPassword = "gannets over the northern bay";

/** A link that was sent by mail, and its token. */
async function mailed(world: World, purpose: "sign_in" | "reset", address: string): Promise<string> {
  const token = newToken();
  await world.db.execute(sql`insert into entry_mails (purpose, address, token_sha256, expires_at)
    values (${purpose}, ${address}, ${sha256(token)}, now() + interval '10 minutes')`);
  return token;
}

type Way = (world: World) => Promise<{ sound: Sent; unsound: Sent }>;

/** The doors that are open to whoever brings the proof: with it, and with one that is as good as it to the eye. */
const ways: Record<string, Way> = {
  signInAction: async (world) => {
    const { email, password } = await world.member();
    const path = "/sign-in";
    return { sound: { path, form: { email, password } }, unsound: { path, form: { email, password: `${password}x` } } };
  },
  enterByMailAction: async (world) => {
    const token = await mailed(world, "sign_in", (await world.member()).email);
    const sent = (of: string): Sent => ({ path: `/sign-in/mail/${of}`, form: { token: of } });
    return { sound: sent(token), unsound: sent(newToken()) };
  },
  resetPasswordAction: async (world) => {
    const { email } = await world.member();
    const sent = (token: string): Sent => ({
      path: `/sign-in/reset/${token}`,
      form: { token, newPassword, again: newPassword },
    });
    // The link of a mail to sign in with is none to set a password with.
    return { sound: sent(await mailed(world, "reset", email)), unsound: sent(await mailed(world, "sign_in", email)) };
  },
  acceptInvitationAction: async (world) => {
    const asked = { email: `w${newToken().slice(0, 12).toLowerCase()}@doors.example`, roles: ["viewer" as const] };
    const { token } = await invite(as(world.db, world.admin), asked);
    const sent = (of: string): Sent => ({ path: `/invite/${of}`, form: { token: of, name: "Wyn Wren", newPassword } });
    return { sound: sent(token ?? ""), unsound: sent(newToken()) };
  },
};

for (const [name, way] of Object.entries(ways)) {
  test(`R1: ${name} is open to whoever brings its proof, once or with the password, and to nobody without it`, async ({
    doors: { world, digest, servers },
  }) => {
    const { sound, unsound } = await way(world);
    const before = await digest.now();
    for (const at of Object.values(servers)) {
      for (const by of Object.values(world.team)) {
        const { status, headers, ...answer } = await sendAction(at, idOf(name), unsound, by);
        expect(outcomeOf({ status, headers, ...answer }), by.kind).toHaveProperty("refusal");
        expect(headers["set-cookie"], by.kind).toBeUndefined();
      }
    }
    expect(await digest.now()).toEqual(before);
    const answer = await sendAction(servers.gated, idOf(name), sound, {});
    expect(outcomeOf(answer)).toEqual({ done: true });
    if (name === "signInAction") return;
    expect(outcomeOf(await sendAction(servers.gated, idOf(name), sound, {}))).toHaveProperty("refusal");
  });
}

test("R1: The other open doors do nothing that shows: a mail is asked for, and a workspace with an admin is set up", async ({
  doors: { world, digest, servers },
}) => {
  const { email } = await world.member();
  const others = Object.entries(actions).filter(([name, access]) => isOpen(access) && !ways[name]);
  expect(others.map(([name]) => name)).toEqual(["askForLinkAction", "askForResetAction", "setUpAction"]);
  const setUp: Sent = { path: "/setup", form: { code: "x", email: "eve@doors.example", name: "Eve", newPassword } };
  const before = await digest.now();
  expect(outcomeOf(await sendAction(servers.bare, idOf("setUpAction"), setUp, {}))).toHaveProperty("refusal");
  expect(await digest.now()).toEqual(before);
  for (const name of ["askForLinkAction", "askForResetAction"]) {
    const [is, isNot] = [email, email.replace(/^m/, "n")].map((address) => ({
      path: "/sign-in",
      form: { email: address },
    }));
    const shapes = [];
    for (const sent of [is, isNot]) {
      const { status, headers, body } = await sendAction(servers.gated, idOf(name), sent as Sent, {});
      shapes.push({ status, to: headers["x-action-redirect"], length: body.length });
    }
    expect(shapes[0]).toEqual(shapes[1]);
  }
});

test("R49: What is restored gives nobody more than they had: the note keeps its maker, ended links stay ended, a hand stays a hand", async ({
  doors: { world, servers },
}) => {
  const { db } = world;
  const behind = await world.overtaken();
  const link = await world.link(behind);
  await revokeLinks(as(db, world.writer), [link.linkId]);
  const by = world.team["another analyst"];
  const other = world.actor("another analyst");
  const makers = () => db.execute(sql`select created_by from revisions where id = ${behind.revisionId}`);
  const [before] = await makers();
  const { revisionId } = await restoreRevision(as(db, other), { revisionId: behind.revisionId });
  expect((await makers())[0]).toEqual(before);
  expect((await ask(servers.gated, `/s/${link.token}`)).status).toBe(404);
  const { contentSha256 } = await submitRevision(as(db, other), { revisionId, summary: "As it was" });
  const form = { revisionId, contentSha256, note: behind.path };
  const approve = { path: `/review/${revisionId}`, form };
  expect(outcomeOf(await sendAction(servers.gated, idOf("approveAction"), approve, by))).toHaveProperty("refusal");
  await approveRevision(as(db, world.reviewer), { revisionId, contentSha256 });
  expect((await ask(servers.gated, `/s/${link.token}`)).status).toBe(404);
});
