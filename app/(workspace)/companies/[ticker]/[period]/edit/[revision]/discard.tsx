"use client";

import { useState } from "react";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { useReaching } from "@/app/_ui/reaching";
import type { DraftView } from "@/lib/notes/editor-queries";
import { discardAction } from "./actions";
import style from "./discard.module.css";
import { notePath } from "./editor-masthead";

/** Discards the draft, and asks once: it cannot be taken up again. */
export function Discard({ view }: { view: DraftView }) {
  const [isAsking, setAsking] = useState(false);
  const [refused, discard, isPending] = useReaching(discardAction);
  if (!isAsking)
    return (
      <button type="button" className={`${button.link} ${style.quiet}`} onClick={() => setAsking(true)}>
        Discard draft
      </button>
    );
  return (
    <form action={discard} className={style.form}>
      <input type="hidden" name="revisionId" value={view.id} />
      <input type="hidden" name="note" value={notePath(view.content)} />
      <p>Nobody can go on with a discarded draft. Discard it?</p>
      <button type="submit" className={`${button.link} ${style.sure}`} aria-disabled={isPending}>
        Discard for good
      </button>
      <button type="button" className={`${button.link} ${style.quiet}`} onClick={() => setAsking(false)}>
        Keep it
      </button>
      {refused && <Refusal id="discard-refused">{refused.refusal}</Refusal>}
    </form>
  );
}
