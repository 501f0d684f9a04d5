"use client";

import { type ReactNode, useActionState } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { useRefusalFocus } from "@/app/_ui/focus";
import style from "./settings-form.module.css";

type SettingsFormProps<Name extends string> = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** as they stand, by the names of the fields; sent along, so that nobody overwrites what another changed meanwhile */
  settings: Record<Name, string>;
  /** `given`: what stands or was typed; `refused`: why what is at a field was not taken */
  children: (given: Record<Name, string>, refused: (name: Name) => string | undefined) => ReactNode;
  /** the fields that say themselves why they were refused */
  answering?: readonly NoInfer<Name>[];
};

/** Works before scripts arrive and without them. */
export function SettingsForm<Name extends string>({
  action,
  settings,
  children,
  answering = [],
}: SettingsFormProps<Name>) {
  const [state, send] = useActionState(action, null);
  const form = useRefusalFocus(state);
  const standing = Object.entries<string>(settings);
  const isAnswered = answering.some((name) => name === state?.field);
  return (
    <form className={style.form} action={send} ref={form} key={Object.values(settings).join(" ")}>
      {standing.map(([name, value]) => (
        <input type="hidden" key={name} name={`base${name[0]?.toUpperCase()}${name.slice(1)}`} value={value} />
      ))}
      {state && !isAnswered && <Refusal id="refusal">{state.refusal}</Refusal>}
      {children({ ...settings, ...state?.typed }, (name) => (state?.field === name ? state.refusal : undefined))}
      <div>
        <button className={`${button.button} ${button.primary}`} type="submit">
          Save
        </button>
      </div>
    </form>
  );
}

export const yesOrNo = (is: boolean): string => (is ? "yes" : "no");
