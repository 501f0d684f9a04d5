"use client";

import { useActionState } from "react";
import button from "@/app/_ui/button.module.css";
import { Field, Refusal } from "@/app/_ui/field";
import form from "@/app/_ui/short-form.module.css";
import { signInAction } from "./actions";

/** Works before scripts arrive and without them: the answer to the post is this page with the refusal in it. */
export function SignInForm({ next }: { next: string }) {
  const [state, submit] = useActionState(signInAction, null);
  const wrong = state ? { "aria-invalid": true, "aria-describedby": "refusal" } : {};
  return (
    <form className={form.form} action={submit}>
      {state && <Refusal id="refusal">{state.refusal}</Refusal>}
      <input type="hidden" name="next" value={next} />
      <Field
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        required
        defaultValue={state?.typed.email}
        key={state?.typed.email}
      />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required {...wrong} />
      <button className={`${button.button} ${button.primary}`} type="submit">
        Sign in
      </button>
    </form>
  );
}
