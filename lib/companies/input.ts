import { z } from "zod";
import { isStorable } from "@/lib/notes/text";

const months = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/** `December`, `Dec`, `12` and `12-31` all name the month in which the fiscal year ends. */
function monthOf(typed: string): number | null {
  const word = typed.trim().toLowerCase();
  const number = /^(\d{1,2})(-\d{1,2})?$/.exec(word);
  const month = number
    ? Number(number[1])
    : word.length >= 3
      ? months.findIndex((name) => name.startsWith(word)) + 1
      : 0;
  return month >= 1 && month <= 12 ? month : null;
}

export const tickerInput = z
  .string()
  .transform((typed) => typed.trim().toUpperCase())
  .refine((ticker) => /^[A-Z0-9][A-Z0-9.-]{0,11}$/.test(ticker), {
    error: "A ticker has 1 to 12 letters, digits, dots or hyphens and does not begin with a sign, such as KC or BRK.B.",
  });

export const addCompanyInput = z.object({
  ticker: tickerInput,
  exchange: z
    .string()
    .transform((typed) => typed.trim().toUpperCase())
    .refine((mic) => /^[A-Z0-9]{4}$/.test(mic), {
      error: "Name the exchange by its market identifier code of four characters, such as XNAS or XHKG.",
    }),
  name: z
    .string()
    .trim()
    .min(1, { error: "Name the company." })
    .max(200, { error: "Keep the company's name under 200 characters." })
    .refine(isStorable, { error: "The name has a character that cannot be kept. Remove it." }),
  currency: z
    .string()
    .transform((typed) => typed.trim().toUpperCase())
    .refine((code) => /^[A-Z]{3}$/.test(code), { error: "Write the currency as three letters, such as USD or CNY." }),
  fiscalYearEnd: z.string().transform((typed, context) => {
    const month = monthOf(typed);
    if (month) return month;
    context.addIssue("Write the month in which the fiscal year ends, such as December or 12.");
    return z.NEVER;
  }),
  ownerEmail: z.string().optional(),
});
