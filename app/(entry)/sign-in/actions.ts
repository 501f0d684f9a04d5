"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { entrantAction, personAction, strangerAction } from "@/app/_server/action";
import { nextPath } from "@/app/_server/next-path";
import { beginSession, endSession } from "@/app/_server/session";
import { currentVisit } from "@/app/_server/visit";
import { resetPasswordInput } from "@/lib/auth/account-input";
import { signIn } from "@/lib/auth/commands";
import { askForEntryMail, enterByMail, resetPassword } from "@/lib/auth/entry-commands";
import { signInInput } from "@/lib/auth/input";

export const signInAction = strangerAction(signInInput.extend({ next: z.string().optional() }), async (ctx, input) => {
  await beginSession(await signIn(ctx, input, await currentVisit()));
  redirect(nextPath(input.next));
});

export const signOutAction = personAction(z.object({}), async () => {
  await endSession();
  redirect("/sign-in");
});

/** Ends a session that lacks the second factor. */
export const leaveAction = entrantAction(z.object({}), async () => {
  await endSession();
  redirect("/sign-in");
});

const address = z.object({ email: z.string() });

export const askForLinkAction = strangerAction(address, async (ctx, { email }) => {
  await askForEntryMail(ctx, { email, purpose: "sign_in" }, await currentVisit());
  redirect("/sign-in/by-mail?sent");
});

export const askForResetAction = strangerAction(address, async (ctx, { email }) => {
  await askForEntryMail(ctx, { email, purpose: "reset" }, await currentVisit());
  redirect("/sign-in/forgotten?sent");
});

export const enterByMailAction = strangerAction(z.object({ token: z.string().max(100) }), async (ctx, { token }) => {
  await beginSession(await enterByMail(ctx, token, await currentVisit()));
  redirect("/");
});

export const resetPasswordAction = strangerAction(resetPasswordInput, async (ctx, input) => {
  await resetPassword(ctx, input);
  redirect("/sign-in?reset");
});
