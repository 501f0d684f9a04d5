import { and, eq, gt, isNull } from "drizzle-orm";
import type { z } from "zod";
import { users } from "@/db/schema/auth";
import { invitations } from "@/db/schema/people";
import { recordEvent } from "@/lib/audit/record";
import { authorise, authorisePerson } from "@/lib/auth/permissions";
import { newToken, sha256 } from "@/lib/auth/token";
import { type Context, inTransaction } from "@/lib/context";
import { env } from "@/lib/env";
import { parseInput, Refused } from "@/lib/errors";
import { addJob } from "@/lib/jobs/commands";
import { tasks } from "@/lib/jobs/task";
import { mailIsConfigured } from "@/lib/mail/configured";
import { sendMail } from "@/lib/mail/send";
import { invitationInput, inviteInput } from "./input";
import { invitationAddress, invitationHours } from "./invitation";

/** `token`: to be handed over by hand; null when it goes out by mail, and is made by the job that sends it. */
type Invited = { invitationId: string; token: string | null };

/** Lets somebody become a member under this address, with these roles, once and for three days. */
export async function invite(ctx: Context, input: z.input<typeof inviteInput>): Promise<Invited> {
  const by = authorisePerson(ctx.actor, "user.invite");
  const { email, roles } = parseInput(inviteInput, input);
  const expiresAt = endFrom(ctx);
  const token = mailIsConfigured() ? null : newToken();
  return inTransaction(ctx, async (tx) => {
    await refuseMember(tx, email);
    const [invitation] = await tx.db
      .insert(invitations)
      .values({ email, roles, tokenSha256: hashOf(token), invitedBy: by.id, invitedAt: tx.now, expiresAt })
      .onConflictDoNothing()
      .returning({ id: invitations.id });
    if (!invitation) {
      throw new Refused(
        "conflict",
        `${email} is invited already. Send that invitation again, or withdraw it.`,
        "email",
      );
    }
    const { id: invitationId } = invitation;
    if (!token) await addJob(tx, tasks.sendInvitation, { invitationId });
    const after = { email, roles, expiresAt: expiresAt.toISOString() };
    await recordEvent(tx, { action: "user.invited", subject: invitationId, before: null, after });
    return { invitationId, token };
  });
}

async function refuseMember({ db }: Context, email: string): Promise<void> {
  const [member] = await db.select({ disabledAt: users.disabledAt }).from(users).where(eq(users.email, email));
  if (!member) return;
  const said = member.disabledAt
    ? `${email} is the address of somebody who is disabled. Enable them again.`
    : `${email} is a member already.`;
  throw new Refused("conflict", said, "email");
}

/** Makes an open invitation anew: another link, and three days from now. The link before it opens nothing any more. */
export async function renewInvitation(ctx: Context, input: z.input<typeof invitationInput>): Promise<Invited> {
  authorise(ctx.actor, "user.invite");
  const { invitationId } = parseInput(invitationInput, input);
  const expiresAt = endFrom(ctx);
  const token = mailIsConfigured() ? null : newToken();
  return inTransaction(ctx, async (tx) => {
    const before = await holdOpen(tx, invitationId);
    await tx.db
      .update(invitations)
      .set({ tokenSha256: hashOf(token), expiresAt })
      .where(eq(invitations.id, invitationId));
    if (!token) await addJob(tx, tasks.sendInvitation, { invitationId });
    await recordEvent(tx, {
      action: "invitation.renewed",
      subject: invitationId,
      before: { expiresAt: before.expiresAt.toISOString() },
      after: { expiresAt: expiresAt.toISOString() },
    });
    return { invitationId, token };
  });
}

/** Takes an open invitation back: its link opens nothing any more. */
export async function withdrawInvitation(ctx: Context, input: z.input<typeof invitationInput>): Promise<void> {
  const by = authorisePerson(ctx.actor, "user.invite");
  const { invitationId } = parseInput(invitationInput, input);
  await inTransaction(ctx, async (tx) => {
    await holdOpen(tx, invitationId);
    await tx.db
      .update(invitations)
      .set({ withdrawnAt: tx.now, withdrawnBy: by.id })
      .where(eq(invitations.id, invitationId));
    await recordEvent(tx, {
      action: "invitation.withdrawn",
      subject: invitationId,
      before: { withdrawnAt: null },
      after: { withdrawnAt: tx.now.toISOString() },
    });
  });
}

async function holdOpen({ db }: Context, invitationId: string) {
  const { expiresAt, acceptedAt, withdrawnAt } = invitations;
  const [invitation] = await db
    .select({ expiresAt, acceptedAt, withdrawnAt })
    .from(invitations)
    .where(eq(invitations.id, invitationId))
    .for("update");
  if (!invitation) throw new Refused("not_found", "There is no such invitation.");
  if (invitation.acceptedAt) throw new Refused("conflict", "This invitation was accepted.");
  if (invitation.withdrawnAt) throw new Refused("conflict", "This invitation was withdrawn.");
  return invitation;
}

/**
 * Mails an invitation, with a link that is made here: a later try makes another, and the one before it opens nothing. No
 * event of its own: whoever asked for it left one. Nothing happens to an invitation that is over meanwhile.
 */
export async function sendInvitation(ctx: Context, { invitationId }: { invitationId: string }): Promise<void> {
  const token = newToken();
  const { id, email, invitedBy, expiresAt, acceptedAt, withdrawnAt } = invitations;
  const isOpen = and(eq(id, invitationId), isNull(acceptedAt), isNull(withdrawnAt), gt(expiresAt, ctx.now));
  const [open] = await inTransaction(ctx, (tx) =>
    tx.db
      .update(invitations)
      .set({ tokenSha256: sha256(token) })
      .where(isOpen)
      .returning({ email, invitedBy }),
  );
  if (!open) return;
  const [host] = await ctx.db.select({ name: users.name }).from(users).where(eq(users.id, open.invitedBy));
  await sendMail({
    to: open.email,
    subject: "You are invited to Quarterdeck",
    text: `${host?.name ?? "An admin"} invites you to the research workspace at ${new URL(env().PUBLIC_URL).host}.\n\nOpen this address within ${invitationHours} hours, and choose a name and a password:\n\n${invitationAddress(token)}\n\nIt works once. If you do not know what this is about, you need do nothing.\n`,
  });
}

const endFrom = ({ now }: Context) => new Date(now.getTime() + invitationHours * 60 * 60 * 1000);
const hashOf = (token: string | null) => (token === null ? null : sha256(token));
