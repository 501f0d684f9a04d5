import Link from "next/link";
import { ActionButton } from "@/app/_ui/action-button";
import { Moment } from "@/app/_ui/day";
import { itemName } from "@/lib/notes/change-words";
import { itemLabels } from "@/lib/notes/labels";
import type { SinceLook } from "@/lib/review/looked";
import type { ReviewView } from "@/lib/review/review-queries";
import { bringUpToDateAction } from "./actions";
import { AsOpened } from "./as-opened";
import style from "./review-notices.module.css";
import { namesOf, type Standing } from "./standing";

type ReviewNoticesProps = {
  review: ReviewView;
  standing: Standing;
  numberOf: ReadonlyMap<string, number>;
  headSha256: string;
};

/** What is to be known before reading: that it was sent back, or overtaken; what has changed since the person last looked. */
export function ReviewNotices({ review, standing, numberOf, headSha256 }: ReviewNoticesProps) {
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
      <AsOpened key={headSha256}>{since && <SinceLooked review={review} since={since} numberOf={numberOf} />}</AsOpened>
    </>
  );
}

type SinceLookedProps = { review: ReviewView; since: SinceLook; numberOf: ReadonlyMap<string, number> };

function SinceLooked({ review, since, numberOf }: SinceLookedProps) {
  const { added, altered, gone, comments, answers } = since;
  const news = [
    added.length > 0 && <Changes key="added" keys={added} numberOf={numberOf} words="new" />,
    altered.length > 0 && <Changes key="altered" keys={altered} numberOf={numberOf} words="reworded" />,
    gone.length > 0 && `${gone.length} gone (${goneIn(review, gone)})`,
    answers > 0 && (answers === 1 ? "1 answer to a comment" : `${answers} answers to comments`),
    comments > 0 && (comments === 1 ? "1 new comment" : `${comments} new comments`),
  ].filter((part) => part !== false);
  return (
    <p className={style.notice}>
      <b>
        Since you last looked, <Moment at={since.at} />:
      </b>{" "}
      {news.map((part, at) => [at > 0 && ", ", part])}.
    </p>
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
