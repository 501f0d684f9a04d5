import { Pencil, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { cache } from "react";
import { foundAtTicker } from "@/app/_server/at-ticker";
import { requireContext } from "@/app/_server/context";
import button from "@/app/_ui/button.module.css";
import { ChangeTally } from "@/app/_ui/change";
import { Fact, Facts } from "@/app/_ui/facts";
import head from "@/app/_ui/head.module.css";
import { Status } from "@/app/_ui/status";
import { may } from "@/lib/auth/permissions";
import { months } from "@/lib/companies/facts";
import { findCompany } from "@/lib/companies/queries";
import { formatPeriod } from "@/lib/notes/period";
import { findDone } from "@/lib/review/done-queries";
import style from "./company.module.css";
import { DoneNotice } from "./done-notice";
import { NoteList } from "./note-list";

type Props = { params: Promise<{ ticker: string }>; searchParams: Promise<{ done?: string | string[] }> };

const readCompany = cache(async (asked: string) => {
  const ctx = await requireContext();
  return foundAtTicker(ctx, {
    asked,
    find: (ticker) => findCompany(ctx, ticker),
    path: (ticker) => `/companies/${ticker}`,
  });
});

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const { ticker, name } = await readCompany((await params).ticker);
  return { title: `${ticker} ${name}` };
}

export default async function CompanyPage({ params, searchParams }: Props) {
  const ctx = await requireContext();
  const { actor } = ctx;
  const company = await readCompany((await params).ticker);
  const mayStart = may(actor, "revision.create");
  const [latest] = company.notes;
  const done = await findDone(ctx, company.ticker, (await searchParams).done);
  return (
    <main id="main">
      <div className={style.crumb}>
        <Link className="touch" href="/" prefetch={false}>
          Coverage
        </Link>
        <div className={style.acts}>
          {may(actor, "company.edit") && (
            <Link className={button.button} href={`/companies/${company.ticker}/edit`} prefetch={false}>
              <Pencil size={16} aria-hidden="true" />
              Edit company
            </Link>
          )}
          {mayStart && (
            <Link
              className={`${button.button} ${button.primary}`}
              href={`/companies/${company.ticker}/start`}
              prefetch={false}
            >
              <Plus size={16} aria-hidden="true" />
              Start a note
            </Link>
          )}
        </div>
      </div>
      <DoneNotice done={done?.state === "discarded" ? done : null} />
      <div className={style.head}>
        <h1 className={head.title}>{company.name}</h1>
        <span className="mono sec">{company.ticker}</span>
      </div>
      <Facts>
        {latest && (
          <Fact name="Latest note">
            <Status state={latest.cell.number === null ? (latest.cell.open?.state ?? null) : "published"}>
              {formatPeriod(latest.period)}
              {latest.cell.number !== null && `, r${latest.cell.number}`}
              {latest.cell.recalled !== null && `, r${latest.cell.recalled} recalled`}
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
        <Fact name="Fiscal year ends">{months[company.fiscalYearEndMonth - 1]}</Fact>
        <Fact name="Listed" wide>
          {company.listings.map(({ ticker, exchange }) => `${ticker} on ${exchange}`).join(", ")}
        </Fact>
      </Facts>
      <NoteList ticker={company.ticker} notes={company.notes} mayStart={mayStart} />
    </main>
  );
}
