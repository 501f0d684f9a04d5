import { describe, expect, it } from "vitest";
import type { Mention, TrendTag } from "@/lib/topics/model";
import { trendTagOf } from "@/lib/transfer/trend-rule";

const trends: [trend: string | null, expected: TrendTag | null][] = [
  ["No longer discussed", "dropped"],
  ["Once a key focus, but not mentioned in Q2 2031", "dropped"],
  ["Deprioritised", "dropped"],
  ["de‑prioritized in favour of tiles", "dropped"],
  ["Dropped from the agenda", "dropped"],
  ["Margins dropped sharply", null],
  ["An emerging concern, a new focus", "emerging"],
  ["Emerging and persistent", "emerging"],
  ["Persistent despite emerging costs", "recurring"],
  ["Continued growth in emerging markets", "recurring"],
  ["A new topic this quarter", "new"],
  ["New in Q2", "new"],
  ["First mention", "new"],
  ["Previously not mentioned, now raised", "new"],
  ["Launch of a new platform", null],
  ["Steady focus on new platforms", "recurring"],
  ["RECURRING", "recurring"],
  ["A\u00a0consistently sensitive topic", "recurring"],
  ["Consistent, though not mentioned before Q2", "recurring"],
  ["Ongoing", "recurring"],
  ["Sustained", "recurring"],
  ["Inconsistent messaging", null],
  ["Growing", null],
  ["", null],
  [null, null],
];

describe("trendTagOf", () => {
  it.each(trends)("reads %j as %s", (trend, expected) =>
    expect(trendTagOf(trend, "Kilns sold out", [])).toBe(expected),
  );

  it("takes a former focus on which the current period is silent for dropped", () => {
    const mentions: Mention[] = [{ period: "2031-Q1", text: "Kilns sold out", absent: false }];
    expect(trendTagOf("Previously central", "Management did not mention kilns", mentions)).toBe("dropped");
    expect(trendTagOf("Previously central", "Kilns sold out", mentions)).toBeNull();
  });
});
