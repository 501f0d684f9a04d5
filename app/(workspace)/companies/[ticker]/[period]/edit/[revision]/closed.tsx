import Link from "next/link";
import button from "@/app/_ui/button.module.css";
import { formatPeriod, type Period } from "@/lib/notes/period";
import style from "./closed.module.css";
import { KeptWords } from "./kept-words";

type ClosedProps = {
  company: string;
  ticker: string;
  period: Period;
  state: string;
  personId: string;
  revisionId: string;
};

/** What an editor's address leads to once its revision is published or discarded: the words that did not get into it. */
export function Closed({ company, ticker, period, state, personId, revisionId }: ClosedProps) {
  return (
    <main id="main" className={style.closed}>
      <h1>
        {company}, {formatPeriod(period)}
      </h1>
      <p>This revision is {state}: nobody writes in it any more.</p>
      <Link className={button.button} href={`/companies/${ticker}/${period}`} prefetch={false}>
        Open the note
      </Link>
      <KeptWords personId={personId} revisionId={revisionId} />
    </main>
  );
}
