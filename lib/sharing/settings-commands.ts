import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { sharingSettings } from "@/db/schema/sharing";
import { recordEvent } from "@/lib/audit/record";
import { authorise } from "@/lib/auth/permissions";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { sharingSettingsInput } from "./input";

/** An event's subject is an id, and this one row has none: with a constant, all changes of it are found under one. */
export const sharingSettingsId = "5e771265-0000-4000-8000-73686172696e";

/** Changes what all links may do, from the next request on. */
export async function changeSharingSettings(ctx: Context, input: z.input<typeof sharingSettingsInput>): Promise<void> {
  authorise(ctx.actor, "settings.sharing");
  const { settings, base } = parseInput(sharingSettingsInput, input);
  if (isDeepStrictEqual(settings, base)) return;
  await inTransaction(ctx, async (tx) => {
    const { isOn, logsViews, viewsKeptDays } = sharingSettings;
    const [now] = await tx.db.select({ isOn, logsViews, viewsKeptDays }).from(sharingSettings).for("update");
    if (!isDeepStrictEqual(now, base)) {
      throw new Refused("conflict", "Another admin changed this meanwhile. Look at what it says now, and save again.");
    }
    await tx.db.update(sharingSettings).set(settings);
    await recordEvent(tx, {
      action: "settings.sharing_changed",
      subject: sharingSettingsId,
      before: base,
      after: settings,
    });
  });
}
