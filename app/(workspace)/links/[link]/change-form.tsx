"use client";

import { useActionState } from "react";
import type { FormState } from "@/app/_server/action";
import { LinkForm } from "../../_links/link-form";
import type { LinkFormFacts } from "../../_links/link-form-view";

type ChangeFormProps = LinkFormFacts & {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  linkId: string;
  version: number;
};

export function ChangeForm({ action, linkId, version, ...facts }: ChangeFormProps) {
  const [state, send, isSending] = useActionState(action, null);
  return (
    <LinkForm
      {...facts}
      state={state}
      send={send}
      isSending={isSending}
      hidden={{ linkId, version: String(version) }}
      submit="Save"
    />
  );
}
