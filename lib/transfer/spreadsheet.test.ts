import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTsv, spread, writeTable, writeTsv } from "./spreadsheet";

describe("cells from a spreadsheet", () => {
  it("are read with their breaks, tabs and quotes, from any system's lines", () => {
    expect(readTsv('Revenue\t"10 to 12\n(""range"")"\tup\r\nMargin\t\t5" pipe\r\n')).toEqual([
      ["Revenue", '10 to 12\n("range")', "up"],
      ["Margin", "", '5" pipe'],
    ]);
    expect(readTsv("a\rb\tc")).toEqual([["a"], ["b", "c"]]);
    expect(readTsv("one")).toEqual([["one"]]);
  });

  it("keep quotes that are part of their words", () => {
    expect(readTsv('"Strong" growth\tyes\n"open\tno')).toEqual([
      ['"Strong" growth', "yes"],
      ['"open', "no"],
    ]);
  });

  it("come back as they were written", () => {
    const word = fc.stringMatching(/^[a-z"\t\n ,]{0,8}$/);
    const table = fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(table, (cells) => {
        expect(readTsv(writeTsv(cells))).toEqual(cells);
      }),
    );
  });

  it("are a table to other programs, with nothing in them that is markup", () => {
    expect(writeTable([["a<b", "1\n2"]])).toContain("<tr><td>a&lt;b</td><td>1\n2</td></tr>");
    expect(writeTsv([['alone, "as" it\nis']])).toBe('alone, "as" it\nis');
  });
});

describe("cells that reach over others", () => {
  const cell = (words: string, down = 1, across = 1) => ({ words, down, across });

  it("say in each row what is said for several, and once what is said over several columns", () => {
    expect(
      spread([
        [cell("Revenue", 2), cell("FY 2025"), cell("none", 1, 2)],
        [cell("FY 2026"), cell("10"), cell("12")],
        [cell("Margin")],
      ]),
    ).toEqual([["Revenue", "FY 2025", "none", ""], ["Revenue", "FY 2026", "10", "12"], ["Margin"]]);
  });

  it("end with the table", () => {
    expect(spread([[cell("a", 65_534), cell("b")]])).toEqual([["a", "b"]]);
  });
});
