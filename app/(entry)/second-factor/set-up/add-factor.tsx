"use client";

import Link from "next/link";
import { type ReactNode, useActionState } from "react";
import type { MakingState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Field } from "@/app/_ui/field";
import { useRefusalFocus } from "@/app/_ui/focus";
import { RecoveryCodes } from "@/app/_ui/recovery-codes";
import form from "@/app/_ui/short-form.module.css";

type AddFactorProps = {
  action: (state: MakingState<string[]>, form: FormData) => Promise<MakingState<string[]>>;
  /** where to go once it is done */
  next: string;
  /** what the app takes over; none once it was taken */
  children: ReactNode;
};

/** Takes a first code of the app, and then shows the recovery codes the one time that they are there. */
export function AddFactor({ action, next, children }: AddFactorProps) {
  const [state, send] = useActionState(action, null);
  const ref = useRefusalFocus(state);
  const made = state && "made" in state ? state.made : null;
  const refusal = state && "refusal" in state ? state.refusal : undefined;
  if (made || !children) {
    return (
      <>
        {made ? <RecoveryCodes codes={made} /> : <p>You have a second factor.</p>}
        <Link className={`${button.button} ${button.primary}`} href={next}>
          {made ? "I have kept them, go on" : "Go on"}
        </Link>
      </>
    );
  }
  return (
    <>
      {children}
      <form className={form.form} ref={ref} action={send}>
        <Field
          label="Code that the app shows"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          refusal={refusal}
        />
        <button className={`${button.button} ${button.primary}`} type="submit">
          Set it up
        </button>
      </form>
    </>
  );
}
