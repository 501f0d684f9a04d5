"use client";

import { type ReactNode, useId } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { useReaching } from "@/app/_ui/reaching";
import style from "./threads.module.css";

type ThreadActProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  fields: Record<string, string>;
  children: ReactNode;
};

/** Resolves a thread or opens it again. The button stays the same one through that, and keeps the focus. */
export function ThreadAct({ action, fields, children }: ThreadActProps) {
  const [state, send, isSending] = useReaching(action);
  const refusal = useId();
  return (
    <form
      className={style.act}
      action={send}
      onSubmit={(event) => {
        if (isSending) event.preventDefault();
      }}
    >
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className={button.link} aria-describedby={state ? refusal : undefined}>
        {children}
      </button>
      {state && <Refusal id={refusal}>{state.refusal}</Refusal>}
    </form>
  );
}
