"use client";

import Link from "next/link";
import { type FormEvent, startTransition, useActionState } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { LongField } from "@/app/_ui/field";
import { useRefusalFocus } from "@/app/_ui/focus";
import style from "./recall.module.css";

type RecallFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  revisionId: string;
  note: string;
  number: number;
};

/** Works before scripts arrive and without them. With them, what is typed stays where it stands. */
export function RecallForm({ action, revisionId, note, number }: RecallFormProps) {
  const [state, send, isSending] = useActionState(action, null);
  const form = useRefusalFocus(state);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault(); // React would empty the field after the answer
    const filled = new FormData(event.currentTarget);
    if (!isSending) startTransition(() => send(filled));
  };
  return (
    <form className={style.form} action={send} onSubmit={submit} ref={form}>
      <input type="hidden" name="revisionId" value={revisionId} />
      <input type="hidden" name="note" value={note} />
      <LongField
        label="Reason"
        name="reason"
        required
        rows={5}
        defaultValue={state?.typed.reason}
        hint="Readers see it, word for word."
        refusal={state?.refusal}
      />
      <div className={style.acts}>
        <button className={`${button.button} ${button.primary}`} type="submit">
          Recall r{number}
        </button>
        <Link className={`${button.button} ${button.quiet}`} href={note} prefetch={false}>
          Cancel
        </Link>
      </div>
    </form>
  );
}
