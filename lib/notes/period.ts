import { z } from "zod";

/** A fiscal quarter as a key that sorts in time order, `2025-Q1`. */
export type Period = `${number}-Q${1 | 2 | 3 | 4}`;

const shape = /^([1-9]\d{3})-Q([1-4])$/;

export const periodSchema = z.custom<Period>((value) => typeof value === "string" && shape.test(value), {
  error: "Write the quarter as 2025-Q1.",
});

export function isPeriod(value: string): value is Period {
  return shape.test(value);
}

function parts(period: Period): { year: number; quarter: number } {
  const match = shape.exec(period);
  if (!match) throw new Error(`Not a period: ${period}`);
  return { year: Number(match[1]), quarter: Number(match[2]) };
}

export function periodOf(year: number, quarter: number): Period {
  return `${year}-Q${quarter}` as Period;
}

/** The quarter `quarters` later than this one, or earlier when negative. */
export function shiftPeriod(period: Period, quarters: number): Period {
  const { year, quarter } = parts(period);
  const index = year * 4 + (quarter - 1) + quarters;
  return periodOf(Math.floor(index / 4), (index % 4) + 1);
}

/** `Q1 2025` */
export function formatPeriod(period: Period): string {
  const { year, quarter } = parts(period);
  return `Q${quarter} ${year}`;
}

/** `Q1 25`, for strips and column heads */
export function formatPeriodShort(period: Period): string {
  const { year, quarter } = parts(period);
  return `Q${quarter} ${String(year).slice(2)}`;
}

/** The latest quarter with this number that lies before `period`: a bare `Q3` in a note on 2025-Q1 is 2024-Q3. */
export function latestQuarterBefore(period: Period, quarter: number): Period {
  const own = parts(period);
  return periodOf(quarter < own.quarter ? own.year : own.year - 1, quarter);
}
