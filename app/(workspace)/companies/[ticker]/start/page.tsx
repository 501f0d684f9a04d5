import { FileText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { foundAtTicker } from "@/app/_server/at-ticker";
import { requireContext } from "@/app/_server/context";
import { Empty } from "@/app/_ui/empty";
import head from "@/app/_ui/head.module.css";
import { may } from "@/lib/auth/permissions";
import { findCompany } from "@/lib/companies/queries";
import { lastEndedPeriod, startablePeriods } from "@/lib/companies/startable";
import { findCarryBase } from "@/lib/notes/draft-queries";
import { formatPeriod, type Period } from "@/lib/notes/period";
import { readPeriod } from "@/lib/transfer/periods";
import { QuarterChoice } from "./quarter-choice";
import style from "./start.module.css";
import { Ways } from "./ways";

type Props = { params: Promise<{ ticker: string }>; searchParams: Promise<{ period?: string | string[] }> };

/** For whoever may write; nobody else knows of the page. */
const readCompany = cache(async (asked: string, query: string) => {
  const ctx = await requireContext();
  if (!may(ctx.actor, "revision.create")) notFound();
  return foundAtTicker(ctx, {
    asked,
    find: (ticker) => findCompany(ctx, ticker),
    path: (ticker) => `/companies/${ticker}/start${query}`,
  });
});

async function readStart({ params, searchParams }: Props) {
  const { period } = await searchParams;
  const typed = typeof period === "string" ? period : "";
  const query = typed === "" ? "" : `?${new URLSearchParams({ period: typed })}`;
  return { typed, company: await readCompany((await params).ticker, query) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { company } = await readStart(props);
  return { title: `Start a note on ${company.ticker}` };
}

export default async function StartPage(props: Props) {
  const ctx = await requireContext();
  const { typed, company } = await readStart(props);
  const { ticker, notes } = company;
  const known = notes.map(({ period, cell }) => ({ period, number: cell.number }));
  const offered = startablePeriods(known, lastEndedPeriod(ctx.now, company.fiscalYearEndMonth));
  const asked = typed === "" ? offered[0] : readPeriod(typed);
  const isNoted = notes.some(({ period }) => period === asked);
  const base = asked && !isNoted ? await findCarryBase(ctx, ticker, asked) : null;
  return (
    <main id="main" className={style.main}>
      <p className={head.crumb}>
        <Link className="touch" href={`/companies/${ticker}`} prefetch={false}>
          {company.name}
        </Link>{" "}
        <span className="mono mute">{ticker}</span>
      </p>
      <h1 className={head.title}>{asked && !isNoted ? `Start a note on ${formatPeriod(asked)}` : "Start a note"}</h1>
      <QuarterChoice ticker={ticker} offered={offered} asked={asked ?? null} typed={typed} isNoted={isNoted} />
      {asked && !isNoted && <Ways ticker={ticker} period={asked} base={base} />}
      {asked && isNoted && <Noted ticker={ticker} period={asked} />}
    </main>
  );
}

/** Not a redirect: this may be the answer to a post that came second, which a browser would repeat there. */
function Noted({ ticker, period }: { ticker: string; period: Period }) {
  return (
    <Empty icon={FileText} title={`${ticker} has a note for ${formatPeriod(period)} already.`}>
      <Link className="touch" href={`/companies/${ticker}/${period}/edit`} prefetch={false}>
        Open it
      </Link>
    </Empty>
  );
}
