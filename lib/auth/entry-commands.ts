import { and, eq, gt, isNull } from "drizzle-orm";
import type { z } from "zod";
import { entryMails, users } from "@/db/schema/auth";
import { type Context, inTransaction } from "@/lib/context";
import { env } from "@/lib/env";
import { parseInput, Refused } from "@/lib/errors";
import { addJob } from "@/lib/jobs/commands";
import { tasks } from "@/lib/jobs/task";
import { sendMail } from "@/lib/mail/send";
import { requireSame, setPassword } from "./account-commands";
import { resetPasswordInput } from "./account-input";
import { countMail } from "./attempt-commands";
import { createSession, type NewSession } from "./commands";
import type { Visit } from "./device";
import { entryPath, minutesOf, type Purpose } from "./entry-mail";
import { findBearer } from "./entry-queries";
import { entryMailInput } from "./input";
import { hashPassword } from "./password";
import { requireGoodPassword } from "./password-rules";
import { newToken, sha256 } from "./token";

/** Has a mail sent to get in with, if the address is a member's; nobody learns here whether it is. */
export async function askForEntryMail(
  ctx: Context,
  input: z.input<typeof entryMailInput>,
  visit: Visit,
): Promise<void> {
  const { email, purpose } = parseInput(entryMailInput, input);
  await countMail(ctx, email, visit.line);
  await inTransaction(ctx, async ({ db }) => {
    const expiresAt = new Date(ctx.now.getTime() + minutesOf[purpose] * 60_000);
    const [asked] = await db
      .insert(entryMails)
      .values({ purpose, address: email, expiresAt })
      .returning({ id: entryMails.id });
    if (!asked) throw new Error("What was asked for was not kept.");
    await addJob({ ...ctx, db }, tasks.sendEntryMail, { mailId: asked.id });
  });
}

/** Sends the mail that somebody asked for to a member who is not disabled; a later try sends another link. */
export async function sendEntryMail({ db, now }: Context, { mailId }: { mailId: string }): Promise<void> {
  const [asked] = await db
    .select({ address: entryMails.address, purpose: entryMails.purpose })
    .from(entryMails)
    .innerJoin(users, and(eq(users.email, entryMails.address), isNull(users.disabledAt)))
    .where(and(eq(entryMails.id, mailId), gt(entryMails.expiresAt, now)));
  if (!asked) return;
  const token = newToken();
  await db
    .update(entryMails)
    .set({ tokenSha256: sha256(token) })
    .where(eq(entryMails.id, mailId));
  await sendMail({
    to: asked.address,
    ...wordsOf(asked.purpose, `${env().PUBLIC_URL}${entryPath(asked.purpose, token)}`),
  });
}

function wordsOf(purpose: Purpose, address: string): { subject: string; text: string } {
  const end = `It works once, within ${minutesOf[purpose]} minutes. If you did not ask for it, somebody typed your address; you need do nothing.\n`;
  if (purpose === "sign_in") {
    return { subject: "Sign in to Quarterdeck", text: `Open this to sign in:\n\n${address}\n\n${end}` };
  }
  return {
    subject: "A new password for Quarterdeck",
    text: `Open this to choose a new password:\n\n${address}\n\n${end}`,
  };
}

/** Opens a session for whoever has the link of a mail; the second factor is asked for as after a password. */
export async function enterByMail(ctx: Context, token: string, visit: Visit): Promise<NewSession> {
  return inTransaction(ctx, async (tx) => {
    const { userId } = await takeLink(tx, "sign_in", token);
    return createSession(tx, userId, { via: "mail", visit });
  });
}

/** Sets a new password for whoever has the link of a mail, and ends all their sessions. */
export async function resetPassword(ctx: Context, input: z.input<typeof resetPasswordInput>): Promise<void> {
  const { token, newPassword, again } = parseInput(resetPasswordInput, input);
  const bearer = await findBearer(ctx, "reset", token);
  if (!bearer) throw isOver();
  requireSame(newPassword, again);
  requireGoodPassword(newPassword, bearer);
  const passwordHash = await hashPassword(newPassword);
  await inTransaction(ctx, async (tx) => {
    const { userId } = await takeLink(tx, "reset", token);
    await setPassword(tx, { userId, passwordHash, how: "reset", keptSessionId: null });
  });
}

const isOver = () => new Refused("not_found", "This link is over, or was used already. Ask for another.");

/** Takes the link of a mail, which is then gone, with all others of its kind to the same person. */
async function takeLink(ctx: Context, purpose: Purpose, token: string): Promise<{ userId: string }> {
  const [taken] = await ctx.db
    .select({ id: entryMails.id })
    .from(entryMails)
    .where(eq(entryMails.tokenSha256, sha256(token)))
    .for("update");
  const bearer = taken ? await findBearer(ctx, purpose, token) : null;
  if (!bearer) throw isOver();
  await ctx.db.delete(entryMails).where(and(eq(entryMails.address, bearer.email), eq(entryMails.purpose, purpose)));
  return bearer;
}
