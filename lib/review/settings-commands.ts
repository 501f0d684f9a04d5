import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { reviewSettings } from "@/db/schema/review";
import { recordEvent } from "@/lib/audit/record";
import { authorise } from "@/lib/auth/permissions";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { reviewSettingsInput } from "./input";

/** An event's subject is an id, and this one row has none: with a constant, all changes of it are found under one. */
export const reviewSettingsId = "5e771265-0000-4000-8000-7265766965a1";

/** Changes what a review asks for, from the next submission and the next approval on; what stands already is left as it is. */
export async function changeReviewSettings(ctx: Context, input: z.input<typeof reviewSettingsInput>): Promise<void> {
  authorise(ctx.actor, "settings.review");
  const { settings, base } = parseInput(reviewSettingsInput, input);
  if (settings.approvalsNeeded === base.approvalsNeeded && settings.uncitedBlocks === base.uncitedBlocks) return;
  await inTransaction(ctx, async (tx) => {
    const changed = await tx.db
      .update(reviewSettings)
      .set(settings)
      .where(
        and(
          eq(reviewSettings.approvalsNeeded, base.approvalsNeeded),
          eq(reviewSettings.uncitedBlocks, base.uncitedBlocks),
        ),
      )
      .returning({ only: reviewSettings.only });
    if (changed.length === 0) {
      throw new Refused("conflict", "Another admin changed this meanwhile. Look at what it says now, and save again.");
    }
    await recordEvent(tx, {
      action: "settings.review_changed",
      subject: reviewSettingsId,
      before: base,
      after: settings,
    });
  });
}
