"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { personAction } from "@/app/_server/action";
import { retryJob } from "@/lib/jobs/commands";
import { retryJobInput } from "@/lib/jobs/input";

export const retryJobAction = personAction(retryJobInput, async (ctx, sent) => {
  refresh(); // a refusal is shown beside the jobs as they are now
  await retryJob(ctx, sent);
  redirect("/settings/jobs?retried");
});
