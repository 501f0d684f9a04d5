"use client";

import { useActionState } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { Options } from "@/app/_ui/options";
import type { Preferences } from "@/lib/auth/preferences";
import style from "./account.module.css";

type PreferencesFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  preferences: Preferences;
};

/** Works before scripts arrive and without them. */
export function PreferencesForm({ action, preferences: { theme, hasKeys } }: PreferencesFormProps) {
  const [state, send] = useActionState(action, null);
  const keys = hasKeys ? "on" : "off";
  return (
    <form className={style.preferences} action={send} key={`${theme} ${keys}`}>
      {state && <Refusal id="refusal">{state.refusal}</Refusal>}
      <Options
        legend="Theme"
        name="theme"
        chosen={theme}
        options={[
          { value: "system", label: "As the device has it" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
      />
      <Options
        legend="Single-key shortcuts"
        name="hasKeys"
        chosen={keys}
        options={[
          { value: "on", label: "On", hint: "J, K, A, R and C in a review; Y copies a new link." },
          { value: "off", label: "Off", hint: "Letters act in fields alone. All of it can be done without them." },
        ]}
      />
      <div>
        <button className={button.button} type="submit">
          Save
        </button>
      </div>
    </form>
  );
}
