"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { personAction } from "@/app/_server/action";
import type { reviewSettingsInput } from "@/lib/review/input";
import { changeReviewSettings } from "@/lib/review/settings-commands";

const word = z.string().optional();
const form = z.object({
  approvalsNeeded: word,
  uncitedBlocks: word,
  baseApprovalsNeeded: word,
  baseUncitedBlocks: word,
});

export const changeReviewSettingsAction = personAction(form, async (ctx, sent) => {
  refresh(); // a refusal is shown beside the settings as they are now
  await changeReviewSettings(ctx, sent as z.input<typeof reviewSettingsInput>);
  redirect("/settings/review?saved");
});
