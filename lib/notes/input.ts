import { z } from "zod";
import { type Citation, citation, type ItemKind, itemSchema, sourceSchema, tidyCitations, uuid } from "./content";
import { citedText, fieldSchema, isCitable } from "./field";

const kind = z.enum(["headline", "takeaway", "guidance_row", "topic_row", "exchange", "covering_analyst"]);
const after = uuid.nullable();
const of = { kind, itemId: uuid };

const noSuchField = "There is no such field. Reload the page.";

const setField = z
  .strictObject({ op: z.literal("set"), ...of, field: z.string().max(40), base: z.json(), value: z.json() })
  .transform((edit, context) => {
    const schema = fieldSchema(edit.kind, edit.field);
    if (!schema) {
      context.addIssue(noSuchField);
      return z.NEVER;
    }
    const [base, value] = [schema.safeParse(edit.base), schema.safeParse(edit.value)];
    for (const { error } of [base, value]) if (error) context.addIssue(error.issues[0]?.message ?? "Not a value.");
    if (!base.success || !value.success) return z.NEVER;
    return { ...edit, base: base.data, value: value.data };
  });

const isField = (edit: { kind: ItemKind; citation: Citation }) => isCitable(edit.kind, edit.citation.field);

/** An item whose marks stand in its texts, each once and in the order of a content. */
const addedItem = itemSchema.transform((item, context) => {
  const isPlaced = item.citations.every(({ field, offset }) => offset <= (citedText(item, field)?.length ?? -1));
  if (!isPlaced) context.addIssue("A citation stands outside of its text. Reload the page.");
  return { ...item, citations: tidyCitations(item.citations) };
});

/** One edit of a draft, with what it was based on: the value that was read, the item as it was read, or its rank. */
const editSchema = z.discriminatedUnion("op", [
  setField,
  /** `after`: the item that it shall stand behind in the note; null: none. The id is made by whoever adds it. */
  z.strictObject({ op: z.literal("add"), item: addedItem, after }),
  z.strictObject({ op: z.literal("remove"), item: itemSchema }),
  z.strictObject({ op: z.literal("move"), itemId: uuid, base: z.string().max(1_000), after }),
  /** `source`: what is known of a document that the note does not have yet */
  z
    .strictObject({ op: z.literal("cite"), ...of, citation, source: sourceSchema.nullable() })
    .refine(isField, { error: noSuchField }),
  z.strictObject({ op: z.literal("uncite"), ...of, citation }).refine(isField, { error: noSuchField }),
]);

export const saveInput = z.strictObject({
  revisionId: uuid,
  /** made by the sender, once for each save: a repeat of it is answered and not done again */
  key: uuid,
  edits: z.array(editSchema).min(1, { error: "Nothing was sent to save." }).max(1_000),
});

export type Edit = z.output<typeof editSchema>;
export type SetEdit = Extract<Edit, { op: "set" }>;
