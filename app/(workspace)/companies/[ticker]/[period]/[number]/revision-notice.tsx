import Link from "next/link";
import { Moment } from "@/app/_ui/day";
import type { NoteView } from "@/lib/notes/queries";
import style from "./revision-notice.module.css";

/** Says which revision is looked at, and which one is the newest. */
export function RevisionNotice({ note, number }: { note: NoteView; number: number }) {
  const { ticker, period, newest, standing, revision } = note;
  const path = `/companies/${ticker}/${period}`;
  const isOld = number !== newest || number !== standing;
  return (
    <p className={isOld ? `${style.notice} ${style.old}` : style.notice}>
      <span>
        You are looking at <b>r{number}</b>
        {revision.publishedAt && (
          <>
            , published <Moment at={revision.publishedAt} />
          </>
        )}
        . {whichIsNewest(note, number)}
      </span>
      {standing !== null && standing !== number && (
        <>
          <Link className="touch" href={path} prefetch={false}>
            Open r{standing}
          </Link>
          <Link className="touch" href={`${path}/compare?from=${number}&to=${standing}`} prefetch={false}>
            Compare r{number} with r{standing}
          </Link>
        </>
      )}
    </p>
  );
}

function whichIsNewest({ newest, standing }: NoteView, number: number): string {
  const name = number === newest ? "It is the newest revision" : `r${newest} is the newest revision`;
  if (newest === standing) return `${name}.`;
  if (standing === null) return `${name}, and was recalled: readers see none.`;
  return `${name}, and was recalled. ${number === standing ? "This" : `r${standing}`} is the newest that stands.`;
}
