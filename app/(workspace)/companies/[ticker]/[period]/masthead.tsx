import Link from "next/link";
import type { ReactNode } from "react";
import { CoverageSquares } from "@/app/_ui/coverage-squares";
import { Moment } from "@/app/_ui/day";
import { Fact, Facts } from "@/app/_ui/facts";
import { FigureText } from "@/app/_ui/figures";
import { Status } from "@/app/_ui/status";
import { capitalised } from "@/lib/notes/capitalised";
import { itemsOf } from "@/lib/notes/content";
import { draftName } from "@/lib/notes/draft-name";
import { coverage } from "@/lib/notes/labels";
import { formatPeriod } from "@/lib/notes/period";
import type { NoteView } from "@/lib/notes/queries";
import { formatPlace, formatState } from "@/lib/notes/state";
import style from "./masthead.module.css";
import { QuarterSwitch } from "./quarter-switch";

type MastheadProps = {
  note: NoteView;
  /** what was just done, or that an older revision is looked at */
  notice?: ReactNode;
  /** what one can do */
  children: ReactNode;
};

/** Where the note stands: company and quarter, headline, and the facts of the shown revision. */
export function Masthead({ note, notice, children }: MastheadProps) {
  const { content, quarters, period, ticker } = note;
  const [headline] = itemsOf(content, "headline");
  return (
    <>
      <div className={style.crumb}>
        <Link className={style.company} href={`/companies/${ticker}`} prefetch={false}>
          {content.company}
        </Link>
        <span className={style.ticker}>{content.ticker}</span>
        <QuarterSwitch ticker={ticker} quarters={quarters} own={period} />
        {children}
      </div>
      {notice}
      <h1 className={style.headline} id="H" data-item="the headline">
        {headline?.fields.text ? (
          <FigureText item={headline} field="text" text={headline.fields.text} plain />
        ) : (
          `${content.company}, ${formatPeriod(period)}`
        )}
      </h1>
      <RevisionFacts note={note} />
    </>
  );
}

function RevisionFacts({ note }: { note: NoteView }) {
  const { content, revision, openRevisions, recall } = note;
  const { state, number, publishedAt, contentSha256, editors, approvers } = revision;
  return (
    <Facts>
      <Fact name="Status">
        <Status state={state}>{recall ? "Recalled" : capitalised(formatState(state))}</Status>
      </Fact>
      <Fact name="Revision">
        {number === null ? (
          <span className="mute">not published yet</span>
        ) : (
          <>
            r{number}, {formatPlace(number, note) ?? "not the newest"}{" "}
            {contentSha256 && <span className="mono mute">{contentSha256.slice(0, 7)}</span>}
          </>
        )}
      </Fact>
      {publishedAt && (
        <Fact name="Published">
          <Moment at={publishedAt} />
        </Fact>
      )}
      <Fact name="Written by">{editors.join(", ") || <span className="mute">not recorded</span>}</Fact>
      {number !== null && (
        <Fact name="Approved by">{approvers.join(", ") || <span className="mute">not recorded</span>}</Fact>
      )}
      <Fact name="Citations" wide>
        <CoverageSquares {...coverage(content)} />
      </Fact>
      {openRevisions.length > 0 && (
        <Fact name="Open drafts" wide>
          {openRevisions.map((open) => (
            <span key={open.id} className={style.open}>
              {draftName(open)}, {formatState(open.state)}{" "}
              {open.editors.length > 0 && <span>{open.editors.join(", ")}</span>}
            </span>
          ))}
        </Fact>
      )}
    </Facts>
  );
}
