import { Inbox } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Empty } from "@/app/_ui/empty";
import { Seen } from "@/app/_ui/seen";
import { formatWait } from "@/lib/review/wait";
import style from "./waiting-list.module.css";

/** Something that waits for whoever looks. */
export type WaitingRow = {
  /** `Mention on Orders` */
  what: string;
  /** where to do something about it */
  href: string;
  /** `Fog Works, Q1 25` */
  note: string;
  /** by whose act it waits; null: the product's own */
  who: string | null;
  since: Date;
  /** what they said; null: nothing */
  words: string | null;
};

type WaitingListProps = {
  rows: readonly WaitingRow[];
  now: Date;
  /** that there is more than `rows` */
  leftOut: ReactNode;
};

/** What waits for the person, and for how long. */
export function WaitingList({ rows, now, leftOut }: WaitingListProps) {
  return (
    <section className={style.waiting} aria-labelledby="waiting">
      <h2 className={style.head} id="waiting">
        Waiting for me <span>{rows.length}</span>
      </h2>
      {rows.length === 0 && (
        <Empty icon={Inbox} title="Nothing waits for you.">
          Revisions to review, drafts that come back to you, comments that call on you with @ and your name, and answers
          to yours appear here.
        </Empty>
      )}
      {leftOut}
      <ul>
        {rows.map(({ what, href, note, who, since, words }) => (
          <li key={`${href} ${what}`}>
            <Link className={style.row} href={href} prefetch={false}>
              <span className={style.what}>
                <Seen text={what} />
              </span>
              <span className={style.since}>
                <time dateTime={since.toISOString()}>{formatWait(since, now)}</time>
              </span>
              <span className={style.note}>
                {note}
                {who && `, by ${who}`}
              </span>
              {words && (
                <span className={style.words}>
                  <Seen text={words} />
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
