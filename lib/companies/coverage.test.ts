import { describe, expect, it } from "vitest";
import type { Period } from "@/lib/notes/period";
import { boardPeriods, type CoverageCell, cellsOf, coverageOf, type RevisionEntry } from "./coverage";

const entry = (period: Period, number: number | null, state: RevisionEntry["state"] = "published"): RevisionEntry => ({
  companyId: "c",
  period,
  id: `${period} ${number}`,
  state,
  number,
  publishedAt: null,
  isRecalled: false,
});

describe("the coverage board", () => {
  it("ends with the newest published quarter, or with the season after it once a draft is open there", () => {
    expect(boardPeriods([entry("2025-Q3", 1)]).at(-1)).toBe("2025-Q3");
    expect(boardPeriods([entry("2025-Q3", 1), entry("2025-Q4", null, "draft")]).at(-1)).toBe("2025-Q4");
  });

  it("is not moved by a draft with a mistyped year", () => {
    const periods = boardPeriods([entry("2025-Q3", 1), entry("2205-Q4", null, "draft")]);
    expect(periods).toEqual(["2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3"]);
  });

  it("begins with drafts alone, and is empty without any note", () => {
    expect(boardPeriods([entry("2025-Q2", null, "draft")]).at(-1)).toBe("2025-Q2");
    expect(boardPeriods([])).toEqual([]);
  });

  it("says of a note that was recalled that it was, unless an earlier revision stands or somebody writes a new one", () => {
    const recalled = { ...entry("2025-Q3", 2), isRecalled: true };
    const cellOf = (...entries: RevisionEntry[]) => cellsOf(entries, new Map()).get("2025-Q3");
    expect(cellOf(recalled)).toMatchObject({ number: null, recalled: 2, open: null });
    expect(cellOf(recalled, entry("2025-Q3", 1))).toMatchObject({ number: 1, recalled: null });
    expect(cellOf(recalled, entry("2025-Q3", null, "draft"))).toMatchObject({ recalled: null, open: { count: 1 } });
    const cells = new Map([["2025-Q3" as const, cellOf(recalled) as CoverageCell]]);
    const board = coverageOf([{ name: "Fog", ticker: "FOG", owner: null, cells }], ["2025-Q3"]);
    expect(board.season).toEqual({ published: 0, inReview: 0, draft: 0, toStart: 1 });
  });

  it("shows the published number with what is open beside it, and puts companies that nobody has last", () => {
    const cells = cellsOf([entry("2025-Q3", null, "in_review"), entry("2025-Q3", 2)], new Map());
    expect(cells.get("2025-Q3")).toMatchObject({ number: 2, open: { state: "in_review", count: 1 } });
    const company = (owner: string | null) => ({ name: "Fog", ticker: "FOG", owner, cells });
    const board = coverageOf([company(null), company("Ana")], ["2025-Q3"]);
    expect(board.owners.map(({ owner }) => owner)).toEqual(["Ana", null]);
    expect(board.season).toEqual({ published: 2, inReview: 0, draft: 0, toStart: 0 });
  });
});
