import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { requireContext } from "@/app/_server/context";
import { ChangeTally } from "@/app/_ui/change";
import { Fact, Facts } from "@/app/_ui/facts";
import { Status } from "@/app/_ui/status";
import { tickerInput } from "@/lib/companies/input";
import { findCompany, findPrimaryTicker } from "@/lib/companies/queries";
import { formatPeriod } from "@/lib/notes/period";
import style from "./company.module.css";
import { NoteList } from "./note-list";

type Props = { params: Promise<{ ticker: string }> };

const readCompany = cache(async (asked: string) => {
  const ctx = await requireContext();
  const { data: ticker } = tickerInput.safeParse(asked);
  if (!ticker) notFound();
  if (ticker !== asked) redirect(`/companies/${ticker}`);
  const company = await findCompany(ctx, ticker);
  if (company) return company;
  const primary = await findPrimaryTicker(ctx, ticker);
  return primary ? redirect(`/companies/${primary}`) : notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ticker, name } = await readCompany((await params).ticker);
  return { title: `${ticker} ${name}` };
}

export default async function CompanyPage({ params }: Props) {
  const { actor } = await requireContext();
  const company = await readCompany((await params).ticker);
  const [latest] = company.notes;
  return (
    <main id="main">
      <p className={style.crumb}>
        <Link className="touch" href="/" prefetch={false}>
          Coverage
        </Link>
      </p>
      <div className={style.head}>
        <h1>{company.name}</h1>
        <span className="mono sec">{company.ticker}</span>
      </div>
      <Facts>
        {latest && (
          <Fact name="Latest note">
            <Status state={latest.cell.number === null ? (latest.cell.open?.state ?? null) : "published"}>
              {formatPeriod(latest.period)}
              {latest.cell.number !== null && `, r${latest.cell.number}`}
            </Status>
          </Fact>
        )}
        <Fact name="Owner">{company.owner ?? <span className="mute">Nobody yet</span>}</Fact>
        {latest && latest.cell.guidance.length > 0 && (
          <Fact name={`Guidance, ${formatPeriod(latest.period)}`} wide>
            <ChangeTally counts={latest.cell.guidance} />
          </Fact>
        )}
        <Fact name="Reports in">{company.reportingCurrency}</Fact>
        <Fact name="Fiscal year ends">{monthName(company.fiscalYearEndMonth)}</Fact>
        <Fact name="Listed" wide>
          {company.listings.map(({ ticker, exchange }) => `${ticker} on ${exchange}`).join(", ")}
        </Fact>
      </Facts>
      <NoteList actor={actor} ticker={company.ticker} notes={company.notes} />
    </main>
  );
}

function monthName(month: number): string {
  return new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" }).format(Date.UTC(2000, month - 1, 1));
}
