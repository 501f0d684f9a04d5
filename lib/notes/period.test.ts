import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPeriod, formatPeriodShort, isPeriod, latestQuarterBefore, periodOf, shiftPeriod } from "./period";

const period = fc
  .tuple(fc.integer({ min: 1990, max: 2090 }), fc.integer({ min: 1, max: 4 }))
  .map(([y, q]) => periodOf(y, q));

describe("a period", () => {
  it("is a year and one of four quarters", () => {
    expect(["2025-Q1", "2025-Q4"].every(isPeriod)).toBe(true);
    expect(
      ["2025-Q0", "2025-Q5", "25-Q1", "2025-q1", "2025Q1", " 2025-Q1", "2025-Q1\n", "0999-Q1"].some(isPeriod),
    ).toBe(false);
  });

  it("is shown with the quarter first", () => {
    expect(formatPeriod("2025-Q1")).toBe("Q1 2025");
    expect(formatPeriodShort("2025-Q1")).toBe("Q1 25");
  });

  it("shifts over the turn of the year, and back to where it was", () => {
    expect(shiftPeriod("2024-Q4", 1)).toBe("2025-Q1");
    expect(shiftPeriod("2025-Q1", -1)).toBe("2024-Q4");
    expect(shiftPeriod("2025-Q2", -9)).toBe("2023-Q1");
    fc.assert(
      fc.property(period, fc.integer({ min: -40, max: 40 }), (start, step) => {
        expect(shiftPeriod(shiftPeriod(start, step), -step)).toBe(start);
      }),
    );
  });

  it("sorts as text in the order of time", () => {
    fc.assert(
      fc.property(period, fc.integer({ min: 1, max: 40 }), (start, step) => {
        expect(start < shiftPeriod(start, step)).toBe(true);
      }),
    );
  });

  it("finds the latest quarter of a number before itself, within the four quarters before", () => {
    expect(latestQuarterBefore("2025-Q1", 4)).toBe("2024-Q4");
    expect(latestQuarterBefore("2025-Q1", 1)).toBe("2024-Q1");
    expect(latestQuarterBefore("2025-Q3", 2)).toBe("2025-Q2");
    fc.assert(
      fc.property(period, fc.integer({ min: 1, max: 4 }), (own, quarter) => {
        const found = latestQuarterBefore(own, quarter);
        expect([1, 2, 3, 4].map((back) => shiftPeriod(own, -back))).toContain(found);
        expect(found.endsWith(`Q${quarter}`)).toBe(true);
      }),
    );
  });
});
