"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { personAction } from "@/app/_server/action";
import { changeSignInSettings } from "@/lib/auth/settings-commands";
import type { signInSettingsInput } from "@/lib/auth/settings-input";

const word = z.string().optional();
const form = z.object({ asksFactor: word, trustsIssuer: word, baseAsksFactor: word, baseTrustsIssuer: word });

export const changeSignInSettingsAction = personAction(form, async (ctx, sent) => {
  refresh(); // a refusal is shown beside the settings as they are now
  await changeSignInSettings(ctx, sent as z.input<typeof signInSettingsInput>);
  redirect("/settings/sign-in?saved");
});
