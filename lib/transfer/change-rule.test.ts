import { describe, expect, it } from "vitest";
import type { Change } from "@/lib/guidance/change";
import { changeOf } from "@/lib/transfer/change-rule";

const words: [changeText: string, expected: Change | null][] = [
  ["no current guidance", "not_addressed"],
  ["Not addressed", "not_addressed"],
  ["did not update", "not_addressed"],
  ["No formal guidance provided", "not_addressed"],
  ["Withdrawn", "withdrawn"],
  ["no longer provides guidance", "withdrawn"],
  ["Suspended", "withdrawn"],
  ["no prior guidance", "initiated"],
  ["First‑time", "initiated"],
  ["New", "initiated"],
  ["Raised", "raised"],
  ["Upgraded", "raised"],
  ["lower end raised", "raised"],
  ["▲ 2pp", "raised"],
  ["▼", "lowered"],
  ["Trimmed", "lowered"],
  ["not raised, reduced", "lowered"],
  ["raised low end, narrowed range", "narrowed"],
  ["Raised low end", "raised"],
  ["Raised; 2032 not provided", "raised"],
  ["Broadened", "widened"],
  ["no\u00a0change", "maintained"],
  ["in‑line", "maintained"],
  ["=", "maintained"],
  ["→", "maintained"],
  ["Not lowered, reaffirmed", "maintained"],
  ["Delivered", "met"],
  ["not met", "missed"],
  ["Fell short", "missed"],
  ["below guidance", "missed"],
  ["Guidance paused", "withdrawn"],
  ["Removed", "withdrawn"],
  ["Dropped to 5%", "lowered"],
  ["Raised, previously withdrawn", "raised"],
  ["Reinstated", "initiated"],
  ["+20%", "raised"],
  ["-50 bps", "lowered"],
  ["10 → 12", "raised"],
  ["from 10% to 8%", "lowered"],
  ["Positive revision", "raised"],
  ["Worsened", "lowered"],
  ["On track", "maintained"],
  ["Above the guided range", "met"],
  ["Under review", null],
  ["not withdrawn", null],
  ["not raised", null],
  ["up-to-date", null],
  ["see text", null],
];

const cells: [previous: string | null, current: string | null, changeText: string | null, expected: Change | null][] = [
  ["no prior guidance", "EUR 7 million", null, "initiated"],
  [null, "EUR 7 million", "", "initiated"],
  ["none", "EUR 7 million", "n/a", "initiated"],
  ["EUR 5 million", "no formal guidance provided (nothing for 2031)", null, "not_addressed"],
  ["EUR 5 million", "Guidance withdrawn", null, "withdrawn"],
  ["EUR 5 million", "Guidance withdrawn", "no current guidance", "withdrawn"],
  ["EUR 5 million", "EUR 5 million", null, "maintained"],
  ["EUR 5 million", "EUR 7 million", null, null],
  ["EUR 5 million", null, "-", "not_addressed"],
  ["EUR 5 million", "n/a", "n/a", "not_addressed"],
  ["EUR 5 million", null, null, null],
  [null, null, "-", null],
];

describe("changeOf", () => {
  it.each(words)("reads %j as %s", (changeText, expected) => {
    expect(changeOf({ previous: "EUR 5 million", current: "EUR 6 million", changeText })).toBe(expected);
  });

  it.each(cells)("reads %j, then %j with the change %j as %s", (previous, current, changeText, expected) => {
    expect(changeOf({ previous, current, changeText })).toBe(expected);
  });
});
