import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import { requireContext } from "@/app/_server/context";
import { Empty } from "@/app/_ui/empty";
import { listCoverage } from "@/lib/companies/queries";
import { formatPeriodShort } from "@/lib/notes/period";
import { Board, BoardLegend } from "./board";
import style from "./desk.module.css";
import { ImportLink } from "./import-link";

export const metadata: Metadata = { title: "Desk" };

export default async function DeskPage() {
  const ctx = await requireContext();
  const coverage = await listCoverage(ctx);
  const { season, periods, companies } = coverage;
  const newest = periods.at(-1);
  const stages = [
    `${season.published} published`,
    season.inReview > 0 && `${season.inReview} in review`,
    season.draft > 0 && `${season.draft} draft`,
    season.toStart > 0 && `${season.toStart} to start`,
  ].filter(Boolean);
  return (
    <main id="main">
      <div className={style.head}>
        <h1>Coverage</h1>
        {newest && (
          <span className="sec">
            {companies} {companies === 1 ? "company" : "companies"}, reporting season {formatPeriodShort(newest)}:{" "}
            {stages.join(", ")}
          </span>
        )}
      </div>
      {newest ? (
        <>
          <Board coverage={coverage} />
          <BoardLegend />
        </>
      ) : (
        <Empty icon={Building2} title={companies === 0 ? "No company is covered yet." : "No note is out yet."}>
          {companies === 0 ? (
            <>
              Add one on the server: <code>npm run -s company:add TICKER --name …</code>
            </>
          ) : (
            <ImportLink actor={ctx.actor} />
          )}
        </Empty>
      )}
    </main>
  );
}
