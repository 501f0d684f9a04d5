import { Inbox } from "lucide-react";
import Link from "next/link";
import { Day } from "@/app/_ui/day";
import { Empty } from "@/app/_ui/empty";
import { Seen } from "@/app/_ui/seen";
import style from "./waiting-list.module.css";

/** Something that waits for whoever looks. */
export type WaitingRow = {
  /** `Mention on Orders` */
  what: string;
  /** where to do something about it */
  href: string;
  /** `Fog Works, Q1 25` */
  note: string;
  /** by whose act it waits */
  who: string;
  since: Date;
  /** what they said; null: nothing */
  words: string | null;
};

/** What waits for the person, newest first. */
export function WaitingList({ rows }: { rows: readonly WaitingRow[] }) {
  return (
    <section className={style.waiting} aria-labelledby="waiting">
      <h2 className={style.head} id="waiting">
        Waiting for me <span>{rows.length}</span>
      </h2>
      {rows.length === 0 && (
        <Empty icon={Inbox} title="Nothing waits for you.">
          Comments that call on you with @ and your name, and answers to yours, appear here.
        </Empty>
      )}
      <ul>
        {rows.map(({ what, href, note, who, since, words }) => (
          <li key={`${href} ${what}`}>
            <Link className={style.row} href={href} prefetch={false}>
              <span className={style.what}>
                <Seen text={what} />
              </span>
              <span className={style.since}>
                <Day at={since} />
              </span>
              <span className={style.note}>
                {note}, by {who}
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
