import { unstable_rethrow } from "next/navigation";
import { useActionState } from "react";
import type { FormState } from "@/app/_server/action";
import { useHasScripts } from "./has-scripts";

type FormAction = (state: FormState, form: FormData) => Promise<FormState>;

/**
 * A form's action, called by a script: a server that cannot be reached, or that met an error, is told beside the form, which
 * stays as it is. `onLed`: it has led to another page.
 */
export function reaching(action: FormAction, onLed: () => void = () => {}): FormAction {
  return async (state, form) => {
    try {
      return await action(state, form);
    } catch (error) {
      rethrowRedirect(error, onLed);
      const typed = [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
      const refusal = "The server cannot be reached, or met an error. What you wrote is kept here. Try again.";
      return { refusal, field: null, refusals: {}, typed: Object.fromEntries(typed) };
    }
  };
}

function rethrowRedirect(error: unknown, first: () => void): void {
  try {
    unstable_rethrow(error);
  } catch (redirect) {
    first();
    throw redirect;
  }
}

/** The state of a form whose action is `reaching` once scripts are there. Before and without them the form is posted itself. */
export function useReaching(action: FormAction) {
  return useActionState(useHasScripts() ? reaching(action) : action, null);
}
