import type { z } from "zod";

export type Reason = "not_found" | "forbidden" | "conflict" | "invalid";

/** How a command says no. The message is a sentence to the person that says what to do. */
export class Refused extends Error {
  constructor(
    readonly reason: Reason,
    message: string,
    /** the field of a form that it concerns, `further.0.ticker` for one in a row */
    readonly field: string | null = null,
  ) {
    super(message);
    this.name = "Refused";
  }
}

/** What was sent, as its schema has it; else a refusal with the first thing that is wrong with it. */
export function parseInput<T extends z.ZodType>(schema: T, input: z.input<T>): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refused("invalid", issue?.message ?? "This cannot be read.", issue?.path.join(".") || null);
}
