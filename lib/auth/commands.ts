import { and, eq, lte } from "drizzle-orm";
import type { z } from "zod";
import { sessions, userRoles, users } from "@/db/schema/auth";
import { recordEvent } from "@/lib/audit/record";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { addUserInput, emailInput, signInInput } from "./input";
import { hashPassword, newPassword, passwordMatches } from "./password";
import { authorise } from "./permissions";
import { newToken, sha256 } from "./token";

/** A session ends this long after it was opened, used or not. */
export const sessionMaxAgeSeconds = 7 * 24 * 60 * 60;

export type NewSession = { token: string; expiresAt: Date };

/** Checks a password and opens a session; the same refusal whether the address or the password is wrong. */
export async function signIn(ctx: Context, input: { email: string; password: string }): Promise<NewSession> {
  const { email, password } = parseInput(signInInput, input);
  const user = await findSignIn(ctx, email);
  const matches = await passwordMatches(user?.passwordHash ?? null, password);
  if (!user || !matches || user.disabledAt) {
    throw new Refused("invalid", "Email and password do not match. Check both and try again.");
  }
  return createSession(ctx, user.id);
}

async function findSignIn(ctx: Context, typed: string) {
  const email = emailInput.safeParse(typed);
  if (!email.success) return null;
  const [user] = await ctx.db
    .select({ id: users.id, passwordHash: users.passwordHash, disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.email, email.data));
  return user ?? null;
}

/** Opens a session for a person who has proven who they are. */
export async function createSession(ctx: Context, userId: string): Promise<NewSession> {
  const token = newToken();
  const expiresAt = new Date(ctx.now.getTime() + sessionMaxAgeSeconds * 1000);
  await ctx.db.insert(sessions).values({ tokenSha256: sha256(token), userId, createdAt: ctx.now, expiresAt });
  return { token, expiresAt };
}

/** Ends a session; ending one that is over already is no error. */
export async function signOut(ctx: Context, token: string): Promise<void> {
  await ctx.db.delete(sessions).where(and(eq(sessions.tokenSha256, sha256(token))));
}

/** Deletes what is left of sessions that have ended by themselves. */
export async function deleteEndedSessions(ctx: Context): Promise<void> {
  await ctx.db.delete(sessions).where(lte(sessions.expiresAt, ctx.now));
}

/** Adds a person with a random one-time password, which is returned and kept nowhere. */
export async function addUser(
  ctx: Context,
  input: z.input<typeof addUserInput>,
): Promise<{ id: string; password: string }> {
  authorise(ctx.actor, "user.add");
  const { email, name = email.split("@")[0] ?? email, roles } = parseInput(addUserInput, input);
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  const id = await inTransaction(ctx, async (tx) => {
    const [user] = await tx.db
      .insert(users)
      .values({ email, name, passwordHash, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (!user) throw new Refused("conflict", `${email} is a member already.`);
    await tx.db.insert(userRoles).values(roles.map((role) => ({ userId: user.id, role, grantedAt: ctx.now })));
    await recordEvent(tx, { action: "user.added", subject: user.id, before: null, after: { email, name, roles } });
    return user.id;
  });
  return { id, password };
}
