import { z } from "zod";
import { uuid } from "@/lib/notes/content";
import { fieldLengthMax, isStorable } from "@/lib/notes/text";
import { commentLengthMax } from "./length";

const commentText = z
  .string()
  // A form sends line ends of two characters, where its box counted one.
  .transform((text) => text.replace(/\r\n?/g, "\n").trim())
  .pipe(
    z
      .string()
      .min(1, { error: "Write a comment first." })
      .refine(({ length }) => length <= commentLengthMax, { error: "Keep a comment within 2,000 characters." })
      .refine(isStorable, { error: "The comment has a character that cannot be kept. Remove it." }),
  );

const words = z.strictObject({
  /** as citations name it; null: wherever in the item the words stand */
  field: z.string().max(100).nullable(),
  quote: z
    .string()
    .refine((quote) => /\S/.test(quote), { error: "Name the words that the comment is about." })
    .refine(({ length }) => length <= fieldLengthMax, { error: "Name fewer words: no field has so many." })
    .refine(isStorable, { error: "These words have a character that cannot be kept. Copy them again." }),
  /** where in the field they begin; null: where they stand there once */
  start: z.int().min(0).nullable(),
});

/** `key` is the comment's id, which whoever asks may choose: sent twice, it is one comment. */
export const addCommentInput = z.strictObject({
  key: uuid.optional(),
  revisionId: uuid,
  itemId: uuid,
  text: commentText,
  words: words.nullable(),
});

export const replyInput = z.strictObject({
  key: uuid.optional(),
  commentId: uuid,
  /** the revision that its writer has open */
  revisionId: uuid,
  text: commentText,
});

export const threadInput = z.strictObject({ commentId: uuid });

/** As forms send it: what is left empty is left out. */
export const addCommentForm = z.object({
  key: uuid,
  revisionId: uuid,
  itemId: z.uuid({ error: "Choose the item that the comment is about." }),
  text: z.string(),
  quote: z.string().optional(),
  field: z.string().optional(),
});

export const replyForm = z.object({ key: uuid, commentId: uuid, revisionId: uuid, text: z.string() });
