import Link from "next/link";
import { Moment } from "@/app/_ui/day";
import type { ReviewView } from "@/lib/review/review-queries";
import style from "./review-notices.module.css";

type ReviewNoticesProps = { review: ReviewView; numberOf: ReadonlyMap<string, number> };

/** What is to be known before reading: that it was sent back, what has changed since the person last looked. */
export function ReviewNotices({ review, numberOf }: ReviewNoticesProps) {
  const { sentBack, since, ticker, period, id } = review;
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
      {since && (
        <p className={style.notice}>
          <b>
            Since you last looked, <Moment at={since.at} />:
          </b>{" "}
          <Changes keys={since.added} numberOf={numberOf} words="new" />
          {since.added.length > 0 && since.altered.length > 0 && ", "}
          <Changes keys={since.altered} numberOf={numberOf} words="reworded" />
          {since.gone > 0 && `${since.added.length + since.altered.length > 0 ? ", " : ""}${since.gone} gone`}.
        </p>
      )}
    </>
  );
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
