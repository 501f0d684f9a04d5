import { describe, expect, it } from "vitest";
import { earlierRuns, formatPeriods, groupMentions, type Mention, stripOf, topicLevel } from "./model";

const own = "2025-Q1";
const said = (period: Mention["period"], text = "spoken of"): Mention => ({ period, text, absent: false });
const silent = (period: Mention["period"]): Mention => ({ period, text: "not mentioned", absent: true });

describe("the mentions of a topic", () => {
  it("join into one run when quarters share a text, and stay apart when one of them is silence", () => {
    const runs = groupMentions([said("2024-Q2"), said("2024-Q3"), { ...said("2024-Q4"), absent: true }]);
    expect(runs.map(({ periods }) => periods)).toEqual([["2024-Q2", "2024-Q3"], ["2024-Q4"]]);
  });

  it("fill the three quarters before the note's own, with a gap said where the note is silent", () => {
    expect(earlierRuns([said("2024-Q4")], own)).toEqual({
      older: [],
      recent: [
        { periods: ["2024-Q2", "2024-Q3"], text: null, absent: false },
        { periods: ["2024-Q4"], text: "spoken of", absent: false },
      ],
    });
  });

  it("keep what lies before those three apart, unless a run reaches into them", () => {
    const older = earlierRuns([said("2023-Q4", "first"), said("2024-Q1", "then"), silent("2024-Q3")], own);
    expect(older.older.map(({ text }) => text)).toEqual(["first", "then"]);
    expect(older.recent.map(({ text }) => text)).toEqual([null, "not mentioned", null]);
    const reaching = earlierRuns([said("2024-Q1"), said("2024-Q2")], own);
    expect(reaching.older).toEqual([]);
    expect(reaching.recent[0]?.periods).toEqual(["2024-Q1", "2024-Q2"]);
  });

  it("name a run by its ends, and quarters that do not follow each other one by one", () => {
    expect(formatPeriods(["2024-Q2"])).toBe("Q2 24");
    expect(formatPeriods(["2024-Q2", "2024-Q3", "2024-Q4"])).toBe("Q2 – Q4 24");
    expect(formatPeriods(["2023-Q4", "2024-Q1"])).toBe("Q4 23 – Q1 24");
    expect(formatPeriods(["2024-Q1", "2024-Q3"])).toBe("Q1 24, Q3 24");
  });
});

describe("the strip of a topic", () => {
  const fields = { mentions: [silent("2024-Q2"), said("2024-Q4")], current: "still there", trendTag: null };

  it("tells a quarter that was silent from one that the note does not speak of", () => {
    expect(stripOf(fields, own)).toEqual([
      { period: "2024-Q2", level: 0 },
      { period: "2024-Q3", level: null },
      { period: "2024-Q4", level: 1 },
      { period: "2025-Q1", level: 1 },
    ]);
  });

  it("ends in silence for a dropped topic, whatever its words about the silence", () => {
    expect(stripOf({ ...fields, trendTag: "dropped" }, own).at(-1)?.level).toBe(0);
    expect(stripOf({ ...fields, current: null, trendTag: "dropped" }, own).at(-1)?.level).toBe(0);
    expect(stripOf({ ...fields, current: null }, own).at(-1)?.level).toBe(null);
    expect(topicLevel({ ...fields, trendTag: "dropped" }, own, own)).toBe(0);
  });
});
