"use client";

import { type FormEvent, type ReactNode, startTransition, useActionState, useEffect, useRef, useState } from "react";
import type { MakingState } from "@/app/_server/action";
import { AskedOnce } from "@/app/_ui/asked-once";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { useHasScripts } from "@/app/_ui/has-scripts";
import style from "./links.module.css";

type EndLinksProps = {
  action: (state: MakingState<{ ended: number }>, form: FormData) => Promise<MakingState<{ ended: number }>>;
  /** whether the list has any that can be chosen */
  hasLinks: boolean;
  /** the list */
  children: ReactNode;
};

const links = (count: number) => (count === 1 ? "1 link" : `${count} links`);

/** Ends the links that are chosen, and asks once. */
export function EndLinks({ action, hasLinks, children }: EndLinksProps) {
  const [state, send, isSending] = useActionState(action, null);
  const [chosen, setChosen] = useState(0);
  const hasScripts = useHasScripts();
  const form = useRef<HTMLFormElement>(null);
  const count = () => setChosen(form.current?.querySelectorAll('[name^="link."]:checked').length ?? 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each answer, and once a browser has restored what was chosen.
  useEffect(() => {
    count();
    if (state) form.current?.querySelector<HTMLElement>("[role=alert], [role=status]")?.focus();
  }, [state]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const filled = new FormData(event.currentTarget);
    if (!isSending) startTransition(() => send(filled));
  };
  const what = hasScripts ? links(chosen) : "the chosen links";
  return (
    <form action={send} onSubmit={submit} onChange={count} ref={form}>
      <p role="status" className={style.done} tabIndex={-1}>
        {state && "made" in state && `${links(state.made.ended)} ended.`}
      </p>
      {state && "refusal" in state && <Refusal id="refusal">{state.refusal}</Refusal>}
      {children}
      <div className={style.bar} hidden={!hasLinks}>
        {hasScripts && chosen === 0 ? (
          <p className="mute">Choose links to end them together.</p>
        ) : (
          <AskedOnce label={`End ${what}`}>
            <p>Whoever has one of them finds nothing there from then on. An ended link never opens again.</p>
            <button type="submit" className={`${button.button} ${button.primary}`} aria-disabled={isSending}>
              End {what} for good
            </button>
          </AskedOnce>
        )}
      </div>
    </form>
  );
}
