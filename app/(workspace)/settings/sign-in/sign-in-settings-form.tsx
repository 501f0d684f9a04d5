"use client";

import { useActionState, useEffect, useRef } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { Options } from "@/app/_ui/options";
import type { SignInSettings } from "@/lib/auth/sign-in-settings";
import style from "../settings-form.module.css";

type SignInSettingsFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  settings: SignInSettings;
  /** what single sign-on is called; null: there is none */
  issuer: string | null;
};

const word = (yes: boolean) => (yes ? "yes" : "no");

/** Works before scripts arrive and without them. */
export function SignInSettingsForm({ action, settings, issuer }: SignInSettingsFormProps) {
  const [state, send] = useActionState(action, null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state) form.current?.querySelector<HTMLElement>("[role=alert]")?.focus();
  }, [state]);
  const [asks, trusts] = [word(settings.asksFactor), word(settings.trustsIssuer)];
  return (
    <form className={style.form} action={send} ref={form} key={`${asks} ${trusts}`}>
      <input type="hidden" name="baseAsksFactor" value={asks} />
      <input type="hidden" name="baseTrustsIssuer" value={trusts} />
      {state && <Refusal id="refusal">{state.refusal}</Refusal>}
      <Options
        legend="Second factor"
        name="asksFactor"
        chosen={state?.typed.asksFactor ?? asks}
        options={[
          { value: "no", label: "As everybody likes", hint: "Who has set one up is asked for it." },
          {
            value: "yes",
            label: "Asked of everybody",
            hint: "Who has none is led to set one up before anything else, you among them.",
          },
        ]}
      />
      {issuer ? (
        <Options
          legend={`Whoever comes through ${issuer}`}
          name="trustsIssuer"
          chosen={state?.typed.trustsIssuer ?? trusts}
          options={[
            { value: "no", label: "Shows the second factor here too" },
            { value: "yes", label: "Needs none here", hint: "For an issuer that asks for one itself." },
          ]}
        />
      ) : (
        <input type="hidden" name="trustsIssuer" value={trusts} />
      )}
      <div>
        <button className={`${button.button} ${button.primary}`} type="submit">
          Save
        </button>
      </div>
    </form>
  );
}
