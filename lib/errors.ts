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

/** What the guards of the database say when a role goes, and an approval with it, between a command's look and its write. */
const lateGuards = [
  {
    says: /by somebody who .*is no reviewer$/,
    refusal: () => new Refused("forbidden", "You are no reviewer any more. An admin can change that."),
  },
  {
    says: /^nothing is published without the approvals/,
    refusal: () =>
      new Refused(
        "conflict",
        "An approval that this rests on has just ceased to count. Reload the page and try again.",
      ),
  },
];

/** An error of a transaction as its command would have refused it, had it looked a moment later; any other as it is. */
export function lateRefusal(error: unknown): unknown {
  const cause = error instanceof Error ? (error.cause ?? error) : null;
  if (!(cause instanceof Error && "code" in cause && cause.code === "23514")) return error;
  const guard = lateGuards.find(({ says }) => says.test(cause.message));
  return guard ? Object.assign(guard.refusal(), { cause }) : error;
}
