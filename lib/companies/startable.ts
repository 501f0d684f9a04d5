import { type Period, periodOf, shiftPeriod } from "@/lib/notes/period";
import { boardPeriods } from "./coverage";

/** How many quarters are offered; any other one can be asked for by name. */
const offeredMax = 8;

type Noted = { period: Period; number: number | null };

/**
 * The quarters that a company's next note may be on, newest first: the one after the latest note, and those that are
 * missing between notes. Without any note, the last four that have ended.
 */
export function startablePeriods(notes: readonly Noted[], lastEnded: Period): Period[] {
  const known = new Set(notes.map(({ period }) => period));
  const newest = boardPeriods([...notes]).at(-1);
  if (!newest) return [0, -1, -2, -3].map((step) => shiftPeriod(lastEnded, step));
  const oldest = [...known].toSorted()[0] ?? newest;
  const missing: Period[] = [];
  for (let at = shiftPeriod(newest, 1); at > oldest && missing.length < offeredMax; at = shiftPeriod(at, -1)) {
    if (!known.has(at)) missing.push(at);
  }
  return missing;
}

/** The fiscal quarter that ended last, by the day in UTC. A fiscal year has the number of the year that it ends in. */
export function lastEndedPeriod(now: Date, fiscalYearEndMonth: number): Period {
  const month = now.getUTCMonth() + 1;
  const monthsIn = (month - fiscalYearEndMonth - 1 + 12) % 12;
  const year = now.getUTCFullYear() + (month > fiscalYearEndMonth ? 1 : 0);
  return shiftPeriod(periodOf(year, Math.floor(monthsIn / 3) + 1), -1);
}
