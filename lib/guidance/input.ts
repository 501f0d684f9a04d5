import { z } from "zod";
import { optionalText, text } from "@/lib/notes/text";
import { changes } from "./change";

/** One field of a guidance row: the value it had when it was read, and the value it shall have. */
const edit = <T extends z.ZodType>(value: T) => z.strictObject({ base: value, value });

export const editGuidanceRowInput = z.strictObject({
  revisionId: z.uuid(),
  itemId: z.uuid(),
  edits: z
    .strictObject({
      metric: edit(text),
      period: edit(optionalText),
      previous: edit(optionalText),
      current: edit(optionalText),
      change: edit(z.enum(changes).nullable()),
      changeText: edit(optionalText),
    })
    .partial()
    .refine((edits) => Object.keys(edits).length > 0, { error: "Name at least one field to edit." }),
});
