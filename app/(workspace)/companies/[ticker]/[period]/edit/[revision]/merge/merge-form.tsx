"use client";

import Link from "next/link";
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { useReaching } from "@/app/_ui/reaching";
import { mergeAction } from "./actions";
import style from "./merge.module.css";
import { Typed } from "./option";

type MergeFormProps = {
  revisionId: string;
  seen: string;
  note: string;
  label: string;
  conflicts: readonly { key: string; choice: ReactNode }[];
};

/** What was chosen stays chosen when it is refused. */
export function MergeForm({ revisionId, seen, note, label, conflicts }: MergeFormProps) {
  const [state, merge, isPending] = useReaching(mergeAction);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state) form.current?.querySelector<HTMLElement>("[role=alert]")?.focus();
  }, [state]);
  const isAtChoice = conflicts.some(({ key }) => key === state?.field);
  return (
    <form
      ref={form}
      action={merge}
      // React empties a form once its action has ended, whatever the action said.
      onReset={(event) => event.preventDefault()}
      onInput={chooseOwn}
    >
      <input type="hidden" name="revisionId" value={revisionId} />
      <input type="hidden" name="seen" value={seen} />
      <input type="hidden" name="note" value={note} />
      <Typed value={state?.typed ?? {}}>
        {conflicts.map(({ key, choice }) => (
          <div key={key}>
            {choice}
            {state?.field === key && <Refusal id="choice-refused">{state.refusal}</Refusal>}
          </div>
        ))}
      </Typed>
      <div className={style.submit}>
        <div className={style.acts}>
          <button type="submit" className={`${button.button} ${button.primary}`} aria-disabled={isPending}>
            {label}
          </button>
          <Link className={`${button.button} ${button.quiet}`} href={`${note}/edit/${revisionId}`} prefetch={false}>
            Keep the draft as it is
          </Link>
        </div>
        {state && !isAtChoice && <Refusal id="merge-refused">{state.refusal}</Refusal>}
      </div>
    </form>
  );
}

/** Whoever writes words of their own means them. */
function chooseOwn({ target }: FormEvent<HTMLFormElement>): void {
  if (!(target instanceof HTMLTextAreaElement)) return;
  const own = target.closest("fieldset")?.querySelector<HTMLInputElement>("input[value='own']");
  if (own) own.checked = true;
}
