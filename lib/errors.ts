import type { z } from "zod";

/** `busy`: nothing is wrong with what was asked, and it may be asked again as it is. */
export type Reason = "not_found" | "forbidden" | "conflict" | "invalid" | "busy";

/** By the field of a form that it concerns, `further.0.ticker` for one in a row: a sentence to the person. */
export type FieldRefusals = Record<string, string>;

/** How a command says no. The message is a sentence to the person that says what to do. */
export class Refused extends Error {
  /** all that is wrong */
  readonly refusals: FieldRefusals;

  constructor(
    readonly reason: Reason,
    message: string,
    /** the field of a form that it concerns */
    readonly field: string | null = null,
    others: FieldRefusals = {},
  ) {
    super(message);
    this.name = "Refused";
    this.refusals = { ...others, ...(field !== null && { [field]: message }) };
  }
}

/**
 * What was sent, as its schema has it; else a refusal with the first thing that is wrong with it, and all others, of which
 * `more` holds those that no schema finds.
 */
export function parseInput<T extends z.ZodType>(schema: T, input: z.input<T>, more: FieldRefusals = {}): z.output<T> {
  const parsed = schema.safeParse(input);
  const issues = parsed.error?.issues.map(({ path, message }) => [path.join("."), message] as const) ?? [];
  const [first] = [...issues, ...Object.entries(more)];
  if (parsed.success && !first) return parsed.data;
  const [field, message] = first ?? ["", "This cannot be read."];
  const others = Object.fromEntries([...Object.entries(more), ...issues.toReversed()].filter(([name]) => name));
  throw new Refused("invalid", message, field || null, others);
}

/** What the guards of the database say when a role goes, and an approval with it, between a command's look and its write. */
const lateGuards = [
  {
    says: /^nobody removes the last admin$/,
    refusal: () => new Refused("conflict", "They are the only admin by now. Make somebody else an admin first."),
  },
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

/** What did not get its turn, by PostgreSQL's code: there was no free connection, somebody else held it, or it took too long. */
const tooLate: Record<string, string> = {
  "53300": "Too much is asked at once just now. Nothing was changed; try again in a few seconds.",
  "55P03": "Somebody else is changing this at the moment. Nothing was changed; try again in a few seconds.",
  "57014": "This took too long and was given up. Nothing was changed; try again in a few seconds.",
};

/** An error of the database as a command would have refused it, had it looked a moment later; any other as it is. */
export function lateRefusal(error: unknown): unknown {
  const cause = error instanceof Error ? (error.cause ?? error) : null;
  if (!(cause instanceof Error && "code" in cause && typeof cause.code === "string")) return error;
  const sentence = tooLate[cause.code];
  if (sentence) return Object.assign(new Refused("busy", sentence), { cause });
  if (cause.code === "22021" || cause.code === "22P05") {
    return Object.assign(new Refused("invalid", "This has a character that cannot be kept (NUL). Remove it."), {
      cause,
    });
  }
  const guard = cause.code === "23514" && lateGuards.find(({ says }) => says.test(cause.message));
  return guard ? Object.assign(guard.refusal(), { cause }) : error;
}
