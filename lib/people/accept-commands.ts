import { randomUUID } from "node:crypto";
import { and, eq, gt, isNull } from "drizzle-orm";
import type { z } from "zod";
import { invitations } from "@/db/schema/people";
import { recordEvent } from "@/lib/audit/record";
import { createSession, enrol, type NewSession } from "@/lib/auth/commands";
import type { Visit } from "@/lib/auth/device";
import { hashPassword } from "@/lib/auth/password";
import { requireGoodPassword } from "@/lib/auth/password-rules";
import { sha256 } from "@/lib/auth/token";
import { type Context, inTransaction, type UserActor } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { acceptInput } from "./input";

/** What is said of an invitation that cannot be used, whether it never was, is over, was used or was withdrawn. */
const nothing = () =>
  new Refused("not_found", "This invitation cannot be used. Ask whoever invited you for another one.");

const isOpen = (ctx: Context, token: string) =>
  and(
    eq(invitations.tokenSha256, sha256(token)),
    isNull(invitations.acceptedAt),
    isNull(invitations.withdrawnAt),
    gt(invitations.expiresAt, ctx.now),
  );

/** Whom an invitation is for; null when it cannot be used. Its 256 random bits are not guessed, however often somebody tries. */
export async function findInvitation(ctx: Context, token: string): Promise<{ email: string } | null> {
  const [open] = await ctx.db.select({ email: invitations.email }).from(invitations).where(isOpen(ctx, token));
  return open ?? null;
}

/** Makes whoever holds an invitation a member, with the address and the roles that it says, and signs them in. Once. */
export async function acceptInvitation(
  ctx: Context,
  input: z.input<typeof acceptInput>,
  visit: Visit,
): Promise<NewSession> {
  const { token, name, newPassword } = parseInput(acceptInput, input);
  const known = await findInvitation(ctx, token);
  if (!known) throw nothing();
  requireGoodPassword(newPassword, { email: known.email, name });
  const passwordHash = await hashPassword(newPassword);
  const newcomer: UserActor = { kind: "user", id: randomUUID(), name, roles: new Set() };
  return inTransaction({ ...ctx, actor: newcomer }, async (tx) => {
    const [open] = await tx.db
      .select({ id: invitations.id, email: invitations.email, roles: invitations.roles })
      .from(invitations)
      .where(isOpen(tx, token))
      .for("update");
    if (!open) throw nothing();
    const { id: invitationId, email, roles } = open;
    await enrol(tx, { id: newcomer.id, email, name, roles, passwordHash }).catch((error: unknown) => {
      throw error instanceof Refused ? nothing() : error;
    });
    await tx.db
      .update(invitations)
      .set({ acceptedAt: tx.now, acceptedBy: newcomer.id })
      .where(eq(invitations.id, invitationId));
    const session = await createSession(tx, newcomer.id, { via: "password", visit });
    const after = { invitationId, email, name, roles };
    await recordEvent(tx, { action: "invitation.accepted", subject: newcomer.id, before: null, after });
    return session;
  });
}
