import { reviewSettings } from "@/db/schema/review";
import type { Database } from "@/lib/context";
import type { ReviewSettings } from "./settings";

/** Asks nobody's leave: they are no secret of the team's. */
export async function readReviewSettings(db: Database): Promise<ReviewSettings> {
  const [row] = await db
    .select({ approvalsNeeded: reviewSettings.approvalsNeeded, uncitedBlocks: reviewSettings.uncitedBlocks })
    .from(reviewSettings);
  if (!row) throw new Error("The workspace has no settings for review.");
  return { approvalsNeeded: row.approvalsNeeded === 2 ? 2 : 1, uncitedBlocks: row.uncitedBlocks };
}
