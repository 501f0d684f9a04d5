import { Equal } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { foundAtTicker } from "@/app/_server/at-ticker";
import { requireContext } from "@/app/_server/context";
import { Empty } from "@/app/_ui/empty";
import head from "@/app/_ui/head.module.css";
import type { ChangeLook } from "@/app/(workspace)/_change/change-entry";
import { sideOf } from "@/app/(workspace)/_change/compared";
import { capitalised } from "@/lib/notes/capitalised";
import { diff } from "@/lib/notes/diff";
import { draftName } from "@/lib/notes/draft-name";
import { findComparison, type HistoryRevision } from "@/lib/notes/history-queries";
import { formatPeriod, isPeriod } from "@/lib/notes/period";
import { ChangeSections } from "./change-sections";
import style from "./compare.module.css";
import { CompareForm } from "./compare-form";
import { changedFacts, FactChanges } from "./fact-changes";

type Props = {
  params: Promise<{ ticker: string; period: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const readComparison = cache(async (asked: string, period: string, from?: string, to?: string) => {
  const ctx = await requireContext();
  if (!isPeriod(period)) notFound();
  const names = new URLSearchParams({ ...(from && { from }), ...(to && { to }) });
  return foundAtTicker(ctx, {
    asked,
    find: (ticker) => findComparison(ctx, { ticker, period, from, to }),
    path: (ticker) => `/companies/${ticker}/${period}/compare?${names}`,
  });
});

async function compared({ params, searchParams }: Props) {
  const [{ ticker, period }, { from, to, view }] = await Promise.all([params, searchParams]);
  const name = (value: string | string[] | undefined) => (typeof value === "string" && value ? value : undefined);
  const found = await readComparison(ticker, period.toUpperCase(), name(from), name(to));
  const look: ChangeLook = view === "sides" ? "sides" : "list";
  return { ...found, look };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { history, from, to } = await compared(props);
  const names = `${capitalisedName(shortName(from.revision))} and ${shortName(to.revision)}`;
  return { title: `${names} of ${history.ticker} ${formatPeriod(history.period)}` };
}

/** What lies between two revisions of a note, section by section. */
export default async function ComparePage(props: Props) {
  const { history, from, to, look } = await compared(props);
  const { ticker, company, period } = history;
  const { changes } = diff(from.content, to.content);
  const facts = changedFacts(from.content, to.content);
  const [was, is] = [shortName(from.revision), shortName(to.revision)];
  const count = changes.length + facts.length;
  return (
    <main id="main">
      <p className={head.crumb}>
        <Link className="touch" href={`/companies/${ticker}/${period}/history`} prefetch={false}>
          History of {company}, {formatPeriod(period)}
        </Link>{" "}
        <span className="mono mute">{ticker}</span>
      </p>
      <h1 className={head.title}>
        {capitalisedName(was)} compared with {is}
      </h1>
      <CompareForm history={history} from={from.revision} to={to.revision} look={look} />
      {count === 0 ? (
        <div className={style.none}>
          <Empty
            icon={Equal}
            title={
              from.revision.id === to.revision.id
                ? `This compares ${was} with itself.`
                : `${capitalisedName(was)} and ${is} say the same.`
            }
          >
            Choose two other revisions above.
          </Empty>
        </div>
      ) : (
        <div className={style.changes}>
          <p className="sec">
            {count === 1 ? "One change" : `${count} changes`} from {was} to {is}
          </p>
          <FactChanges changes={facts} />
          <ChangeSections
            changes={changes}
            compared={{ before: sideOf(was, from.content), after: sideOf(is, to.content) }}
            look={look}
          />
        </div>
      )}
    </main>
  );
}

/** `The draft by Ana Alder, begun 2 Jun 2025`; a number keeps its small letter. */
function capitalisedName(name: string): string {
  return name.startsWith("the ") ? capitalised(name) : name;
}

/** `r2`, `the draft by Ana Alder, begun 2 Jun 2025` */
function shortName(revision: HistoryRevision): string {
  return revision.number === null ? `the ${draftName(revision).replace("Draft", "draft")}` : `r${revision.number}`;
}
