import { z } from "zod";

const asked = z.enum(["1", "2"], { error: "Ask for one approval or for two." }).transform((n) => (n === "2" ? 2 : 1));
const decided = z
  .enum(["yes", "no"], { error: "Say whether takeaways without a citation keep a draft from being submitted." })
  .transform((word) => word === "yes");

/** What the form of the review settings sends; `base…`: what it showed when it was opened. */
export const reviewSettingsInput = z
  .strictObject({
    approvalsNeeded: asked,
    uncitedBlocks: decided,
    baseApprovalsNeeded: asked,
    baseUncitedBlocks: decided,
  })
  .transform(({ approvalsNeeded, uncitedBlocks, baseApprovalsNeeded, baseUncitedBlocks }) => ({
    settings: { approvalsNeeded, uncitedBlocks } as const,
    base: { approvalsNeeded: baseApprovalsNeeded, uncitedBlocks: baseUncitedBlocks } as const,
  }));
