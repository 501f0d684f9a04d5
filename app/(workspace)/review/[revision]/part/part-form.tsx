"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import bar from "@/app/_ui/bar.module.css";
import button from "@/app/_ui/button.module.css";
import { LongField, Refusal } from "@/app/_ui/field";
import { useReaching } from "@/app/_ui/reaching";
import { publishPartAction } from "../actions";
import style from "./part.module.css";

type PartFormProps = {
  fields: { revisionId: string; partSha256: string; note: string };
  /** of the whole revision */
  summary: string;
  /** `2 changes` */
  count: string;
  verb: string;
  /** the note */
  children: ReactNode;
};

/** What readers of the history are told of the part, and the approval of just what stands between them. */
export function PartForm({ fields, summary, count, verb, children }: PartFormProps) {
  const [state, send, isPending] = useReaching(publishPartAction);
  const ofSummary = state?.field === "summary" ? state.refusal : undefined;
  return (
    <form className={style.form} action={send}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className={style.summary}>
        <LongField
          name="summary"
          label="Summary of this part"
          hint="It was written of the whole revision: leave in it what goes out now."
          rows={3}
          required
          defaultValue={state?.typed.summary ?? summary}
          key={state?.typed.summary}
          refusal={ofSummary}
        />
      </div>
      {children}
      <section className={`${bar.bar} ${style.bar}`} aria-label="Decision">
        <div className={`page ${bar.row} ${style.row}`}>
          <p className={bar.count}>{count} accepted</p>
          <p className={`${bar.reason} ${style.hash}`}>
            Your approval is of exactly this: <span className="mono">{fields.partSha256.slice(0, 12)}</span>
          </p>
          <div className={style.acts}>
            <Link className={button.button} href={`/review/${fields.revisionId}`} prefetch={false}>
              Back to the changes
            </Link>
            <button type="submit" className={`${button.button} ${button.primary}`} disabled={isPending}>
              {verb}
            </button>
            {state && !ofSummary && <Refusal id="part-refused">{state.refusal}</Refusal>}
          </div>
        </div>
      </section>
    </form>
  );
}
