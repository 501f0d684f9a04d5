"use client";

import Link from "next/link";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { useReaching } from "@/app/_ui/reaching";
import type { DraftView } from "@/lib/notes/editor-queries";
import type { LiveState } from "./_draft/use-live";
import { takeBackAction } from "./actions";
import { notePath } from "./editor-masthead";
import { counted } from "./save-state";
import style from "./state-notice.module.css";

type StateNoticeProps = { view: DraftView; live: LiveState; mayEdit: boolean; unsaved: number };

/** Why the note cannot be written in just now, and what can be done about it. */
export function StateNotice({ view, live, mayEdit, unsaved }: StateNoticeProps) {
  const sentence = sentenceOf(live, mayEdit, view.newer);
  if (!sentence) return null;
  return (
    <section className={style.notice} aria-label="State of the revision">
      <p role="status">
        <b>{sentence}</b>
        {unsaved > 0 &&
          ` Your ${counted(unsaved, "unsaved edit")} ${unsaved === 1 ? "is" : "are"} kept in this browser.`}
      </p>
      {live.rebased && (
        <button type="button" className={button.button} onClick={() => location.reload()}>
          Reload the page
        </button>
      )}
      {live.state === "in_review" && !live.ended && (
        <Link className={button.button} href={`/review/${view.id}`} prefetch={false}>
          Open the review
        </Link>
      )}
      {live.state === "in_review" && mayEdit && !live.ended && !live.rebased && <TakeBack view={view} />}
      {(live.state === "published" || live.state === "discarded") && (
        <Link className={button.button} href={notePath(view.content)} prefetch={false}>
          Open the note
        </Link>
      )}
    </section>
  );
}

function sentenceOf(
  { state, news, ended, rebased }: LiveState,
  mayEdit: boolean,
  newer: DraftView["newer"],
): string | null {
  if (ended === "signed_out") return "You are signed out. Sign in again in another tab, then reload this page.";
  if (ended === "forbidden") return "Your roles do not let you see this draft any more. An admin can change them.";
  if (rebased) {
    return rebased.why === "merged"
      ? `${rebased.by} brought this draft up to date with what was published meanwhile. Reload the page to go on.`
      : `${rebased.by} took the accepted changes out of this revision; the rest is yours again. Reload the page to go on.`;
  }
  const who = news ? `${news.by} ` : "";
  if (state === "in_review" && newer) {
    return `r${newer.number} came out since this revision was begun. Take it back to draft to bring it up to date.`;
  }
  if (state === "in_review") {
    return news
      ? `${who}submitted this revision for review. Take it back to draft to go on writing.`
      : "This revision is in review. Take it back to draft to write in it.";
  }
  if (state === "published") return `${who}published this revision. Open a draft on it to go on writing.`;
  if (state === "discarded") return `${who}discarded this revision: nobody goes on with it.`;
  return mayEdit ? null : "You can read this draft. Writing in it takes the role of an analyst.";
}

function TakeBack({ view }: { view: DraftView }) {
  const [refused, takeBack, isPending] = useReaching(takeBackAction);
  return (
    <form action={takeBack} className={style.form}>
      <input type="hidden" name="revisionId" value={view.id} />
      <input type="hidden" name="note" value={notePath(view.content)} />
      <button className={button.button} type="submit" aria-disabled={isPending}>
        Take it back to draft
      </button>
      {refused && <Refusal id="take-back-refused">{refused.refusal}</Refusal>}
    </form>
  );
}
