import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { foundAtTicker } from "@/app/_server/at-ticker";
import { requireContext } from "@/app/_server/context";
import head from "@/app/_ui/head.module.css";
import { LeftOut } from "@/app/_ui/left-out";
import { may } from "@/lib/auth/permissions";
import { findHistory, revisionsMax } from "@/lib/notes/history-queries";
import { formatPeriod, isPeriod } from "@/lib/notes/period";
import { CompareForm } from "../compare/compare-form";
import style from "./history.module.css";
import { RevisionList } from "./revision-list";

type Props = { params: Promise<{ ticker: string; period: string }> };

const readHistory = cache(async (asked: string, period: string) => {
  const ctx = await requireContext();
  if (!isPeriod(period)) notFound();
  return foundAtTicker(ctx, {
    asked,
    find: (ticker) => findHistory(ctx, ticker, period, revisionsMax + 1),
    path: (ticker) => `/companies/${ticker}/${period}/history`,
  });
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const asked = await params;
  const { ticker, period } = await readHistory(asked.ticker, asked.period.toUpperCase());
  return { title: `History of ${ticker} ${formatPeriod(period)}` };
}

/** Every revision of a note that one may know of: who wrote it, who approved it, when, and what it was about. */
export default async function HistoryPage({ params }: Props) {
  const asked = await params;
  const { actor } = await requireContext();
  const read = await readHistory(asked.ticker, asked.period.toUpperCase());
  const history = { ...read, revisions: read.revisions.slice(0, revisionsMax) };
  const { ticker, period, company, revisions } = history;
  const [after, before] = revisions;
  return (
    <main id="main">
      <p className={head.crumb}>
        <Link className="touch" href={`/companies/${ticker}/${period}`} prefetch={false}>
          {company}, {formatPeriod(period)}
        </Link>{" "}
        <span className="mono mute">{ticker}</span>
      </p>
      <h1 className={head.title}>History of {formatPeriod(period)}</h1>
      {after && before ? (
        <CompareForm history={history} from={before} to={after} look="list" />
      ) : (
        <p className={style.single}>
          This note has one revision. Once it has a second one, the two can be compared here.
        </p>
      )}
      <LeftOut count={read.revisions.length} max={revisionsMax} of="revisions" shown="newest" />
      <RevisionList
        history={history}
        mayRestore={may(actor, "revision.create")}
        mayRecall={may(actor, "revision.recall")}
      />
    </main>
  );
}
