"use client";

import type { FormState } from "@/app/_server/action";
import { Options } from "@/app/_ui/options";
import type { ReviewSettings } from "@/lib/review/settings";
import { SettingsForm, yesOrNo } from "../settings-form";

type ReviewSettingsFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  settings: ReviewSettings;
};

export function ReviewSettingsForm({ action, settings }: ReviewSettingsFormProps) {
  const standing = {
    approvalsNeeded: String(settings.approvalsNeeded),
    uncitedBlocks: yesOrNo(settings.uncitedBlocks),
  };
  return (
    <SettingsForm action={action} settings={standing}>
      {(given) => (
        <>
          <Options
            legend="Approvals"
            name="approvalsNeeded"
            chosen={given.approvalsNeeded}
            options={[
              { value: "1", label: "One", hint: "The first reviewer who approves a revision publishes it." },
              { value: "2", label: "Two", hint: "The second reviewer who approves the same words publishes them." },
            ]}
          />
          <Options
            legend="Takeaways without a source"
            name="uncitedBlocks"
            chosen={given.uncitedBlocks}
            options={[
              { value: "no", label: "May be submitted", hint: "Writers and readers see that no source is cited." },
              {
                value: "yes",
                label: "Keep a draft from being submitted",
                hint: "Every takeaway cites at least one source.",
              },
            ]}
          />
        </>
      )}
    </SettingsForm>
  );
}
