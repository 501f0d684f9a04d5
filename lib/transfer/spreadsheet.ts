import Papa from "papaparse";
import { type Html, html } from "@/lib/publishing/html";

/** Rows of cells as a spreadsheet copies them: tabs between cells, quotes around those that hold a tab or a break. */
export function readTsv(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const options = { delimiter: "\t", newline: "\n" } as const;
  const read = Papa.parse<string[]>(lines, options);
  // Quotes that do not open and close cells are words: no cell is quoted there.
  const isQuoted = read.errors.every(({ type }) => type !== "Quotes");
  return isQuoted ? read.data : Papa.parse<string[]>(lines, { ...options, quoteChar: "\0" }).data;
}

/** One cell alone stands as it is. */
export function writeTsv(cells: string[][]): string {
  const [[only] = [], ...others] = cells;
  const isOne = others.length === 0 && cells[0]?.length === 1;
  return isOne ? (only ?? "") : Papa.unparse(cells, { delimiter: "\t", newline: "\n" });
}

export function writeTable(cells: string[][]): string {
  const row = (words: string[]): Html => html`<tr>${words.map((word) => html`<td>${word}</td>`)}</tr>`;
  // Blanks and breaks as they are: a spreadsheet would make one blank of them, and so would we.
  return html`<meta charset="utf-8"><table style="white-space:pre-wrap">${cells.map(row)}</table>`.toString();
}

/** A cell of a table with its words, and over how many rows and columns it reaches. */
export type WideCell = { words: string; down: number; across: number };

/** A table with one cell in each place. Words of a cell over several rows are said in each, of several columns once. */
export function spread(rows: readonly WideCell[][]): string[][] {
  const grid: string[][] = rows.map(() => []);
  for (const [top, row] of rows.entries()) {
    let left = 0;
    for (const { words, down, across } of row) {
      while (grid[top]?.[left] !== undefined) left += 1;
      for (const reached of grid.slice(top, top + Math.max(1, down))) {
        for (let step = 0; step < across; step += 1) reached[left + step] = step === 0 ? words : "";
      }
    }
  }
  return grid.map((row) => Array.from(row, (words) => words ?? ""));
}
