import { randomUUID } from "node:crypto";
import { eq, lte, or } from "drizzle-orm";
import type { z } from "zod";
import { entryMails, sessions, userRoles, users } from "@/db/schema/auth";
import { recordEvent } from "@/lib/audit/record";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { trySignIn } from "./attempt-commands";
import type { Visit } from "./device";
import { addUserInput, emailInput, signInInput } from "./input";
import { hashPassword, newPassword, passwordMatches } from "./password";
import { authorise } from "./permissions";
import type { Role } from "./roles";
import { sessionIdleSecondsMax, sessionMaxAgeSeconds } from "./session-age";
import { newToken, sha256 } from "./token";

export type NewSession = { token: string; expiresAt: Date };

/** How a session comes about: which way in was taken, from where, and whether the second factor was shown. */
type Opening = { via: "password" | "mail" | "oidc"; visit?: Visit | null; factorPassed?: boolean };

/** Checks a password and opens a session; the same refusal whether the address or the password is wrong. */
export async function signIn(
  ctx: Context,
  input: { email: string; password: string },
  visit: Visit | null = null,
): Promise<NewSession> {
  const { email, password } = parseInput(signInInput, input);
  const address = emailInput.safeParse(email).data ?? null;
  return trySignIn(ctx, address ?? email, visit?.line ?? "unknown", async () => {
    const user = address === null ? null : await findSignIn(ctx, address);
    const matches = await passwordMatches(user?.passwordHash ?? null, password);
    if (!user || !matches || user.disabledAt) {
      throw noMatch();
    }
    return inTransaction(ctx, async (tx) => {
      // A password that was changed while this one was looked at lets nobody in any more.
      const [same] = await tx.db
        .select({ passwordHash: users.passwordHash })
        .from(users)
        .where(eq(users.id, user.id))
        .for("share");
      if (same?.passwordHash !== user.passwordHash) throw noMatch();
      return createSession(tx, user.id, { via: "password", visit });
    });
  });
}

const noMatch = () => new Refused("invalid", "Email and password do not match. Check both and try again.");

async function findSignIn(ctx: Context, email: string) {
  const [user] = await ctx.db
    .select({ id: users.id, passwordHash: users.passwordHash, disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.email, email));
  return user ?? null;
}

/** Opens a session for a person who has proven who they are. */
export async function createSession(
  ctx: Context,
  userId: string,
  { via, visit = null, factorPassed = false }: Opening = { via: "password" },
): Promise<NewSession> {
  const token = newToken();
  const expiresAt = new Date(ctx.now.getTime() + sessionMaxAgeSeconds * 1000);
  await ctx.db.insert(sessions).values({
    tokenSha256: sha256(token),
    userId,
    via,
    factorPassedAt: factorPassed ? ctx.now : null,
    ...(visit && { device: visit.device, network: visit.network }),
    createdAt: ctx.now,
    lastSeenAt: ctx.now,
    expiresAt,
  });
  return { token, expiresAt };
}

/** Says that a session was seen; called every few minutes at most. */
export async function touchSession(ctx: Context, sessionId: string): Promise<void> {
  await ctx.db.update(sessions).set({ lastSeenAt: ctx.now }).where(eq(sessions.id, sessionId));
}

/** Puts a session that has shown its second factor in the place of one that had not. A token never gains rights. */
export async function renewSession(ctx: Context, sessionId: string): Promise<NewSession> {
  const [held] = await ctx.db.delete(sessions).where(eq(sessions.id, sessionId)).returning();
  if (!held) throw new Refused("conflict", "You are signed out meanwhile. Sign in again.");
  const { userId, via, device, network } = held;
  return createSession(ctx, userId, { via, visit: { device, network, line: "" }, factorPassed: true });
}

/** Ends a session; ending one that is over already is no error. */
export async function signOut(ctx: Context, token: string): Promise<void> {
  await ctx.db.delete(sessions).where(eq(sessions.tokenSha256, sha256(token)));
}

/** Deletes what is left of sessions and of links sent by mail that have ended by themselves. */
export async function deleteEndedSessions({ db, now }: Context): Promise<void> {
  const idle = new Date(now.getTime() - sessionIdleSecondsMax * 1000);
  await db.delete(sessions).where(or(lte(sessions.expiresAt, now), lte(sessions.lastSeenAt, idle)));
  await db.delete(entryMails).where(lte(entryMails.expiresAt, now));
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
  const id = randomUUID();
  await inTransaction(ctx, async (tx) => {
    await enrol(tx, { id, email, name, roles, passwordHash });
    await recordEvent(tx, { action: "user.added", subject: id, before: null, after: { email, name, roles } });
  });
  return { id, password };
}

type Newcomer = { id: string; email: string; name: string; roles: Role[]; passwordHash: string };

/** Makes somebody a member within a command's transaction, which records it; refused when the address is one's already. */
export async function enrol(tx: Context, { roles, ...person }: Newcomer): Promise<void> {
  const [user] = await tx.db
    .insert(users)
    .values({ ...person, createdAt: tx.now })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (!user) throw new Refused("conflict", `${person.email} is a member already.`);
  await tx.db.insert(userRoles).values(roles.map((role) => ({ userId: user.id, role, grantedAt: tx.now })));
}
