import Link from "next/link";
import { Day } from "@/app/_ui/day";
import type { NoteView } from "@/lib/notes/queries";
import style from "./revision-notice.module.css";

/** Says which revision is looked at, and which one is the newest. */
export function RevisionNotice({ note, number }: { note: NoteView; number: number }) {
  const { ticker, period, newest, revision } = note;
  const path = `/companies/${ticker}/${period}`;
  const when = revision.publishedAt && (
    <>
      , published <Day at={revision.publishedAt} />
    </>
  );
  if (newest === number)
    return (
      <p className={style.notice}>
        You are looking at <b>r{number}</b>
        {when}. It is the newest revision.
      </p>
    );
  return (
    <p className={`${style.notice} ${style.old}`}>
      <span>
        You are looking at <b>r{number}</b>
        {when}.{newest !== null && ` r${newest} is the newest revision.`}
      </span>
      {newest !== null && (
        <>
          <Link className="touch" href={path} prefetch={false}>
            Open r{newest}
          </Link>
          <Link className="touch" href={`${path}/compare?from=${number}&to=${newest}`} prefetch={false}>
            Compare r{number} with r{newest}
          </Link>
        </>
      )}
    </p>
  );
}
