"use client";

import type { FormState } from "@/app/_server/action";
import { Field } from "@/app/_ui/field";
import { Options } from "@/app/_ui/options";
import type { SharingSettings } from "@/lib/sharing/settings";
import { SettingsForm, yesOrNo } from "../settings-form";
import style from "../settings-form.module.css";

type SharingSettingsFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  settings: SharingSettings;
};

export function SharingSettingsForm({ action, settings }: SharingSettingsFormProps) {
  const standing = {
    isOn: yesOrNo(settings.isOn),
    logsViews: yesOrNo(settings.logsViews),
    viewsKeptDays: String(settings.viewsKeptDays),
  };
  return (
    <SettingsForm action={action} settings={standing} answering={["viewsKeptDays"]}>
      {(given, refused) => (
        <>
          <Options
            legend="Shared links"
            name="isOn"
            chosen={given.isOn}
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
            chosen={given.logsViews}
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
            defaultValue={given.viewsKeptDays}
            hint="From 1 to 3,650. Older views are deleted for good."
            refusal={refused("viewsKeptDays")}
          />
        </>
      )}
    </SettingsForm>
  );
}
