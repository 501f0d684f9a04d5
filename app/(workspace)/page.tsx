import { FileText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { requireContext } from "@/app/_server/context";
import { Empty } from "@/app/_ui/empty";
import head from "@/app/_ui/head.module.css";
import { LeftOut } from "@/app/_ui/left-out";
import { may } from "@/lib/auth/permissions";
import { listWaiting, waitingMax } from "@/lib/comments/waiting-queries";
import { companiesMax, listCoverage } from "@/lib/companies/queries";
import { formatPeriodShort } from "@/lib/notes/period";
import { listWaitingRevisions, queuedMax } from "@/lib/review/queue-queries";
import { Board, BoardLegend } from "./board";
import { NoCompany } from "./companies/add-company";
import style from "./desk.module.css";
import { WaitingList } from "./waiting-list";
import { waitingRows } from "./waiting-rows";

export const metadata: Metadata = { title: "Desk" };

export default async function DeskPage() {
  const ctx = await requireContext();
  const [coverage, threads, revisions] = await Promise.all([
    listCoverage(ctx),
    may(ctx.actor, "draft.read") ? listWaiting(ctx) : null,
    listWaitingRevisions(ctx),
  ]);
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
      <div className={head.head}>
        <h1 className={head.title}>Coverage</h1>
        {newest && (
          <span className="sec">
            {companies} {companies === 1 ? "company" : "companies"}, reporting season {formatPeriodShort(newest)}:{" "}
            {stages.join(", ")}
          </span>
        )}
      </div>
      <div className={threads ? style.columns : undefined}>
        <div>
          {newest && (
            <>
              <LeftOut
                count={coverage.isCut ? companiesMax + 1 : 0}
                max={companiesMax}
                of="companies"
                shown="first by name"
              />
              <Board coverage={coverage} mayStart={may(ctx.actor, "revision.create")} />
              <BoardLegend />
            </>
          )}
          {companies === 0 && <NoCompany actor={ctx.actor} />}
          {companies > 0 && !newest && (
            <Empty icon={FileText} title="No note is out yet.">
              {may(ctx.actor, "note.import") ? (
                <Link href="/import" prefetch={false}>
                  Import a text
                </Link>
              ) : (
                "It appears here as soon as one is published."
              )}
            </Empty>
          )}
        </div>
        {threads && (
          <WaitingList
            rows={waitingRows(threads.slice(0, waitingMax), revisions.slice(0, queuedMax))}
            now={ctx.now}
            leftOut={
              <>
                <LeftOut
                  count={revisions.length}
                  max={queuedMax}
                  of="revisions that wait"
                  shown="yours, or waiting longest"
                />
                <LeftOut count={threads.length} max={waitingMax} of="comments that wait" shown="newest" />
              </>
            }
          />
        )}
      </div>
    </main>
  );
}
