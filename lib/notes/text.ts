import { z } from "zod";

/** What PostgreSQL can keep exactly: no NUL, no lone surrogate. */
export function isStorable(value: string): boolean {
  return !value.includes("\0") && value.isWellFormed();
}

/** UTF-16 code units, as a browser counts what is typed. */
export const fieldLengthMax = 10_000;
export const titleLengthMax = 200;

const storable = z
  .string()
  .refine(isStorable, { error: "This text has a character that cannot be kept (NUL or half of a pair). Remove it." });

/** `max()` would count code points. */
const within = (most: number, error: string) => storable.refine(({ length }) => length <= most, { error });

/** A text field of an item, kept as typed. */
export const text = within(fieldLengthMax, `Keep a field within ${fieldLengthMax.toLocaleString("en")} characters.`);

/** A headline, or the title of a takeaway. */
export const titleText = within(titleLengthMax, `Keep a headline or a title within ${titleLengthMax} characters.`);

/** What names a document in the text, `5` for `[doc 5]`. */
export const labelText = titleText.min(1, { error: "Give the document a label." });

/** A field that may be missing: null, never an empty text. */
export const optionalText = text.min(1, { error: "Leave the field out, or write something in it." }).nullable();
