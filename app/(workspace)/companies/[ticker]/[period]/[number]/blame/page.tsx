import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { foundAtTicker } from "@/app/_server/at-ticker";
import { requireContext } from "@/app/_server/context";
import head from "@/app/_ui/head.module.css";
import { findBlame, type HistoryRevision } from "@/lib/notes/history-queries";
import { itemLabels } from "@/lib/notes/labels";
import { formatPeriod, isPeriod } from "@/lib/notes/period";
import { inSection, sectionNames, sectionOrder } from "@/lib/notes/sections";
import { numberOf } from "../number-of";
import style from "./blame.module.css";
import { BlamedItem } from "./blamed-item";

type Props = { params: Promise<{ ticker: string; period: string; number: string }> };

const readBlame = cache(async (asked: string, period: string, name: string) => {
  const ctx = await requireContext();
  const number = numberOf(name);
  if (!isPeriod(period) || number === null) notFound();
  const found = await foundAtTicker(ctx, {
    asked,
    find: (ticker) => findBlame(ctx, { ticker, period, number }),
    path: (ticker) => `/companies/${ticker}/${period}/r${number}/blame`,
  });
  return { ...found, number };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ticker, period, number: name } = await params;
  const { history, number } = await readBlame(ticker, period.toUpperCase(), name);
  return { title: `Who wrote ${history.ticker} ${formatPeriod(history.period)}, r${number}` };
}

/** For every field of a published revision: who wrote it, in which revision it came, and who approved that one. */
export default async function BlamePage({ params }: Props) {
  const { ticker: asked, period: quarter, number: name } = await params;
  const { history, content, lines, number } = await readBlame(asked, quarter.toUpperCase(), name);
  const { ticker, company, period, newest, standing } = history;
  const path = `/companies/${ticker}/${period}`;
  const labels = itemLabels(content);
  const revisions = new Map(history.revisions.map((revision) => [revision.number, revision]));
  return (
    <main id="main">
      <p className={head.crumb}>
        <Link className="touch" href={`${path}/r${number}`} prefetch={false}>
          {company}, {formatPeriod(period)}, r{number}
        </Link>{" "}
        <span className="mono mute">{ticker}</span>
      </p>
      <h1 className={head.title}>Who wrote what in r{number}</h1>
      <p className={style.which}>
        <span>
          {newest === number ? "It is the newest revision" : `r${newest} is the newest revision`}
          {newest !== standing && ", and was recalled"}.
        </span>
        <Link className="touch" href={path} prefetch={false}>
          The note
        </Link>
        <Link className="touch" href={`${path}/history`} prefetch={false}>
          All revisions
        </Link>
      </p>
      <BlameNav path={path} revisions={history.revisions} number={number} />
      {sectionOrder.map((section) => {
        const items = inSection(content, section);
        if (items.length === 0) return null;
        return (
          <section key={section} className={style.section} aria-labelledby={`written-${section}`}>
            <h2 id={`written-${section}`}>{section === "headline" ? "Headline" : sectionNames[section]}</h2>
            {items.map((item) => (
              <BlamedItem key={item.id} item={item} label={labels.get(item.id)} lines={lines} revisions={revisions} />
            ))}
          </section>
        );
      })}
    </main>
  );
}

type BlameNavProps = { path: string; revisions: readonly HistoryRevision[]; number: number };

/** Leads to the same page of the revisions before and after this one. */
function BlameNav({ path, revisions, number }: BlameNavProps) {
  const numbers = revisions.flatMap((revision) => revision.number ?? []).sort((a, b) => a - b);
  const before = numbers.findLast((each) => each < number);
  const after = numbers.find((each) => each > number);
  if (before === undefined && after === undefined) return null;
  return (
    <nav className={style.beside} aria-label="Who wrote what in other revisions">
      {before !== undefined && (
        <Link className="touch" href={`${path}/r${before}/blame`} prefetch={false}>
          Before it: r{before}
        </Link>
      )}
      {after !== undefined && (
        <Link className="touch" href={`${path}/r${after}/blame`} prefetch={false}>
          After it: r{after}
        </Link>
      )}
    </nav>
  );
}
