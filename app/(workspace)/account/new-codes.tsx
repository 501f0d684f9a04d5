"use client";

import { useActionState } from "react";
import type { MakingState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Field } from "@/app/_ui/field";
import { useRefusalFocus } from "@/app/_ui/focus";
import { RecoveryCodes } from "@/app/_ui/recovery-codes";
import form from "@/app/_ui/short-form.module.css";
import style from "./account.module.css";

type NewCodesProps = {
  action: (state: MakingState<string[]>, form: FormData) => Promise<MakingState<string[]>>;
};

/** Makes new recovery codes in the place of the old, and shows them the one time that they are there. */
export function NewCodes({ action }: NewCodesProps) {
  const [state, send] = useActionState(action, null);
  const ref = useRefusalFocus(state);
  if (state && "made" in state) return <RecoveryCodes codes={state.made} />;
  return (
    <details open={state !== null || undefined}>
      <summary className={style.more}>Make new recovery codes</summary>
      <form className={form.form} ref={ref} action={send}>
        <Field
          label="Code of the app"
          name="appCode"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          refusal={state?.refusal}
        />
        <div>
          <button className={button.button} type="submit">
            Make new codes
          </button>
        </div>
      </form>
    </details>
  );
}
