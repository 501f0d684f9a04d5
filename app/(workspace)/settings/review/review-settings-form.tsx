"use client";

import { useActionState, useEffect, useRef } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { Options } from "@/app/_ui/options";
import type { ReviewSettings } from "@/lib/review/settings";
import style from "../settings-form.module.css";

type ReviewSettingsFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  settings: ReviewSettings;
};

/** Works before scripts arrive and without them. */
export function ReviewSettingsForm({ action, settings }: ReviewSettingsFormProps) {
  const [state, send] = useActionState(action, null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state) form.current?.querySelector<HTMLElement>("[role=alert]")?.focus();
  }, [state]);
  const needed = String(settings.approvalsNeeded);
  const blocks = settings.uncitedBlocks ? "yes" : "no";
  return (
    <form className={style.form} action={send} ref={form} key={`${needed} ${blocks}`}>
      <input type="hidden" name="baseApprovalsNeeded" value={needed} />
      <input type="hidden" name="baseUncitedBlocks" value={blocks} />
      {state && <Refusal id="refusal">{state.refusal}</Refusal>}
      <Options
        legend="Approvals"
        name="approvalsNeeded"
        chosen={state?.typed.approvalsNeeded ?? needed}
        options={[
          { value: "1", label: "One", hint: "The first reviewer who approves a revision publishes it." },
          { value: "2", label: "Two", hint: "The second reviewer who approves the same words publishes them." },
        ]}
      />
      <Options
        legend="Takeaways without a source"
        name="uncitedBlocks"
        chosen={state?.typed.uncitedBlocks ?? blocks}
        options={[
          { value: "no", label: "May be submitted", hint: "Writers and readers see that no source is cited." },
          {
            value: "yes",
            label: "Keep a draft from being submitted",
            hint: "Every takeaway cites at least one source.",
          },
        ]}
      />
      <div>
        <button className={`${button.button} ${button.primary}`} type="submit">
          Save
        </button>
      </div>
    </form>
  );
}
