import { headers } from "next/headers";
import type { z } from "zod";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { type FieldRefusals, lateRefusal, parseInput, type Reason, Refused } from "@/lib/errors";
import { currentContext, entrantContext, type PersonContext, strangerContext } from "./context";
import { isOwnOrigin } from "./headers";
import { countWrite } from "./write-rate";

/** Why a form was refused: a sentence, the field it concerns, all that is wrong, and what was typed, but for secrets. */
type FormRefusal = { refusal: string; field: string | null; refusals: FieldRefusals; typed: Record<string, string> };

/** What a form shows after it was sent. */
export type FormState = FormRefusal | null;
/** The same of a form that makes something which is shown once and kept nowhere. */
export type MakingState<T> = FormRefusal | { made: T } | null;

type FormAction = (state: FormState, form: FormData) => Promise<FormState>;
type MakingAction<T> = (state: MakingState<T>, form: FormData) => Promise<MakingState<T>>;

const secretFields = new Set(["password", "presentPassword", "newPassword", "again", "code", "appCode", "token"]);

async function answered<T>(form: FormData, work: () => Promise<T>): Promise<FormRefusal | { made: T }> {
  // A client may send anything in place of a form.
  if (!(form instanceof FormData))
    return { refusal: "This form cannot be read. Reload the page.", field: null, refusals: {}, typed: {} };
  const typed = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === "string" && !secretFields.has(name) ? [[name, value]] : [])),
  );
  if (!isOwnOrigin((await headers()).get("origin"), env().PUBLIC_URL)) {
    const refusal = "This form did not come from a page of this workspace. Reload the page and try again.";
    return { refusal, field: null, refusals: {}, typed };
  }
  try {
    return { made: await work() };
  } catch (error) {
    const refused = lateRefusal(error);
    if (refused instanceof Refused) {
      const { message: refusal, field, refusals } = refused;
      return { refusal, field, refusals, typed };
    }
    throw error;
  }
}

function parsed<T extends z.ZodType>(schema: T, form: FormData): z.output<T> {
  return parseInput(schema, Object.fromEntries(form) as z.input<T>);
}

/** A server action of somebody who is signed in, of which something comes that the form then shows. */
export function makingAction<S extends z.ZodType, T>(
  schema: S,
  work: (ctx: PersonContext, input: z.output<S>) => Promise<T>,
): MakingAction<T> {
  return making(currentContext, schema, work);
}

/** The same of somebody whose session may lack the second factor: to show one, or to set one up. */
export function entrantMakingAction<S extends z.ZodType, T>(
  schema: S,
  work: (ctx: PersonContext, input: z.output<S>) => Promise<T>,
): MakingAction<T> {
  return making(entrantContext, schema, work);
}

function making<S extends z.ZodType, T>(
  context: () => Promise<PersonContext | null>,
  schema: S,
  work: (ctx: PersonContext, input: z.output<S>) => Promise<T>,
): MakingAction<T> {
  return (_, form) =>
    answered(form, async () => {
      const [ctx] = await Promise.all([context(), countWrite()]);
      if (!ctx)
        throw new Refused("forbidden", "You are not signed in any more. Sign in again in another tab, then retry.");
      return work(ctx, parsed(schema, form));
    });
}

/** A server action of somebody who is signed in. */
export function personAction<T extends z.ZodType>(
  schema: T,
  work: (ctx: PersonContext, input: z.output<T>) => Promise<void>,
): FormAction {
  const act = makingAction(schema, work);
  return async (_, form) => refusalOf(await act(null, form));
}

/** A server action of somebody whose session may lack the second factor. */
export function entrantAction<T extends z.ZodType>(
  schema: T,
  work: (ctx: PersonContext, input: z.output<T>) => Promise<void>,
): FormAction {
  const act = entrantMakingAction(schema, work);
  return async (_, form) => refusalOf(await act(null, form));
}

function refusalOf<T>(state: MakingState<T>): FormState {
  return state && "made" in state ? null : state;
}

type Spoken = Exclude<Reason, "busy"> | "signed_out";

/** What an action that a page's script calls comes back with. */
export type Answer<T> = { answer: T } | { refusal: { reason: Spoken; sentence: string } };

/** A server action of somebody who is signed in, called by a script with a value; the command looks at the value. */
export function scriptAction<I, T>(
  work: (ctx: PersonContext, input: I) => Promise<T>,
): (input: I) => Promise<Answer<T>> {
  return async (input) => {
    const refused = (reason: Spoken, sentence: string) => ({ refusal: { reason, sentence } });
    if (!isOwnOrigin((await headers()).get("origin"), env().PUBLIC_URL)) {
      return refused("forbidden", "This did not come from a page of this workspace. Reload the page and try again.");
    }
    const [ctx] = await Promise.all([currentContext(), countWrite()]);
    if (!ctx) return refused("signed_out", "You are not signed in any more. Sign in again in another tab, then retry.");
    try {
      return { answer: await work(ctx, input) };
    } catch (error) {
      // The script tries again by itself when it gets no answer.
      if (error instanceof Refused && error.reason !== "busy") return refused(error.reason, error.message);
      throw error;
    }
  };
}

/** A server action that a stranger may call: what is behind the door to the workspace. */
export function strangerAction<T extends z.ZodType>(
  schema: T,
  work: (ctx: Context, input: z.output<T>) => Promise<void>,
): FormAction {
  return async (_, form) =>
    refusalOf(
      await answered(form, async () => {
        await countWrite();
        return work(strangerContext(), parsed(schema, form));
      }),
    );
}
