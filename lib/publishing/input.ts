import { z } from "zod";
import { isStorable } from "@/lib/notes/text";

/** Of a recall, in UTF-16 code units. */
const reasonLengthMax = 2_000;

/** What a form for a recall sends: which revision, and why readers are not to rely on it. */
export const recallInput = z.strictObject({
  revisionId: z.uuid({ error: "There is no such revision." }),
  reason: z
    .string()
    .overwrite((text) => text.replace(/\r\n?/g, "\n")) // as browsers send the lines of a form
    .trim()
    .min(1, { error: "Say why. Readers see it in place of the note." })
    .refine(({ length }) => length <= reasonLengthMax, {
      error: `Keep the reason within ${reasonLengthMax.toLocaleString("en")} characters.`,
    })
    .refine(isStorable, { error: "The reason has a character that cannot be kept. Remove it." }),
});
