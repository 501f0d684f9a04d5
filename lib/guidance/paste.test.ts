import { describe, expect, it } from "vitest";
import { applySteps } from "@/lib/notes/step";
import { blockBetween, blockWords, type GuidanceRow } from "./grid";
import { type PastedRow, pasteSteps, readBlock } from "./paste";

const unsaid = { metric: "", period: null, previous: null, current: null, change: null, changeText: null };

function row(id: string, fields: Partial<GuidanceRow["fields"]> = {}): GuidanceRow {
  return { id, kind: "guidance_row", citations: [], fields: { ...unsaid, ...fields } };
}

/** The rows after a paste from the row `from` on. */
function pasted(rows: GuidanceRow[], block: PastedRow[], from = 0): GuidanceRow[] {
  let made = 0;
  const makeRow = () => {
    made += 1;
    return row(`new ${made}`);
  };
  const over = rows.slice(from, from + block.length);
  const steps = pasteSteps(block, over, rows.at(-1)?.id ?? null, makeRow);
  const note = { company: "Fog", ticker: "FOG", period: "2025-Q1", items: rows, sources: [] } as const;
  return applySteps({ ...note, items: rows, sources: [] }, steps).items as GuidanceRow[];
}

const read = (cells: string[][], from: Parameters<typeof readBlock>[1] = "metric") => readBlock(cells, from, "2025-Q1");

describe("a pasted block", () => {
  it("fills fields to the right of where it is pasted, and rows without a cell keep theirs", () => {
    const rows = [row("a", { metric: "Revenue", period: "FY 2025" }), row("b", { metric: "Margin" })];
    const { rows: block } = read([["10", "12"], ["5%"]], "previous");
    expect(pasted(rows, block).map(({ fields }) => fields)).toMatchObject([
      { metric: "Revenue", period: "FY 2025", previous: "10", current: "12" },
      { metric: "Margin", previous: "5%", current: null },
    ]);
  });

  it("makes rows of what reaches beyond the last one, in their order, and none of blank ones", () => {
    const rows = [row("a", { metric: "Revenue" })];
    const { rows: block } = read([["Sales"], ["Margin"], [""], ["Capex"]]);
    expect(pasted(rows, block).map(({ id, fields }) => [id, fields.metric])).toEqual([
      ["a", "Sales"],
      ["new 1", "Margin"],
      ["new 2", "Capex"],
    ]);
  });

  it("is read by its head where it has one, whatever the order of its columns, and says what has no place", () => {
    const { rows: block, leftOut } = read(
      [
        ["Change", "Metric", "Notes", "Current guidance", "Previous guidance", "Period"],
        ["Raised", "Revenue", "see p. 3", "12", "10", "FY 2025"],
      ],
      "current",
    );
    expect(block).toEqual([{ change: "Raised", metric: "Revenue", current: "12", previous: "10", period: "FY 2025" }]);
    expect(leftOut).toBe("Guidance has no place for 1 column (“Notes”), left out.");
    expect(read([["a", "b", "", "c"]], "change").leftOut).toBe("Guidance has no place for 1 column, left out.");
    expect(read([["a", "b"]]).leftOut).toBeNull();
  });

  it("keeps the source's words for a change beside what they are read as", () => {
    const { rows: block } = read([
      ["Revenue", "FY 2025", "10", "12", "lifted the low end"],
      ["Margin", "FY 2025", "5%", "n/a", "no current guidance"],
      ["Capex", "FY 2025", "3", "3", "Maintained"],
      ["Costs", "FY 2025", "no prior guidance", "7", ""],
      ["Tax", "FY 2025", "20%", "21%", "Not stated"],
      ["Cash", "FY 2025", "1", "2", "Raised", "stronger"],
    ]);
    expect(pasted([], block).map(({ fields }) => [fields.change, fields.changeText])).toEqual([
      ["raised", "lifted the low end"],
      ["not_addressed", "no current guidance"],
      ["maintained", "Maintained"],
      ["initiated", null],
      [null, "Not stated"],
      ["raised", "stronger"],
    ]);
  });

  it("chooses a change that is pasted alone by its name, and leaves the source's words beside it", () => {
    const rows = [row("a", { change: "withdrawn", changeText: "taken back" })];
    const over = (words: string) => pasted(rows, read([[words]], "change").rows)[0]?.fields;
    expect(over("Raised")).toMatchObject({ change: "raised", changeText: "taken back" });
    expect(over("not stated")).toMatchObject({ change: null, changeText: "taken back" });
    expect(over("was trimmed")).toMatchObject({ change: "lowered", changeText: "was trimmed" });
  });

  it("writes what a field cannot hold in a step of its own, so that nothing of the row is lost", () => {
    const long = "x".repeat(10_001);
    const steps = pasteSteps([{ metric: "Revenue", current: long, previous: "\ud800" }], [], null, () => row("new"));
    expect(steps).toEqual([
      { op: "add", item: row("new", { metric: "Revenue" }), after: null },
      { op: "set", itemId: "new", field: "previous", value: "\ud800" },
      { op: "set", itemId: "new", field: "current", value: long },
    ]);
  });

  it("says the same when what was copied is pasted again", () => {
    const rows = [
      row("a", { metric: "Revenue", previous: " 10 ", current: "12\n(range)", change: "raised", changeText: "lifted" }),
      row("b", { metric: "Margin", change: "not_addressed", changeText: "see text" }),
      row("c", { metric: "Capex", period: "FY", change: "met" }),
    ];
    const all = blockBetween(rows, { itemId: "a", field: "metric" }, { itemId: "c", field: "changeText" });
    const again = pasted([], read(blockWords(all)).rows);
    const copied = blockBetween(again, { itemId: "new 1", field: "metric" }, { itemId: "new 3", field: "changeText" });
    expect(blockWords(copied)).toEqual(blockWords(all));
  });
});
