"use client";

import { Check, Undo2 } from "lucide-react";
import { useEffect, useRef } from "react";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { postByKey, postKeys } from "@/app/_ui/post-key";
import { useReaching } from "@/app/_ui/reaching";
import { decideAction } from "./actions";
import style from "./verdict.module.css";

type VerdictProps = {
  revisionId: string;
  /** the change as it is shown, as the command reads it */
  change: { itemId: string; part: string; changeSha256: string };
  number: number;
  verdict: "accepted" | "change_requested" | null;
};

const takesBack = "Press again to take this back";

/** What a reviewer says of one change. A pressed button takes back what was said. */
export function Verdict({ revisionId, change, number, verdict }: VerdictProps) {
  const [state, decide, isPending] = useReaching(decideAction);
  const form = useRef<HTMLFormElement>(null);
  const asking = useRef<HTMLDetailsElement>(null);
  const request = useRef<HTMLButtonElement>(null);
  const shown = useRef(verdict);
  const id = `change-${number}`;
  useEffect(() => {
    if (shown.current === verdict) return;
    shown.current = verdict;
    // What was asked for stands with the item's comments by then. The button that asked is gone, and the focus with it.
    asking.current?.removeAttribute("open");
    if (document.activeElement === document.body) form.current?.closest<HTMLElement>("[data-change]")?.focus();
  }, [verdict]);
  useEffect(() => {
    // Outside of the box, what is typed on would be taken for keys that judge.
    if (state?.field === "comment") form.current?.querySelector("textarea")?.focus();
  }, [state]);
  return (
    <form
      ref={form}
      action={decide}
      className={style.verdict}
      aria-label={`Verdict on change ${number}`}
      data-pending={isPending}
    >
      <input type="hidden" name="revisionId" value={revisionId} />
      <input type="hidden" name="changes" value={JSON.stringify([change])} />
      <button
        type="submit"
        name="verdict"
        value={verdict === "accepted" ? "undecided" : "accepted"}
        className={`${button.button} ${button.small} ${style.accept}`}
        aria-pressed={verdict === "accepted"}
        aria-keyshortcuts="A"
        title={verdict === "accepted" ? takesBack : undefined}
        data-accept=""
      >
        <Check size={14} aria-hidden="true" />
        {verdict === "accepted" ? "Accepted" : "Accept"}
        <span className="vh"> change {number}</span>
      </button>
      {verdict === "change_requested" ? (
        <button
          type="submit"
          name="verdict"
          value="undecided"
          className={`${button.button} ${button.small} ${style.asked}`}
          aria-pressed="true"
          title={takesBack}
        >
          <Undo2 size={14} aria-hidden="true" />
          Change requested
          <span className="vh">, change {number}</span>
        </button>
      ) : (
        <details className={style.asking} ref={asking} open={state?.field === "comment" ? true : undefined}>
          <summary className={`${button.button} ${button.small}`} aria-keyshortcuts="R" data-request="">
            <Undo2 size={14} aria-hidden="true" />
            Request change<span className="vh"> {number}</span>
          </summary>
          <div className={style.words}>
            <label htmlFor={`${id}-comment`}>What should it say?</label>
            <textarea
              id={`${id}-comment`}
              name="comment"
              rows={3}
              onKeyDown={(event) => postByKey(event, request.current)}
              aria-keyshortcuts={postKeys}
              defaultValue={state?.typed.comment}
              key={state?.typed.comment}
            />
            <button
              ref={request}
              type="submit"
              name="verdict"
              value="change_requested"
              className={`${button.button} ${button.small}`}
            >
              Request this change
            </button>
          </div>
        </details>
      )}
      {state && <Refusal id={`${id}-refused`}>{state.refusal}</Refusal>}
    </form>
  );
}
