"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { personAction, strangerAction } from "@/app/_server/action";
import { nextPath } from "@/app/_server/next-path";
import { beginSession, endSession } from "@/app/_server/session";
import { signIn } from "@/lib/auth/commands";
import { signInInput } from "@/lib/auth/input";

export const signInAction = strangerAction(signInInput.extend({ next: z.string().optional() }), async (ctx, input) => {
  await beginSession(await signIn(ctx, input));
  redirect(nextPath(input.next));
});

export const signOutAction = personAction(z.object({}), async () => {
  await endSession();
  redirect("/sign-in");
});
