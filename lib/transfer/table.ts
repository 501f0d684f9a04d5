import type { Line } from "./lines";

/** A row of a table: its first line, its cells without the blanks around them, and whether bars open and close it. */
export type Row = { line: number; cells: string[]; opens: boolean; closes: boolean };

/** The cells of a row by field; a missing or empty one is null. */
export type Cells = (field: string) => string | null;

export function isSeparator(text: string): boolean {
  if (!/^[\s|:+=\u2010-\u2015｜-]*$/.test(text) || !/[-=\u2010-\u2015]/.test(text)) return false;
  return /-{3,}|={3,}/.test(text) || (text.match(/[|｜+]/g)?.length ?? 0) > 1;
}

function isPipeRow(text: string): boolean {
  return /(^|[^\\])[|｜]/.test(text);
}

function isTabRow(text: string): boolean {
  return text.includes("\t") && text.trim() !== "";
}

/** Bars with a backslash before them belong to the text. A bar at the very start or end is an outer one. */
function pipeRow({ number, text }: Line): { row: Row; taken: number } {
  const cells = text.split(/(?<!\\)[|｜]/).map((cell) => cell.replace(/\\([|｜])/g, "$1").trim());
  const opens = cells[0] === "";
  if (opens) cells.shift();
  const closes = cells.at(-1) === "";
  if (closes) cells.pop();
  return { row: { line: number, cells, opens, closes }, taken: 1 };
}

/** The cells of a row under a head: where that has no bar before it, one that opens the row may follow an empty cell. */
export function cellsUnder(head: Row, { cells, opens, closes }: Row): string[] {
  const isOuter = head.opens || (closes && !head.closes) || cells.length >= head.cells.length;
  return opens && !isOuter ? ["", ...cells] : cells;
}

/** Excel quotes a cell that holds a break, a tab or a quote, and doubles the quotes in it. */
function tabCells(text: string): string[] {
  const cells: string[] = [];
  const cell = /"((?:[^"]|"")*)"(\t|$)|([^\t]*)(\t|$)/gy;
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    const inside = match[1] === undefined ? (match[3] ?? "") : match[1].replace(/""/g, '"');
    cells.push(inside.trim());
    if ((match[2] ?? match[4]) !== "\t") break;
  }
  while (cells.length > 1 && cells.at(-1) === "") cells.pop();
  return cells;
}

/** Whether a quoted cell begins in these words and does not end in them. */
function isOpen(text: string): boolean {
  return /(^|\t)"/.test(text) && (text.match(/"/g)?.length ?? 0) % 2 === 1;
}

/** A cell over several lines, quoted as a whole. */
const overLines = /(?:^|\t)"(?:[^"]|"")*\n(?:[^"]|"")*"(?:\t|$)/;

/** The row that begins at `index`, and how many lines it takes; null when there is none. */
export function readRow(lines: Line[], index: number): { row: Row; taken: number } | null {
  const line = lines[index];
  if (!line) return null;
  if (isTabRow(line.text) || beginsQuoted(lines, index)) {
    let taken = 1;
    let text = line.text;
    while (isOpen(text) && taken < 40 && lines[index + taken]) {
      text += `\n${lines[index + taken]?.text}`;
      taken += 1;
    }
    if (taken > 1 && !overLines.test(text)) [text, taken] = [line.text, 1];
    if (!isTabRow(text)) return isPipeRow(text) ? pipeRow(line) : null;
    return { row: { line: line.number, cells: tabCells(text), opens: false, closes: false }, taken };
  }
  return isPipeRow(line.text) ? pipeRow(line) : null;
}

/** Whether the first cell of a row is quoted and goes on in the next lines, up to a tab behind its end. */
function beginsQuoted(lines: Line[], index: number): boolean {
  if (!lines[index]?.text.startsWith('"') || !isOpen(lines[index]?.text ?? "")) return false;
  const end = lines.slice(index + 1, index + 40).find(({ text }) => text.includes('"'));
  return end !== undefined && /^[^"\t]*"\t/.test(end.text.replaceAll('""', ""));
}
