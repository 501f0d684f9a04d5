"use client";

import { type ReactNode, useActionState, useId } from "react";
import type { FormState } from "@/app/_server/action";
import style from "./action-button.module.css";
import button from "./button.module.css";
import { Refusal } from "./field";

type ActionButtonProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** what the action needs to know */
  fields: Record<string, string>;
  look?: "primary" | "quiet";
  children: ReactNode;
};

/** One act as a button; a form, so that it works without scripts. Why it was refused stands below it. */
export function ActionButton({ action, fields, look, children }: ActionButtonProps) {
  const [state, submit, isPending] = useActionState(action, null);
  const refusal = useId();
  return (
    <form className={style.form} action={submit}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button
        className={look ? `${button.button} ${button[look]}` : button.button}
        type="submit"
        disabled={isPending}
        aria-describedby={state ? refusal : undefined}
      >
        {children}
      </button>
      {state && <Refusal id={refusal}>{state.refusal}</Refusal>}
    </form>
  );
}
