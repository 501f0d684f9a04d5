import Link from "next/link";
import type { NoteContent } from "@/lib/notes/content";
import { formatPeriod } from "@/lib/notes/period";
import type { ShownRevision } from "@/lib/notes/queries";
import { formatState } from "@/lib/notes/state";
import style from "./page-foot.module.css";

type PageFootProps = {
  content: NoteContent;
  revision: ShownRevision;
  /** null for whoever may not recall it */
  recallPath: string | null;
};

export function PageFoot({ content: { ticker, period }, revision, recallPath }: PageFootProps) {
  const { number, state, contentSha256, approvers } = revision;
  return (
    <footer className={style.foot}>
      <span>
        {ticker} {formatPeriod(period)}, {number === null ? formatState(state) : `revision r${number}`}
      </span>
      {number !== null && contentSha256 && <span className="mono">{contentSha256.slice(0, 7)}</span>}
      {number !== null && approvers.length > 0 && <span>Published by {approvers.join(", ")}</span>}
      {recallPath && (
        <Link className="touch" href={recallPath} prefetch={false}>
          Recall r{number}
        </Link>
      )}
    </footer>
  );
}
