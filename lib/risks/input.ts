import { z } from "zod";
import { assessmentSchema } from "@/lib/notes/content";

export const assessRiskInput = z.strictObject({
  revisionId: z.uuid(),
  itemId: z.uuid(),
  /** the assessment as it was read; null: not rated */
  base: assessmentSchema.nullable(),
  assessment: assessmentSchema,
});
