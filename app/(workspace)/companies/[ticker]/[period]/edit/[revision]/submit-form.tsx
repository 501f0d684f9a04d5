"use client";

import { type FormEvent, startTransition, useId, useState } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { tooLong } from "@/lib/review/summary";
import { Reviewers, reviewerField } from "./reviewers";
import style from "./submit-form.module.css";

type SubmitFormProps = {
  revisionId: string;
  /** where the note is */
  note: string;
  summary: string;
  reviewers: Parameters<typeof Reviewers>[0];
  state: FormState;
  submit: (form: FormData) => void;
  isPending: boolean;
  isBlocked: boolean;
  /** tells why it is blocked; false: nothing blocks it */
  refuse: () => boolean;
};

/** Why the changes were made, who is asked to review them, and the way there. Nothing that was written goes with a refusal. */
export function SubmitForm({ revisionId, note, reviewers, state, submit, isPending, ...rest }: SubmitFormProps) {
  const [over, setOver] = useState<string | null>(null);
  const [mended, setMended] = useState<FormState>(null);
  const refusal = useId();
  const wrong = over ?? (state?.field === "summary" && state !== mended ? state.refusal : null);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault(); // React would empty the fields after a refusal
    if (rest.refuse() || over || isPending) return;
    const filled = new FormData(event.currentTarget);
    startTransition(() => submit(filled));
  };
  const chosen = state ? tickedIn(state.typed) : reviewers.chosen;
  return (
    <form className={style.form} action={submit} onSubmit={send}>
      <input type="hidden" name="revisionId" value={revisionId} />
      <input type="hidden" name="note" value={note} />
      <div className={style.summary}>
        <label className="vh" htmlFor="summary">
          Why these changes
        </label>
        <input
          id="summary"
          name="summary"
          placeholder="Say why, for the reviewer"
          defaultValue={state?.typed.summary ?? rest.summary}
          autoComplete="off"
          onChange={({ currentTarget: { value } }) => {
            setOver(tooLong(value));
            if (value.trim() !== "") setMended(state);
          }}
          aria-invalid={wrong !== null || undefined}
          aria-describedby={wrong === null ? undefined : refusal}
        />
        {wrong !== null && (
          <p id={refusal} role="alert">
            {wrong}
          </p>
        )}
      </div>
      <Reviewers key={[...chosen].join()} offered={reviewers.offered} chosen={chosen} />
      <button
        type="submit"
        className={`${button.button} ${button.primary}`}
        aria-disabled={rest.isBlocked || over !== null || isPending}
        aria-describedby="why-not"
      >
        Submit for review
      </button>
    </form>
  );
}

function tickedIn(typed: Record<string, string>): Set<string> {
  const names = Object.keys(typed).filter((name) => name.startsWith(reviewerField));
  return new Set(names.map((name) => name.slice(reviewerField.length)));
}
