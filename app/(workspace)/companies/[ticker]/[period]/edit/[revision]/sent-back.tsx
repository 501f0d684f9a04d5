import { Undo2 } from "lucide-react";
import Link from "next/link";
import { Moment } from "@/app/_ui/day";
import { Seen } from "@/app/_ui/seen";
import { changeName } from "@/lib/notes/change-words";
import { type Change, changeKey } from "@/lib/notes/diff";
import type { Asked, AskedChange } from "@/lib/review/asked-queries";
import style from "./sent-back.module.css";

type SentBackProps = {
  asked: Asked;
  changes: readonly Change[];
  /** what the items of the draft are called on the page */
  labels: ReadonlyMap<string, string>;
  /** where the review is read; null: it is over */
  review: string | null;
};

/** Who sent the draft back, when and why, and what is asked for at which item. */
export function SentBack({ asked: { sentBack, changes: asked }, changes, labels, review }: SentBackProps) {
  if (!sentBack && asked.length === 0) return null;
  const byKey = new Map(changes.map((change) => [changeKey(change), change]));
  return (
    <section className={style.back} aria-labelledby="sent-back">
      <h2 id="sent-back">
        <Undo2 size={16} aria-hidden="true" />
        {sentBack ? (
          <span>
            {sentBack.by} sent it back, <Moment at={sentBack.at} />
          </span>
        ) : (
          "Reviewers ask for changes"
        )}
      </h2>
      {sentBack && (
        <p className={style.reason}>
          <Seen text={sentBack.reason} />
        </p>
      )}
      {asked.length > 0 && (
        <ul>
          {asked.map((each) => (
            <li key={changeKey(each)}>
              <AskedEntry asked={each} change={byKey.get(changeKey(each))} label={labels.get(each.itemId)} />
            </li>
          ))}
        </ul>
      )}
      {review && (
        <Link href={review} prefetch={false}>
          See the review
        </Link>
      )}
    </section>
  );
}

type AskedEntryProps = { asked: AskedChange; change: Change | undefined; label: string | undefined };

function AskedEntry({ asked, change, label }: AskedEntryProps) {
  const { by, comment, isOpen } = asked;
  const name = change ? changeName(change, label) : (label ?? "An item that is not in the draft");
  return (
    <>
      {label ? <a href={`#${label}`}>{name}</a> : <b>{name}</b>}
      {!isOpen && <span className="sec"> (reworded since)</span>}: {comment && <Seen text={comment.text} />}{" "}
      <span className={style.by}>
        {by}
        {comment && (
          <>
            {", "}
            <a href={`#thread-${comment.id}`}>answer</a>
          </>
        )}
      </span>
    </>
  );
}
