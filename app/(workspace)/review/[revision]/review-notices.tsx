import Link from "next/link";
import { ActionButton } from "@/app/_ui/action-button";
import { Moment } from "@/app/_ui/day";
import { itemName } from "@/lib/notes/change-words";
import { itemLabels } from "@/lib/notes/labels";
import type { ReviewView } from "@/lib/review/review-queries";
import { bringUpToDateAction } from "./actions";
import style from "./review-notices.module.css";
import { namesOf, type Standing } from "./standing";

type ReviewNoticesProps = { review: ReviewView; standing: Standing; numberOf: ReadonlyMap<string, number> };

/** What is to be known before reading: that it was sent back, or overtaken; what has changed since the person last looked. */
export function ReviewNotices({ review, standing, numberOf }: ReviewNoticesProps) {
  const { sentBack, since, newer, ticker, period, id } = review;
  return (
    <>
      {sentBack && (
        <p className={style.notice}>
          <b>
            {sentBack.by} sent it back, <Moment at={sentBack.at} />:
          </b>{" "}
          {sentBack.reason}{" "}
          <Link href={`/companies/${ticker}/${period}/edit/${id}`} prefetch={false}>
            Edit the draft
          </Link>
        </p>
      )}
      {newer && <Overtaken review={review} newer={`r${newer.number}`} isOwn={standing.isOwn} />}
      {since && (
        <p className={style.notice}>
          <b>
            Since you last looked, <Moment at={since.at} />:
          </b>{" "}
          <Changes keys={since.added} numberOf={numberOf} words="new" />
          {since.added.length > 0 && since.altered.length > 0 && ", "}
          <Changes keys={since.altered} numberOf={numberOf} words="reworded" />
          {since.gone.length > 0 &&
            `${since.added.length + since.altered.length > 0 ? ", " : ""}${since.gone.length} gone (${goneIn(review, since.gone)})`}
          .
        </p>
      )}
    </>
  );
}

type OvertakenProps = { review: ReviewView; newer: string; isOwn: boolean };

/** That another revision came out meanwhile; to whoever can bring this one up to date, the way there. */
function Overtaken({ review, newer, isOwn }: OvertakenProps) {
  const { id, ticker, period, state, editors } = review;
  const note = `/companies/${ticker}/${period}`;
  return (
    <div className={style.notice}>
      <b>{newer} came out since this revision was begun.</b>{" "}
      {!isOwn &&
        `${namesOf(editors)} brings it up to date, and then it is reviewed: decisions on what stays as it is hold.`}
      {isOwn && state !== "in_review" && (
        <Link href={`${note}/edit/${id}/merge`} prefetch={false}>
          Bring it up to date with {newer}
        </Link>
      )}
      {isOwn && state === "in_review" && (
        <>
          It can be approved once it is up to date; decisions on what stays as it is hold.
          <ActionButton action={bringUpToDateAction} fields={{ revisionId: id, note }}>
            Take it back and bring it up to date
          </ActionButton>
        </>
      )}
    </div>
  );
}

const partNames = { text: "text", assessment: "rating", place: "place" } as const;

/** `R1, text; an item that was added`: what the changes that there are no more were about. */
function goneIn({ reviewed: { base, head } }: ReviewView, keys: readonly string[]): string {
  const [now, was] = [head, base].map((content) => ({
    items: new Map(content.items.map((item) => [item.id, item])),
    labels: itemLabels(content),
  }));
  const names = keys.map((key) => {
    const [id = "", part = "text"] = key.split(":");
    const item = now?.items.get(id) ?? was?.items.get(id);
    if (!item) return "an item that was added";
    return `${itemName(item, now?.labels.get(id) ?? was?.labels.get(id))}, ${partNames[part as keyof typeof partNames]}`;
  });
  return [...new Set(names)].join("; ");
}

/** `2 new (changes 3 and 5)`, each number leads to its change. */
function Changes({ keys, numberOf, words }: { keys: string[]; numberOf: ReadonlyMap<string, number>; words: string }) {
  if (keys.length === 0) return null;
  const numbers = keys.flatMap((key) => numberOf.get(key) ?? []).sort((a, b) => a - b);
  return (
    <>
      {keys.length} {words} ({numbers.length === 1 ? "change" : "changes"}{" "}
      {numbers.map((number, at) => (
        <span key={number}>
          {at > 0 && ", "}
          <a href={`#c${number}`}>{number}</a>
        </span>
      ))}
      )
    </>
  );
}
