import { ArrowRight, Check, Circle, Undo2 } from "lucide-react";
import Link from "next/link";
import { Moment } from "@/app/_ui/day";
import { Fact, Facts } from "@/app/_ui/facts";
import { Status } from "@/app/_ui/status";
import look from "@/app/(workspace)/companies/[ticker]/[period]/masthead.module.css";
import { capitalised } from "@/lib/notes/capitalised";
import { draftName } from "@/lib/notes/draft-name";
import { formatPeriod } from "@/lib/notes/period";
import { formatState } from "@/lib/notes/state";
import type { ReviewView } from "@/lib/review/review-queries";
import style from "./review-masthead.module.css";

/** Which revision of which note this is, why it was written, and how far its review is. */
export function ReviewMasthead({ review }: { review: ReviewView }) {
  const { ticker, period, reviewed, state, summary, baseNumber, nextNumber, submittedAt, isPart } = review;
  const [title = "", ...more] = summary.split("\n");
  return (
    <>
      <div className={look.crumb}>
        <Link className={look.company} href={`/companies/${ticker}`} prefetch={false}>
          {reviewed.head.company}
        </Link>
        <span className={look.ticker}>{ticker}</span>
        <Link href={`/companies/${ticker}/${period}`} prefetch={false}>
          {formatPeriod(period)}
        </Link>
        <span className="sec">
          {draftName(review)}, {formatState(state)}
          {isPart && ", the accepted part of a revision"}
        </span>
      </div>
      <h1 className={style.title}>{title || "Without a summary"}</h1>
      {more.length > 0 && <p className={style.why}>{more.join("\n").trim()}</p>}
      <Facts>
        <Fact name="Status">
          <Status state={state}>{capitalised(formatState(state))}</Status>
        </Fact>
        <Fact name="Written by">{names(review.editors) || <span className="mute">not recorded</span>}</Fact>
        <Fact name="Sent to">{names(review.asked) || "Any reviewer who wrote none of it"}</Fact>
        <Fact name="Revision">
          {baseNumber === null ? <span className="mute">none yet</span> : `r${baseNumber}`}
          <ArrowRight size={12} aria-label="becomes" />r{nextNumber}
        </Fact>
        {submittedAt && (
          <Fact name="Submitted">
            <Moment at={submittedAt} />
          </Fact>
        )}
        <Fact name="Verdicts" wide>
          <Verdicts review={review} />
        </Fact>
      </Facts>
    </>
  );
}

function Verdicts({ review: { reviewed } }: { review: ReviewView }) {
  const { changes, decisions } = reviewed;
  const said = [...decisions.values()];
  const accepted = said.filter(({ verdict }) => verdict === "accepted").length;
  const asked = said.length - accepted;
  return (
    <span className={style.verdicts}>
      <span>
        <Check className={style.accepted} size={14} aria-hidden="true" /> {accepted} accepted
      </span>
      <span>
        <Undo2 className={style.asked} size={14} aria-hidden="true" /> {asked} {asked === 1 ? "change" : "changes"}{" "}
        requested
      </span>
      <span>
        <Circle className="mute" size={14} aria-hidden="true" /> {changes.length - said.length} open
      </span>
    </span>
  );
}

function names(people: { name: string }[]): string {
  return people.map(({ name }) => name).join(", ");
}
