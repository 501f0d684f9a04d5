"use client";

import { useActionState } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Field, Refusal } from "@/app/_ui/field";
import head from "@/app/_ui/head.module.css";
import style from "../../sign-in/sign-in.module.css";

type AcceptFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  token: string;
  email: string;
};

/** Works before scripts arrive and without them. */
export function AcceptForm({ action, token, email }: AcceptFormProps) {
  const [state, submit, isSending] = useActionState(action, null);
  const of = (field: string) => (state?.field === field ? state.refusal : undefined);
  const other = state && !of("name") && !of("password") ? state.refusal : null;
  return (
    <form className={style.form} action={submit}>
      <h1 className={head.title}>Join Quarterdeck</h1>
      <p className={style.words}>You are invited as {email}.</p>
      {other && <Refusal id="refusal">{other}</Refusal>}
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <Field
        label="Your name"
        name="name"
        autoComplete="name"
        required
        defaultValue={state?.typed.name}
        key={state?.typed.name}
        refusal={of("name")}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        hint="15 to 128 characters. Several words in a row are easy to keep."
        refusal={of("password")}
      />
      <button className={`${button.button} ${button.primary}`} type="submit" aria-disabled={isSending}>
        Join
      </button>
    </form>
  );
}
