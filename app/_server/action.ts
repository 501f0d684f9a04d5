import { headers } from "next/headers";
import type { z } from "zod";
import { database } from "@/db/client";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { Refused } from "@/lib/errors";
import { currentContext, type PersonContext } from "./context";
import { isOwnOrigin } from "./headers";

/** What a form shows after it was refused: a sentence, and what was typed, but for secrets. */
export type FormState = { refusal: string; typed: Record<string, string> } | null;

type FormAction = (state: FormState, form: FormData) => Promise<FormState>;

const secretFields = new Set(["password"]);

async function answered(form: FormData, work: () => Promise<void>): Promise<FormState> {
  const typed = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === "string" && !secretFields.has(name) ? [[name, value]] : [])),
  );
  if (!isOwnOrigin((await headers()).get("origin"), env().PUBLIC_URL)) {
    return { refusal: "This form did not come from a page of this workspace. Reload the page and try again.", typed };
  }
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.message, typed };
    throw error;
  }
}

function parsed<T extends z.ZodType>(schema: T, form: FormData): z.output<T> {
  const result = schema.safeParse(Object.fromEntries(form));
  if (result.success) return result.data;
  throw new Refused("invalid", result.error.issues[0]?.message ?? "This form cannot be read. Reload the page.");
}

/** A server action of somebody who is signed in. */
export function personAction<T extends z.ZodType>(
  schema: T,
  work: (ctx: PersonContext, input: z.output<T>) => Promise<void>,
): FormAction {
  return (_, form) =>
    answered(form, async () => {
      const ctx = await currentContext();
      if (!ctx)
        throw new Refused("forbidden", "You are not signed in any more. Sign in again in another tab, then retry.");
      await work(ctx, parsed(schema, form));
    });
}

/** A server action that a stranger may call: signing in. */
export function strangerAction<T extends z.ZodType>(
  schema: T,
  work: (ctx: Context, input: z.output<T>) => Promise<void>,
): FormAction {
  return (_, form) =>
    answered(form, () =>
      work({ db: database(), actor: { kind: "system", name: "sign-in" }, now: new Date() }, parsed(schema, form)),
    );
}
