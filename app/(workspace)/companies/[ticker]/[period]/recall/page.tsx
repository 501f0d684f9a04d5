import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { foundAtTicker } from "@/app/_server/at-ticker";
import { requireContext } from "@/app/_server/context";
import head from "@/app/_ui/head.module.css";
import { may } from "@/lib/auth/permissions";
import { formatPeriod, isPeriod } from "@/lib/notes/period";
import { findRecallable } from "@/lib/notes/recall-queries";
import { recallAction } from "./actions";
import style from "./recall.module.css";
import { RecallForm } from "./recall-form";

type Props = {
  params: Promise<{ ticker: string; period: string }>;
  searchParams: Promise<{ revision?: string | string[] }>;
};

/** The newest revision that stands, or the one whose number is asked for. Nobody but a reviewer knows of the page. */
const readRevision = cache(async (asked: string, period: string, revision: string) => {
  const ctx = await requireContext();
  if (!may(ctx.actor, "revision.recall") || !isPeriod(period) || !/^([1-9]\d{0,5})?$/.test(revision)) notFound();
  const number = revision === "" ? null : Number(revision);
  return foundAtTicker(ctx, {
    asked,
    find: (ticker) => findRecallable(ctx, { ticker, period, number }),
    path: (ticker) => `/companies/${ticker}/${period}/recall${number === null ? "" : `?revision=${number}`}`,
  });
});

async function readAsked({ params, searchParams }: Props) {
  const [{ ticker, period }, { revision }] = await Promise.all([params, searchParams]);
  return readRevision(ticker, period.toUpperCase(), typeof revision === "string" ? revision : "");
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { ticker, period, number } = await readAsked(props);
  return { title: `Recall r${number} of ${ticker} ${formatPeriod(period)}` };
}

export default async function RecallPage(props: Props) {
  const { revisionId, company, ticker, period, number } = await readAsked(props);
  const note = `/companies/${ticker}/${period}`;
  return (
    <main id="main" className={style.page}>
      <p className={head.crumb}>
        <Link className="touch" href={note} prefetch={false}>
          {company}, {formatPeriod(period)}
        </Link>{" "}
        <span className="mono mute">{ticker}</span>
      </p>
      <h1 className={head.title}>Recall r{number}</h1>
      <p className={style.effect}>
        From then on, whoever opens a shared link to r{number} reads that it was recalled, when, and your reason, and
        nothing of the note. The team sees your name too. A recall is not taken back: to have these words out again,
        publish a new revision.
      </p>
      <RecallForm action={recallAction} revisionId={revisionId} note={note} number={number} />
    </main>
  );
}
