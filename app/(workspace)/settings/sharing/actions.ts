"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { personAction } from "@/app/_server/action";
import type { sharingSettingsInput } from "@/lib/sharing/input";
import { changeSharingSettings } from "@/lib/sharing/settings-commands";

const word = z.string().optional();
const form = z.object({
  isOn: word,
  logsViews: word,
  viewsKeptDays: word,
  baseIsOn: word,
  baseLogsViews: word,
  baseViewsKeptDays: word,
});

export const changeSharingSettingsAction = personAction(form, async (ctx, sent) => {
  refresh(); // a refusal is shown beside the settings as they are now
  await changeSharingSettings(ctx, sent as z.input<typeof sharingSettingsInput>);
  redirect("/settings/sharing?saved");
});
