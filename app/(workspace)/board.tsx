import { Pencil } from "lucide-react";
import Link from "next/link";
import { ChangeCount, ChangeLegend } from "@/app/_ui/change";
import { Status } from "@/app/_ui/status";
import table from "@/app/_ui/table.module.css";
import type { Coverage, CoverageCell } from "@/lib/companies/coverage";
import { formatPeriod, formatPeriodShort, type Period } from "@/lib/notes/period";
import { formatState } from "@/lib/notes/state";
import style from "./desk.module.css";
import { StartLink } from "./start-link";

type Company = Coverage["owners"][number]["companies"][number];

/** Companies by quarter, grouped by who is responsible. On a phone the two newest quarters. */
export function Board({ coverage: { periods, owners }, mayStart }: { coverage: Coverage; mayStart: boolean }) {
  return (
    <section className={style.scroll} aria-label="Coverage board, scrolls sideways" tabIndex={-1}>
      <table className={`${table.table} ${style.board}`}>
        <caption className="vh">Coverage board, companies by quarter</caption>
        <thead>
          <tr>
            <th scope="col">Company</th>
            {periods.map((period) => (
              <th key={period} scope="col">
                {formatPeriodShort(period)}
              </th>
            ))}
          </tr>
        </thead>
        {owners.map(({ owner, companies }) => (
          <tbody key={owner ?? ""}>
            <tr className={style.group}>
              <th colSpan={periods.length + 1} scope="rowgroup">
                {owner ?? "Nobody yet"}
                <span>
                  {companies.length} {companies.length === 1 ? "company" : "companies"}
                </span>
              </th>
            </tr>
            {companies.map((company) => (
              <Row key={company.ticker} company={company} periods={periods} mayStart={mayStart} />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

type RowProps = { company: Company; periods: Period[]; mayStart: boolean };

function Row({ company: { name, ticker, cells }, periods, mayStart }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <Link className="touch" href={`/companies/${ticker}`} prefetch={false}>
          {name}
        </Link>{" "}
        <span className={style.ticker}>{ticker}</span>
      </th>
      {periods.map((period, index) => {
        const cell = cells[index];
        return (
          <td key={period} className={style.cell}>
            {cell ? (
              <Link className={style.link} href={`/companies/${ticker}/${period}`} prefetch={false}>
                <span className="vh">
                  {ticker} {formatPeriod(period)}:{" "}
                </span>
                <CellFacts cell={cell} />
              </Link>
            ) : (
              <EmptyCell ticker={ticker} period={period} mayStart={mayStart} />
            )}
          </td>
        );
      })}
    </tr>
  );
}

function EmptyCell({ ticker, period, mayStart }: { ticker: string; period: Period; mayStart: boolean }) {
  if (mayStart) return <StartLink className={style.link} ticker={ticker} period={period} />;
  return (
    <span className={style.link}>
      <Status state={null}>
        <span className="vh">No note</span>
      </Status>
    </span>
  );
}

function CellFacts({ cell: { number, recalled, open, guidance } }: { cell: CoverageCell }) {
  const isOut = number !== null;
  if (recalled !== null) return <Status state={null}>r{recalled} recalled</Status>;
  return (
    <>
      <span className={style.first}>
        <Status state={isOut ? "published" : (open?.state ?? null)}>
          {isOut ? `r${number}` : open?.state === "in_review" ? "Review" : "Draft"}
        </Status>
        {isOut && open && (
          <span className={style.open} title={`${open.count} open, ${formatState(open.state)}`}>
            <Pencil size={12} aria-hidden="true" />
            {open.count}
            <span className="vh"> open, {formatState(open.state)}</span>
          </span>
        )}
      </span>
      <span className={style.counts}>
        {guidance.map((count) => (
          <ChangeCount key={count.change} {...count} />
        ))}
      </span>
    </>
  );
}

export function BoardLegend() {
  return (
    <div className={style.legend}>
      <Status state="published">Published</Status>
      <Status state="in_review">In review</Status>
      <Status state="draft">Draft</Status>
      <Status state={null}>No note</Status>
      <span className={style.divider} />
      <ChangeLegend />
      <span className={style.divider} />
      <span className={style.entry}>
        <Pencil size={12} aria-hidden="true" /> open drafts
      </span>
    </div>
  );
}
