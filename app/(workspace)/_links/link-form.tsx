"use client";

import { type FormEvent, type ReactNode, startTransition } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { useRefusalFocus } from "@/app/_ui/focus";
import style from "./link-form.module.css";
import { type LinkFormFacts, linkFormView } from "./link-form-view";
import { LinkPassword } from "./link-password";
import { LinkTermsFields } from "./link-terms-fields";

type LinkFormProps = LinkFormFacts & {
  state: FormState;
  send: (form: FormData) => void;
  isSending: boolean;
  /** what the action needs to know */
  hidden: Record<string, string>;
  submit: string;
  children?: ReactNode;
};

/** What a link allows. Works before scripts arrive and without them. With them, what is typed stays where it stands. */
export function LinkForm({ state, send, isSending, hidden, submit, children, kept, ...facts }: LinkFormProps) {
  const form = useRefusalFocus(state);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault(); // React would empty the fields after the answer
    const filled = new FormData(event.currentTarget);
    if (!isSending) startTransition(() => send(filled));
  };
  const view = linkFormView(state, kept);
  const base = JSON.stringify(kept);
  return (
    <form className={style.form} action={send} onSubmit={onSubmit} ref={form} noValidate>
      {Object.entries({ ...hidden, base, sameEnd: kept.sameEnd }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {view.aside && <Refusal id="refusal">{view.aside}</Refusal>}
      {/* What somebody else changed meanwhile takes its place in the fields that were left alone. */}
      <LinkTermsFields key={base} view={view} {...facts}>
        <LinkPassword
          hasPassword={facts.hasPassword}
          choice={state?.typed.passwordChoice}
          refusal={view.refusalAt("password")}
        />
      </LinkTermsFields>
      <div className={style.acts}>
        <button className={`${button.button} ${button.primary}`} type="submit">
          {submit}
        </button>
        {children}
      </div>
    </form>
  );
}
