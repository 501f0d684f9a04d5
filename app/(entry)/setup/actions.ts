"use server";

import { redirect } from "next/navigation";
import { strangerAction } from "@/app/_server/action";
import { beginSession } from "@/app/_server/session";
import { currentVisit } from "@/app/_server/visit";
import { setUpInput } from "@/lib/people/input";
import { setUpWorkspace } from "@/lib/people/setup-commands";

export const setUpAction = strangerAction(setUpInput, async (ctx, sent) => {
  await beginSession(await setUpWorkspace(ctx, sent, await currentVisit()));
  redirect("/settings/people");
});
