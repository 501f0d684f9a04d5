"use client";

import { useActionState } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Field, Refusal } from "@/app/_ui/field";
import head from "@/app/_ui/head.module.css";
import style from "../sign-in/sign-in.module.css";

type SetupFormProps = { action: (state: FormState, form: FormData) => Promise<FormState> };

const fields = [
  {
    name: "code",
    label: "Code",
    autoComplete: "off",
    hint: "It was printed where Quarterdeck was started. A new start prints a new one.",
  },
  { name: "name", label: "Your name", autoComplete: "name" },
  { name: "email", label: "Email", type: "email", autoComplete: "username" },
  {
    name: "password",
    label: "Password",
    type: "password",
    autoComplete: "new-password",
    hint: "15 to 128 characters. Several words in a row are easy to keep.",
  },
];

/** Works before scripts arrive and without them. */
export function SetupForm({ action }: SetupFormProps) {
  const [state, submit, isSending] = useActionState(action, null);
  const isOfAField = fields.some(({ name }) => name === state?.field);
  return (
    <form className={style.form} action={submit}>
      <h1 className={head.title}>Set up Quarterdeck</h1>
      <p>You become the first admin, and can then invite the others.</p>
      {state && !isOfAField && <Refusal id="refusal">{state.refusal}</Refusal>}
      {fields.map(({ name, ...field }) => (
        <Field
          key={`${name} ${state?.typed[name]}`}
          name={name}
          {...field}
          required
          defaultValue={state?.typed[name]}
          refusal={state?.field === name ? state.refusal : undefined}
        />
      ))}
      <button className={`${button.button} ${button.primary}`} type="submit" aria-disabled={isSending}>
        Set up
      </button>
    </form>
  );
}
