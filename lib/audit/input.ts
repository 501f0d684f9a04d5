import { z } from "zod";
import { tickerInput } from "@/lib/companies/input";
import { readPeriod } from "@/lib/transfer/periods";
import { actions } from "./words";

const dayError = "Write the day as 2025-06-02.";
/** A day of UTC as an address carries it. */
export const day = z.iso.date({ error: dayError }).regex(/^[1-9]/, { error: dayError });
const aboutError = "Write a ticker, or a ticker and a quarter, such as KC or KC 2025-Q1.";

/** A company by its ticker, or a note by its ticker and quarter. */
export const about = z.string().transform((typed, context) => {
  const [first = "", ...rest] = typed.trim().split(/\s+/);
  const ticker = tickerInput.safeParse(first);
  const period = rest.length > 0 ? readPeriod(rest.join(" ")) : undefined;
  if (ticker.success && period !== null) return { ticker: ticker.data, period: period ?? null };
  context.addIssue(aboutError);
  return z.NEVER;
});

const filters = {
  person: z.string().regex(/^(product|[0-9a-f-]{36})$/, { error: "Choose somebody from the list." }),
  action: z.enum(actions, { error: "Choose what was done from the list." }),
  about,
  from: day,
  to: day,
  /** the number of the event whose elders are shown */
  before: z.coerce
    .number({ error: "Begin again with the newest events." })
    .int()
    .positive()
    .max(2 ** 53 - 1),
};

export type FilterName = keyof typeof filters;

/** Which events to list; what is missing does not limit them. Days are of UTC, and both are included. */
export type TrailFilter = { [K in FilterName]?: z.output<(typeof filters)[K]> };

/** A form's filters as an address carries them, with what was typed, and why each of them that cannot be read cannot. */
export function readFilters<F extends Record<string, z.ZodType>>(
  filters: F,
  params: Record<string, string | string[] | undefined>,
) {
  const filter: Record<string, unknown> = {};
  const typed: Partial<Record<keyof F, string>> = {};
  const refusals: Partial<Record<keyof F, string>> = {};
  for (const [name, schema] of Object.entries(filters) as [keyof F & string, z.ZodType][]) {
    const value = params[name];
    if (typeof value !== "string" || value.trim() === "") continue;
    typed[name] = value;
    const parsed = schema.safeParse(value);
    if (parsed.success) filter[name] = parsed.data;
    else refusals[name] = parsed.error.issues[0]?.message ?? "This cannot be read.";
  }
  return { filter: filter as { [K in keyof F]?: z.output<F[K]> }, typed, refusals };
}

export const readFilter = (params: Record<string, string | string[] | undefined>) => readFilters(filters, params);
