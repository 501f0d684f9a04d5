import { and, eq, ne } from "drizzle-orm";
import type { z } from "zod";
import { preferences, sessions, users } from "@/db/schema/auth";
import { recordEvent } from "@/lib/audit/record";
import { type Context, inTransaction, type UserActor } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { changePasswordInput, preferencesInput, renameInput } from "./account-input";
import { tryProof } from "./attempt-commands";
import { hashPassword, passwordMatches } from "./password";
import { requireGoodPassword } from "./password-rules";
import { authorise } from "./permissions";
import { requireHeldSession } from "./session-queries";

/** A person's own account: nobody else has a hand in it, whatever their roles. */
type OwnContext = Context & { actor: UserActor };

/** Changes the name that everybody sees; none of one's past acts are told of under the old one. */
export async function rename(ctx: OwnContext, input: z.input<typeof renameInput>): Promise<void> {
  authorise(ctx.actor, "account.change", "oneself");
  const { name } = parseInput(renameInput, input);
  await inTransaction(ctx, async (tx) => {
    const own = eq(users.id, ctx.actor.id);
    const [before] = await tx.db.select({ name: users.name }).from(users).where(own).for("update");
    if (!before || before.name === name) return;
    await tx.db.update(users).set({ name }).where(own);
    await recordEvent(tx, { action: "user.renamed", subject: ctx.actor.id, before, after: { name } });
  });
}

/** Puts a new password in the place of the present one, and ends all one's other sessions. */
export async function changePassword(
  ctx: OwnContext,
  input: z.input<typeof changePasswordInput>,
  sessionId: string,
): Promise<void> {
  authorise(ctx.actor, "account.secure", "oneself");
  const { presentPassword, newPassword, again } = parseInput(changePasswordInput, input);
  const { email, name, passwordHash } = users;
  const kept = await tryProof(ctx, ctx.actor.id, async () => {
    const [own] = await ctx.db.select({ email, name, passwordHash }).from(users).where(eq(users.id, ctx.actor.id));
    if (own && (await passwordMatches(own.passwordHash, presentPassword))) return own;
    throw new Refused("invalid", "This is not your present password. Type it again.", "presentPassword");
  });
  requireSame(newPassword, again);
  requireGoodPassword(newPassword, kept);
  const hash = await hashPassword(newPassword);
  await inTransaction(ctx, async (tx) => {
    await requireHeldSession(tx, ctx.actor, sessionId);
    await setPassword(tx, { userId: ctx.actor.id, passwordHash: hash, how: "changed", keptSessionId: sessionId });
  });
}

/** Refuses a password that was typed twice, and not the same. */
export function requireSame(newPassword: string, again: string): void {
  if (newPassword !== again) throw new Refused("invalid", "The two are not the same. Type both again.", "again");
}

type NewPassword = { userId: string; passwordHash: string; how: "changed" | "reset"; keptSessionId: string | null };

/** Sets a password that was looked at, and ends every session but the one that is kept. */
export async function setPassword(ctx: Context, { userId, passwordHash, how, keptSessionId }: NewPassword) {
  await inTransaction(ctx, async (tx) => {
    await tx.db.update(users).set({ passwordHash }).where(eq(users.id, userId));
    await endSessionsBut(tx, userId, keptSessionId);
    const after = { how, changedAt: ctx.now.toISOString() };
    await recordEvent(tx, { action: "user.password_changed", subject: userId, before: null, after });
  });
}

/** Ends one of one's own sessions, from one that is live; one that is over, or somebody else's, is left alone. */
export async function endOwnSession(ctx: OwnContext, endedId: string, sessionId: string): Promise<void> {
  authorise(ctx.actor, "account.secure", "oneself");
  await inTransaction(ctx, async (tx) => {
    await requireHeldSession(tx, ctx.actor, sessionId);
    await tx.db.delete(sessions).where(and(eq(sessions.id, endedId), eq(sessions.userId, ctx.actor.id)));
  });
}

/** Ends all one's own sessions but this. */
export async function endOtherSessions(ctx: OwnContext, sessionId: string): Promise<void> {
  authorise(ctx.actor, "account.secure", "oneself");
  await inTransaction(ctx, async (tx) => {
    await requireHeldSession(tx, ctx.actor, sessionId);
    await endSessionsBut(tx, ctx.actor.id, sessionId);
  });
}

/** Ends a person's sessions but one; null: all of them. */
export async function endSessionsBut({ db }: Context, userId: string, keptId: string | null): Promise<void> {
  const others = keptId === null ? undefined : ne(sessions.id, keptId);
  await db.delete(sessions).where(and(eq(sessions.userId, userId), others));
}

/** Keeps how one likes the pages; what is left out stays as it is. */
export async function setPreferences(ctx: OwnContext, input: z.input<typeof preferencesInput>): Promise<void> {
  authorise(ctx.actor, "account.change", "oneself");
  const { theme, hasKeys } = parseInput(preferencesInput, input);
  const said = { ...(theme !== undefined && { theme }), ...(hasKeys !== undefined && { hasKeys }) };
  await ctx.db
    .insert(preferences)
    .values({ userId: ctx.actor.id, theme: "system", hasKeys: true, ...said })
    .onConflictDoUpdate({ target: preferences.userId, set: { userId: ctx.actor.id, ...said } });
}
