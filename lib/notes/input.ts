import { z } from "zod";
import { citation, itemSchema, sourceSchema } from "./content";
import { fieldSchema } from "./field";

const kind = z.enum(["headline", "takeaway", "guidance_row", "topic_row", "exchange", "covering_analyst"]);
const after = z.uuid().nullable();
const of = { kind, itemId: z.uuid() };

const setField = z
  .strictObject({ op: z.literal("set"), ...of, field: z.string().max(40), base: z.json(), value: z.json() })
  .transform((edit, context) => {
    const schema = fieldSchema(edit.kind, edit.field);
    if (!schema) {
      context.addIssue("There is no such field. Reload the page.");
      return z.NEVER;
    }
    const [base, value] = [schema.safeParse(edit.base), schema.safeParse(edit.value)];
    for (const { error } of [base, value]) if (error) context.addIssue(error.issues[0]?.message ?? "Not a value.");
    if (!base.success || !value.success) return z.NEVER;
    return { ...edit, base: base.data, value: value.data };
  });

/** One edit of a draft, with what it was based on: the value that was read, the item as it was read, or its rank. */
export const editSchema = z.discriminatedUnion("op", [
  setField,
  /** `after`: the item that it shall stand behind in the note; null: none. The id is made by whoever adds it. */
  z.strictObject({ op: z.literal("add"), item: itemSchema, after }),
  z.strictObject({ op: z.literal("remove"), item: itemSchema }),
  z.strictObject({ op: z.literal("move"), itemId: z.uuid(), base: z.string().max(100), after }),
  /** `source`: what is known of a document that the note does not have yet */
  z.strictObject({ op: z.literal("cite"), ...of, citation, source: sourceSchema.nullable() }),
  z.strictObject({ op: z.literal("uncite"), ...of, citation }),
]);

export const saveInput = z.strictObject({
  revisionId: z.uuid(),
  /** made by the sender, once for each save: a repeat of it is answered and not done again */
  key: z.uuid(),
  edits: z.array(editSchema).min(1, { error: "Nothing was sent to save." }).max(1_000),
});

export type Edit = z.output<typeof editSchema>;
export type SetEdit = Extract<Edit, { op: "set" }>;
