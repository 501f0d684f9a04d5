import { z } from "zod";

/** What PostgreSQL can keep exactly: no NUL, no lone surrogate. */
export function isStorable(value: string): boolean {
  return !value.includes("\0") && value.isWellFormed();
}

export const fieldLengthMax = 20_000;

/** A text field of an item, kept as typed. */
export const text = z
  .string()
  .max(fieldLengthMax, { error: `Keep a field under ${fieldLengthMax.toLocaleString("en")} characters.` })
  .refine(isStorable, { error: "This text has a character that cannot be kept (NUL or half of a pair). Remove it." });

/** A field that may be missing: null, never an empty text. */
export const optionalText = text.min(1, { error: "Leave the field out, or write something in it." }).nullable();
