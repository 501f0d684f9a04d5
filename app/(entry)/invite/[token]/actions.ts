"use server";

import { redirect } from "next/navigation";
import { strangerAction } from "@/app/_server/action";
import { beginSession } from "@/app/_server/session";
import { currentVisit } from "@/app/_server/visit";
import { acceptInvitation } from "@/lib/people/accept-commands";
import { acceptInput } from "@/lib/people/input";

export const acceptInvitationAction = strangerAction(acceptInput, async (ctx, sent) => {
  await beginSession(await acceptInvitation(ctx, sent, await currentVisit()));
  redirect("/");
});
