"use server";

import { redirect } from "next/navigation";
import { personAction } from "@/app/_server/action";
import { retryJob } from "@/lib/jobs/commands";
import { retryJobInput } from "@/lib/jobs/input";

export const retryJobAction = personAction(retryJobInput, async (ctx, sent) => {
  await retryJob(ctx, sent);
  redirect("/settings/jobs?retried");
});
