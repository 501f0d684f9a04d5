import { z } from "zod";
import { tickerInput } from "@/lib/companies/input";
import type { Turn } from "./parsed";
import { readPeriod } from "./periods";

/** In UTF-8. A note of 500 long items has a tenth of it. */
export const textBytesMax = 1_000_000;
export const tooLong = "A text may have at most 1 MB, and this one has more. Keep the note, and leave the rest out.";

export function isTooLong(text: string): boolean {
  return text.length > textBytesMax || new TextEncoder().encode(text).length > textBytesMax;
}

/** `risk:5`: how an answer travels in a form. */
export function writeTurn({ to, line }: Turn): string {
  return `${to}:${line}`;
}

export function readTurn(written: string): Turn | null {
  const [, to, line] = /^(positive|risk):(\d{1,7})$/.exec(written) ?? [];
  return to ? { to: to as Turn["to"], line: Number(line) } : null;
}

/** What the import form sends: the text, and what was said beside it. */
export const importInput = z
  .object({
    /** forms send every line break as CRLF */
    text: z
      .string()
      .transform((typed) => typed.replace(/\r\n?/g, "\n"))
      .refine((text) => text.trim() !== "", { error: "There is no text yet. Paste one, or choose a file." })
      .refine((text) => !isTooLong(text), { error: tooLong }),
    company: z
      .string()
      .transform((typed, context) => {
        if (typed.trim() === "") return null;
        const ticker = tickerInput.safeParse(typed);
        if (ticker.success) return ticker.data;
        context.addIssue(ticker.error.issues[0]?.message ?? "This is no ticker.");
        return z.NEVER;
      })
      .optional(),
    quarter: z
      .string()
      .transform((typed, context) => {
        const period = readPeriod(typed);
        if (typed.trim() && !period) context.addIssue("Write the quarter as Q1 2025.");
        return period;
      })
      .optional(),
    turn: z.string().transform(readTurn).optional(),
    /** ids of missing items that go, with commas between them */
    removed: z
      .string()
      .transform((ids) => ids.split(",").filter(Boolean))
      .pipe(z.array(z.uuid({ error: "What was to be removed cannot be told. Reload the page." })).max(500))
      .optional(),
  })
  .transform(({ text, company, quarter, turn, removed = [] }) => ({
    text,
    options: {
      ...(company && { ticker: company }),
      ...(quarter && { period: quarter }),
      ...(turn && { turn }),
      removed,
    },
  }));
