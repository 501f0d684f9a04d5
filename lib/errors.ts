import type { z } from "zod";

export type Reason = "not_found" | "forbidden" | "conflict" | "invalid";

/** How a command says no. The message is a sentence to the person that says what to do. */
export class Refused extends Error {
  constructor(
    readonly reason: Reason,
    message: string,
  ) {
    super(message);
    this.name = "Refused";
  }
}

/** What was sent, as its schema has it; else a refusal with the first thing that is wrong with it. */
export function parseInput<T extends z.ZodType>(schema: T, input: z.input<T>): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new Refused("invalid", parsed.error.issues[0]?.message ?? "This cannot be read.");
}
