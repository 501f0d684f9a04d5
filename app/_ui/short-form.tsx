"use client";

import { type ComponentProps, useActionState, useId } from "react";
import type { FormState } from "@/app/_server/action";
import { useRefusalFocus } from "@/app/_ui/focus";
import button from "./button.module.css";
import { Field, Refusal } from "./field";
import style from "./short-form.module.css";

type ShortFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  fields: ComponentProps<typeof Field>[];
  /** what the action needs to know beside them */
  hidden?: Record<string, string>;
  submit: string;
  look?: "primary";
};

/** A few fields and a button. Works before scripts arrive and without them; what is refused is said at its field. */
export function ShortForm({ action, fields, hidden = {}, submit, look }: ShortFormProps) {
  const [state, send, isPending] = useActionState(action, null);
  const form = useRefusalFocus(state);
  const refusal = useId();
  const isAtField = fields.some(({ name }) => name === state?.field);
  return (
    <form className={style.form} action={send} ref={form}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {state && !isAtField && <Refusal id={refusal}>{state.refusal}</Refusal>}
      {fields.map((field) => (
        <Field
          key={field.name}
          {...field}
          defaultValue={state?.typed[field.name] ?? field.defaultValue}
          refusal={state?.field === field.name ? state.refusal : undefined}
        />
      ))}
      <div>
        <button
          className={look ? `${button.button} ${button[look]}` : button.button}
          type="submit"
          disabled={isPending}
          aria-describedby={state && !isAtField ? refusal : undefined}
        >
          {submit}
        </button>
      </div>
    </form>
  );
}
