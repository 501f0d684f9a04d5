import { z } from "zod";
import { isStorable } from "@/lib/notes/text";
import { isSeen, seenError } from "@/lib/notes/unseen";
import { isBlank, months, sentFields } from "./facts";

/** `December`, `Dec`, `12` and `12-31` all name the month in which the fiscal year ends. */
function monthOf(typed: string): number | null {
  const word = typed.trim().toLowerCase();
  const number = /^(\d{1,2})(-\d{1,2})?$/.exec(word);
  const month = number
    ? Number(number[1])
    : word.length >= 3
      ? months.findIndex((name) => name.toLowerCase().startsWith(word)) + 1
      : 0;
  return month >= 1 && month <= 12 ? month : null;
}

/** A code in capitals. What is typed is judged before: some foreign letters turn into ours when they are made capitals. */
function code(pattern: RegExp, error: string) {
  return z
    .string()
    .trim()
    .regex(pattern, { error })
    .transform((typed) => typed.toUpperCase());
}

export const tickerInput = code(
  /^[A-Za-z0-9][A-Za-z0-9.-]{0,11}$/,
  "A ticker has 1 to 12 letters from A to Z, digits, dots or hyphens and does not begin with a sign, such as KC or BRK.B.",
);

const listing = z.object({
  ticker: tickerInput,
  exchange: code(
    /^[A-Za-z0-9]{4}$/,
    "Name the exchange by its market identifier code of four characters, such as XNAS or XHKG.",
  ),
});

/** A row of a form; null when nothing was written in it. */
const listingRow = z.preprocess((row: z.input<typeof listing>) => (isBlank(row) ? null : row), listing.nullable());

const furtherMax = 30;

const company = z.object({
  ...listing.shape,
  further: z
    .array(listingRow)
    .max(furtherMax, { error: `A company has at most ${furtherMax} further listings here.` })
    .default([]),
  name: z
    .string()
    .trim()
    .min(1, { error: "Name the company." })
    .max(200, { error: "Keep the company's name under 200 characters." })
    .refine(isStorable, { error: "The name has a character that cannot be kept. Remove it." })
    .refine(isSeen, { error: seenError }),
  currency: code(/^[A-Za-z]{3}$/, "Write the currency as three letters, such as USD or CNY."),
  fiscalYearEnd: z.string().transform((typed, context) => {
    const month = monthOf(typed);
    if (month) return month;
    context.addIssue("Write the month in which the fiscal year ends, such as December or 12.");
    return z.NEVER;
  }),
  /** empty: nobody yet */
  ownerEmail: z.string().trim().default(""),
});

function refuseTwice({ value, issues }: z.core.ParsePayload<WrittenCompany>): void {
  const seen = new Set([`${value.ticker} on ${value.exchange}`]);
  for (const [at, row] of value.further.entries()) {
    const listed = row && `${row.ticker} on ${row.exchange}`;
    if (listed && seen.has(listed)) {
      const message = `${listed} stands here twice. Remove one.`;
      issues.push({ code: "custom", message, path: ["further", at, "ticker"], input: row });
    }
    if (listed) seen.add(listed);
  }
}

export type WrittenCompany = z.output<typeof company>;

export const addCompanyInput = company.check(refuseTwice);

const row = z.object({ ticker: z.string(), exchange: z.string() });

export const editCompanyInput = company
  .extend({
    companyId: z.uuid({ error: "This form cannot be read. Reload the page and try again." }),
    /** the company as it was read */
    base: row.extend({
      further: z.array(row).max(furtherMax),
      name: z.string(),
      currency: z.string(),
      fiscalYearEnd: z.string(),
      ownerEmail: z.string(),
    }),
  })
  .check(refuseTwice);

const sent = z.record(z.string(), z.string());

export const addCompanyForm = sent.transform((fields) => sentFields(fields));

export const editCompanyForm = sent.transform((fields) => ({
  ...sentFields(fields),
  companyId: fields.companyId ?? "",
  base: sentFields(fields, "base."),
}));
