import { type Change, changes } from "@/lib/guidance/change";
import { type Period, shiftPeriod } from "@/lib/notes/period";
import { isOpen, type OpenState, type RevisionState } from "@/lib/notes/state";

export type GuidanceCount = { change: Change; count: number };

/** A note on the board. */
export type CoverageCell = {
  /** of what the cell speaks: the newest published revision, else the newest open one, else the recalled one */
  revisionId: string;
  /** the newest published revision's number, null when none is out */
  number: number | null;
  /** the number of the newest recalled revision, when none is out and none is open; else null */
  recalled: number | null;
  /** drafts under way: the newest one's state, and how many; null when there are none */
  open: { state: OpenState; count: number } | null;
  guidance: GuidanceCount[];
};

export type RevisionEntry = {
  companyId: string;
  period: Period;
  id: string;
  state: RevisionState;
  number: number | null;
  publishedAt: Date | null;
  isRecalled: boolean;
};

export function inChangeOrder(counts: GuidanceCount[]): GuidanceCount[] {
  return counts.toSorted((a, b) => changes.indexOf(a.change) - changes.indexOf(b.change));
}

/** The cells of one company, in period order. Entries come newest first within a period. */
export function cellsOf(entries: RevisionEntry[], guidance: Map<string, GuidanceCount[]>): Map<Period, CoverageCell> {
  const cells = new Map<Period, CoverageCell>();
  for (const period of [...new Set(entries.map((entry) => entry.period))].sort()) {
    const own = entries.filter((entry) => entry.period === period);
    const published = own.find(({ state, isRecalled }) => state === "published" && !isRecalled);
    const open = own.map(({ state }) => state).filter(isOpen);
    const shown = published ?? own.find(({ isRecalled }) => !isRecalled) ?? own[0];
    if (!shown) continue;
    cells.set(period, {
      revisionId: shown.id,
      number: published?.number ?? null,
      recalled: shown.isRecalled ? shown.number : null,
      open: open[0] ? { state: open[0], count: open.length } : null,
      guidance: guidance.get(shown.id) ?? [],
    });
  }
  return cells;
}

type Company = { name: string; ticker: string; owner: string | null; cells: Map<Period, CoverageCell> };

export type Coverage = {
  /** the five quarters of the board, newest last; empty when there is no note at all */
  periods: Period[];
  /** by owner, "nobody yet" (null) last */
  owners: { owner: string | null; companies: { name: string; ticker: string; cells: (CoverageCell | null)[] }[] }[];
  companies: number;
  /** of the newest quarter */
  season: { published: number; inReview: number; draft: number; toStart: number };
};

/**
 * The five quarters of the board, newest last. Drafts may open the season after the newest published note, and no later
 * one: a mistyped year would leave the board empty.
 */
export function boardPeriods(entries: Pick<RevisionEntry, "period" | "number">[]): Period[] {
  const published = entries.filter(({ number }) => number !== null).map(({ period }) => period);
  const latest = published.toSorted().at(-1);
  const season = latest ? shiftPeriod(latest, 1) : null;
  const all = entries.map(({ period }) => period).toSorted();
  const newest = (season ? all.filter((period) => period <= season) : all).at(-1);
  return newest ? [-4, -3, -2, -1, 0].map((step) => shiftPeriod(newest, step)) : [];
}

/** The coverage board of these quarters. */
export function coverageOf(companies: Company[], periods: Period[]): Coverage {
  const newest = periods.at(-1);
  const names = [...new Set(companies.map(({ owner }) => owner))].toSorted(
    (a, b) => Number(a === null) - Number(b === null) || (a ?? "").localeCompare(b ?? "", "en"),
  );
  const season = { published: 0, inReview: 0, draft: 0, toStart: 0 };
  for (const { cells } of companies) season[stageOf(newest ? cells.get(newest) : undefined)] += 1;
  return {
    periods,
    owners: names.map((owner) => ({
      owner,
      companies: companies
        .filter((company) => company.owner === owner)
        .map(({ name, ticker, cells }) => ({
          name,
          ticker,
          cells: periods.map((period) => cells.get(period) ?? null),
        })),
    })),
    companies: companies.length,
    season,
  };
}

function stageOf(cell: CoverageCell | undefined): keyof Coverage["season"] {
  if (!cell || cell.recalled !== null) return "toStart";
  if (cell.number !== null) return "published";
  return cell.open?.state === "in_review" ? "inReview" : "draft";
}
