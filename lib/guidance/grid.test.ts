import { describe, expect, it } from "vitest";
import { blockBetween, blockWords, emptied, type GuidanceRow } from "./grid";

function row(id: string, fields: Partial<GuidanceRow["fields"]>): GuidanceRow {
  const unsaid = { metric: "", period: null, previous: null, current: null, change: null, changeText: null };
  return { id, kind: "guidance_row", citations: [], fields: { ...unsaid, ...fields } };
}

const rows = [
  row("a", { metric: "Revenue", previous: "10", current: "12\n(range)", change: "raised", changeText: "Raised" }),
  row("b", { metric: "Margin", period: "FY 2025", change: "not_addressed", changeText: "no current guidance" }),
  row("c", { metric: "Capex" }),
];

describe("a block of the grid", () => {
  it("reaches from one corner to the other, whichever comes first", () => {
    const block = blockBetween(rows, { itemId: "c", field: "previous" }, { itemId: "b", field: "current" });
    expect(block.rows.map(({ id }) => id)).toEqual(["b", "c"]);
    expect(block.fields).toEqual(["previous", "current"]);
    expect(blockBetween(rows, { itemId: "gone", field: "metric" }, { itemId: "a", field: "metric" }).rows).toEqual([]);
  });

  it("says the change by its name, and has a column of the source's words where they say more", () => {
    const all = (until: string) =>
      blockBetween(rows, { itemId: "a", field: "metric" }, { itemId: until, field: "changeText" });
    expect(blockWords(all("a"))).toEqual([["Revenue", "", "10", "12\n(range)", "Raised"]]);
    expect(blockWords(all("c"))).toEqual([
      ["Revenue", "", "10", "12\n(range)", "Raised", ""],
      ["Margin", "FY 2025", "", "", "Not addressed", "no current guidance"],
      ["Capex", "", "", "", "Not stated", ""],
    ]);
  });

  it("has the source's words as they are when they stand alone", () => {
    const at = { itemId: "a", field: "changeText" } as const;
    expect(blockWords(blockBetween(rows, at, at))).toEqual([["Raised"]]);
  });

  it("is emptied without a step for what is empty", () => {
    expect(emptied({ rows, fields: ["metric", "change"] })).toEqual([
      { op: "set", itemId: "a", field: "metric", value: "" },
      { op: "set", itemId: "a", field: "change", value: null },
      { op: "set", itemId: "b", field: "metric", value: "" },
      { op: "set", itemId: "b", field: "change", value: null },
      { op: "set", itemId: "c", field: "metric", value: "" },
    ]);
  });
});
