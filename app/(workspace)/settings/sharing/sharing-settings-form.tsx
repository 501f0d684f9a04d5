"use client";

import { useActionState, useEffect, useRef } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Field, Refusal } from "@/app/_ui/field";
import { Options } from "@/app/_ui/options";
import type { SharingSettings } from "@/lib/sharing/settings";
import style from "../settings-form.module.css";

type SharingSettingsFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  settings: SharingSettings;
};

const word = (yes: boolean) => (yes ? "yes" : "no");

/** Works before scripts arrive and without them. */
export function SharingSettingsForm({ action, settings }: SharingSettingsFormProps) {
  const [state, send] = useActionState(action, null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state) form.current?.querySelector<HTMLElement>("[aria-invalid], [role=alert]")?.focus();
  }, [state]);
  const [isOn, logsViews, days] = [word(settings.isOn), word(settings.logsViews), String(settings.viewsKeptDays)];
  const ofDays = state?.field === "viewsKeptDays" ? state.refusal : undefined;
  return (
    <form className={style.form} action={send} ref={form} key={`${isOn} ${logsViews} ${days}`}>
      <input type="hidden" name="baseIsOn" value={isOn} />
      <input type="hidden" name="baseLogsViews" value={logsViews} />
      <input type="hidden" name="baseViewsKeptDays" value={days} />
      {state && !ofDays && <Refusal id="refusal">{state.refusal}</Refusal>}
      <Options
        legend="Shared links"
        name="isOn"
        chosen={state?.typed.isOn ?? isOn}
        options={[
          { value: "yes", label: "Open", hint: "Whoever has a link reads what it was made for." },
          {
            value: "no",
            label: "All closed",
            hint: "Every link answers as if it were not there. They open again as they were when this is taken back.",
          },
        ]}
      />
      <Options
        legend="Log of views"
        name="logsViews"
        chosen={state?.typed.logsViews ?? logsViews}
        options={[
          {
            value: "yes",
            label: "Kept",
            hint: "When, which revision, from which part of which network, with what kind of browser. Readers are told.",
          },
          { value: "no", label: "Not kept", hint: "Nobody learns whether a link was opened." },
        ]}
      />
      <Field
        label="Days for which a view is kept"
        name="viewsKeptDays"
        inputMode="numeric"
        required
        className={style.number}
        defaultValue={state?.typed.viewsKeptDays ?? days}
        hint="From 1 to 3,650. Older views are deleted for good."
        refusal={ofDays}
      />
      <div>
        <button className={`${button.button} ${button.primary}`} type="submit">
          Save
        </button>
      </div>
    </form>
  );
}
