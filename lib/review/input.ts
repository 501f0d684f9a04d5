import { z } from "zod";
import { isStorable } from "@/lib/notes/text";
import { tooLong } from "./summary";

/** What a revision changes and why, as whoever sends it in says. */
export const summaryInput = z
  .string()
  .trim()
  .min(1, { error: "Say in a line what changed and why." })
  .refine((summary) => tooLong(summary) === null, { error: ({ input }) => tooLong(String(input)) ?? "" })
  .refine(isStorable, { error: "The summary has a character that cannot be kept. Remove it." });

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
