import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { setPreferences } from "@/lib/auth/account-commands";
import { createSession } from "@/lib/auth/commands";
import { addFactor, beginFactor } from "@/lib/auth/factor-commands";
import { codeOf } from "@/lib/auth/fixtures/codes";
import { entered } from "@/lib/auth/fixtures/entering";
import { hashPassword } from "@/lib/auth/password";
import { findEntry } from "@/lib/auth/session-queries";
import type { UserActor } from "@/lib/context";
import { as, builder } from "@/lib/world";
import type { Principal } from "./principals";
import type { Scene } from "./scenes-notes";
import type { World } from "./world";

const present = randomBytes(12).toString("hex");

/** Whose account it is; whoever is nobody tries that of somebody else. */
const ownerOf = (world: World, { actor }: Principal): UserActor => actor ?? world.writer;

const account = async (form: Record<string, string>) => ({ path: "/account", form });

/** Takes somebody's second factor away, and what they have begun to set up. */
export async function withoutFactor(world: World, { id }: UserActor): Promise<void> {
  await world.write(sql`delete from second_factors where user_id = ${id}`);
  await world.write(sql`delete from factor_setups where user_id = ${id}`);
}

/** Somebody who likes the pages as nobody in a scene asks for. */
async function withPreferences(world: World, by: Principal): Promise<void> {
  const owner = ownerOf(world, by);
  await setPreferences({ ...as(world.db, owner), actor: owner }, { theme: "light", hasKeys: "on" });
}

/** A second factor that a code of an earlier minute has set up, so that the present one, which this is, is unused. */
export async function withFactor(world: World, by: Principal): Promise<string> {
  const { db } = world;
  const owner = ownerOf(world, by);
  await withoutFactor(world, owner);
  const before = new Date(Date.now() - 120_000);
  const { ctx, sessionId } = await entered(db, owner, "password", before);
  await beginFactor(ctx);
  await addFactor(ctx, { code: await codeOf(db, owner.id, before), sessionId });
  return codeOf(db, owner.id, new Date());
}

/** The session that the principal comes with, as one that has shown the second factor, or not yet. */
async function comesWith(world: World, by: Principal, factor: "shown" | "not yet"): Promise<void> {
  if (!by.actor) return;
  const ctx = as(world.db, builder);
  const { token } = await createSession(ctx, by.actor.id, { via: "password", factorPassed: factor === "shown" });
  by.cookie = `session=${token}`;
}

/** What concerns one's own account alone, and the way in to it. */
export const accountScenes = {
  signOutAction: async () => account({}),
  leaveAction: async () => ({ path: "/second-factor", form: {} }),
  renameAction: async (_, by) => account({ name: `Dot ${by.kind} ${randomBytes(3).toString("hex")}` }),
  preferencesAction: async (world, by) => {
    await withPreferences(world, by);
    return account({ theme: "dark", hasKeys: "off" });
  },
  turnKeysAction: async (world, by) => {
    await withPreferences(world, by);
    return account({ hasKeys: "off" });
  },
  changePasswordAction: async (world, by) => {
    const owner = ownerOf(world, by);
    const passwordHash = await hashPassword(present);
    await world.write(sql`update users set password_hash = ${passwordHash} where id = ${owner.id}`);
    const newPassword = randomBytes(12).toString("hex");
    return account({ presentPassword: present, newPassword, again: newPassword });
  },
  endSessionAction: async (world, by) => {
    const owner = ownerOf(world, by);
    const { token } = await createSession(as(world.db, builder), owner.id);
    const entry = await findEntry(world.db, token, new Date());
    return account({ sessionId: entry?.sessionId ?? "00000000-0000-4000-8000-000000000000" });
  },
  endOthersAction: async (world, by) => {
    await createSession(as(world.db, builder), ownerOf(world, by).id);
    return account({});
  },
  beginFactorAction: async (world, by) => {
    await withoutFactor(world, ownerOf(world, by));
    return { path: "/second-factor/set-up", form: { next: "/" } };
  },
  addFactorAction: async (world, by) => {
    await withoutFactor(world, ownerOf(world, by));
    const owner = ownerOf(world, by);
    await beginFactor({ ...as(world.db, owner), actor: owner });
    return { path: "/second-factor/set-up", form: { code: await codeOf(world.db, owner.id, new Date()) } };
  },
  passFactorAction: async (world, by) => {
    const code = await withFactor(world, by);
    await comesWith(world, by, "not yet");
    return { path: "/second-factor", form: { code, next: "/" } };
  },
  removeFactorAction: async (world, by) => {
    const code = await withFactor(world, by);
    await comesWith(world, by, "shown");
    return account({ code });
  },
  replaceCodesAction: async (world, by) => {
    const appCode = await withFactor(world, by);
    await comesWith(world, by, "shown");
    return account({ appCode });
  },
} satisfies Record<string, Scene>;
