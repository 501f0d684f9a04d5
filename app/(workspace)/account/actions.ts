"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { makingAction, personAction } from "@/app/_server/action";
import { currentEntry } from "@/app/_server/session";
import { changePassword, endOtherSessions, endOwnSession, rename, setPreferences } from "@/lib/auth/account-commands";
import { changePasswordInput, type preferencesInput, renameInput } from "@/lib/auth/account-input";
import { removeFactor, replaceRecoveryCodes } from "@/lib/auth/factor-commands";

const code = z.object({ code: z.string().max(100) });

const heldSession = async () => (await currentEntry())?.sessionId ?? "";

export const renameAction = personAction(renameInput, async (ctx, input) => {
  await rename(ctx, input);
  refresh(); // the bar over every page has it
  redirect("/account?saved=name");
});

export const changePasswordAction = personAction(changePasswordInput, async (ctx, input) => {
  await changePassword(ctx, input, await heldSession());
  redirect("/account?saved=password");
});

export const removeFactorAction = personAction(code, async (ctx, input) => {
  await removeFactor(ctx, { ...input, sessionId: await heldSession() });
  redirect("/account?saved=factor");
});

export const replaceCodesAction = makingAction(z.object({ appCode: z.string().max(100) }), async (ctx, { appCode }) =>
  replaceRecoveryCodes(ctx, { code: appCode, sessionId: await heldSession() }),
);

export const endSessionAction = personAction(z.object({ sessionId: z.uuid() }), async (ctx, { sessionId }) => {
  await endOwnSession(ctx, sessionId, await heldSession());
  redirect("/account?saved=sessions");
});

export const endOthersAction = personAction(z.object({}), async (ctx) => {
  await endOtherSessions(ctx, await heldSession());
  redirect("/account?saved=sessions");
});

export const preferencesAction = personAction(
  z.object({ theme: z.string(), hasKeys: z.string() }),
  async (ctx, input) => {
    await setPreferences(ctx, input as z.input<typeof preferencesInput>);
    refresh(); // every page is drawn by them
    redirect("/account?saved=preferences");
  },
);

export const turnKeysAction = personAction(z.object({ hasKeys: z.string() }), async (ctx, { hasKeys }) => {
  await setPreferences(ctx, { hasKeys } as z.input<typeof preferencesInput>);
  refresh();
});
