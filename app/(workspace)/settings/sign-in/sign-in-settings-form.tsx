"use client";

import type { FormState } from "@/app/_server/action";
import { Options } from "@/app/_ui/options";
import type { SignInSettings } from "@/lib/auth/sign-in-settings";
import { SettingsForm, yesOrNo } from "../settings-form";

type SignInSettingsFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  settings: SignInSettings;
  /** what single sign-on is called; null: there is none */
  issuer: string | null;
};

export function SignInSettingsForm({ action, settings, issuer }: SignInSettingsFormProps) {
  const standing = { asksFactor: yesOrNo(settings.asksFactor), trustsIssuer: yesOrNo(settings.trustsIssuer) };
  return (
    <SettingsForm action={action} settings={standing}>
      {(given) => (
        <>
          <Options
            legend="Second factor"
            name="asksFactor"
            chosen={given.asksFactor}
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
              chosen={given.trustsIssuer}
              options={[
                { value: "no", label: "Shows the second factor here too" },
                { value: "yes", label: "Needs none here", hint: "For an issuer that asks for one itself." },
              ]}
            />
          ) : (
            <input type="hidden" name="trustsIssuer" value={standing.trustsIssuer} />
          )}
        </>
      )}
    </SettingsForm>
  );
}
