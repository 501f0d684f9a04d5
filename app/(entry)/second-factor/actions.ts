"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { entrantAction, entrantMakingAction } from "@/app/_server/action";
import { nextPath } from "@/app/_server/next-path";
import { beginSession, currentEntrant } from "@/app/_server/session";
import { addFactor, beginFactor, passFactor } from "@/lib/auth/factor-commands";

const heldSession = async () => (await currentEntrant())?.sessionId ?? "";
const code = z.string().max(100);

export const passFactorAction = entrantAction(
  z.object({ code, next: z.string().optional() }),
  async (ctx, { code, next }) => {
    await beginSession(await passFactor(ctx, { code, sessionId: await heldSession() }));
    redirect(nextPath(next));
  },
);

export const beginFactorAction = entrantAction(z.object({ next: z.string().optional() }), async (ctx, { next }) => {
  await beginFactor(ctx);
  redirect(`/second-factor/set-up?${new URLSearchParams({ next: nextPath(next) })}`);
});

export const addFactorAction = entrantMakingAction(z.object({ code }), async (ctx, input) => {
  const { codes, session } = await addFactor(ctx, { ...input, sessionId: await heldSession() });
  await beginSession(session);
  return codes;
});
