"use client";

import { useActionState } from "react";
import type { FormState } from "@/app/_server/action";

type SignOutProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  className?: string | undefined;
};

/** A form, so that it works without scripts and is no link that a page could be led to. */
export function SignOut({ action, className }: SignOutProps) {
  const [state, submit] = useActionState(action, null);
  return (
    <form action={submit}>
      {state && <p role="alert">{state.refusal}</p>}
      <button className={className} type="submit">
        Sign out
      </button>
    </form>
  );
}
