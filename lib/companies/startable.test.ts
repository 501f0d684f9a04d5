import { describe, expect, it } from "vitest";
import type { Period } from "@/lib/notes/period";
import { lastEndedPeriod, startablePeriods } from "./startable";

const published = (...periods: Period[]) => periods.map((period) => ({ period, number: 1 }));

describe("the quarters that a note can be started on", () => {
  it("are the one after the latest note and those missing between, newest first", () => {
    expect(startablePeriods(published("2025-Q3", "2025-Q1", "2024-Q2"), "2026-Q3")).toEqual([
      "2025-Q4",
      "2025-Q2",
      "2024-Q4",
      "2024-Q3",
    ]);
  });

  it("go on behind a draft of the next quarter, and not behind one of a mistyped year", () => {
    const draft = (period: Period) => ({ period, number: null });
    expect(startablePeriods([...published("2025-Q3"), draft("2025-Q4")], "2026-Q3")).toEqual(["2026-Q1"]);
    expect(startablePeriods([...published("2025-Q3"), draft("2205-Q4")], "2026-Q3")).toEqual(["2025-Q4"]);
    expect(startablePeriods(published("2025-Q3", "1925-Q1"), "2026-Q3")).toHaveLength(8);
  });

  it("are the last four that have ended when there is no note", () => {
    expect(startablePeriods([], "2026-Q1")).toEqual(["2026-Q1", "2025-Q4", "2025-Q3", "2025-Q2"]);
  });
});

it("The fiscal quarter that ended last follows the month in which the company's year ends", () => {
  const ended = (day: string, month: number) => lastEndedPeriod(new Date(`${day}T12:00:00Z`), month);
  expect(ended("2026-11-25", 12)).toBe("2026-Q3");
  expect(ended("2026-12-31", 12)).toBe("2026-Q3");
  expect(ended("2027-01-01", 12)).toBe("2026-Q4");
  expect(ended("2026-11-25", 1)).toBe("2027-Q3");
  expect(ended("2026-03-31", 3)).toBe("2026-Q3");
  expect(ended("2026-04-01", 3)).toBe("2026-Q4");
});
