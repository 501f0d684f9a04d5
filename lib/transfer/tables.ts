import { readBullet } from "./bullets";
import { changeOf } from "./change-rule";
import type { Columns, TableKind } from "./columns";
import { readHead, usualColumns } from "./columns";
import { type Draft, note, quoted, refuseLong, takeAllMarks } from "./draft";
import { readLabelled } from "./exchanges";
import { sectionOf } from "./headings";
import { isBlank, type Line } from "./lines";
import { type Cells, cellsUnder, isSeparator, type Row, readRow } from "./table";
import { takeTopicRow } from "./topic-rows";

/** Which table a section's rows belong to when they come without a head. */
const tableOf: Partial<Record<NonNullable<Draft["section"]>, TableKind>> = {
  guidance: "guidance",
  topics: "topics",
  exchanges: "exchanges",
  analysts: "analysts",
};

/** Reads the table that begins at `index`; returns how many lines it took, none when there is no table. */
export function takeTable(draft: Draft, lines: Line[], index: number): number {
  const first = readRow(lines, index);
  if (!first) return 0;
  const own = draft.period;
  let [head, columns] = [first.row, readHead(first.row.cells, own)];
  if (!columns && isTitle(lines, index)) {
    note(draft, first.row.line, "info", `This is read as the title of the table below: ${titleOf(first.row)}.`);
    return first.taken;
  }
  let at = index;
  if (columns) at += first.taken;
  else {
    const kind = draft.section && tableOf[draft.section];
    if (!kind || head.cells.length < 2 || !isSpread(kind, head)) return 0;
    columns = usualColumns(kind);
    note(draft, head.line, "info", "This table has no heads; its columns are read in their usual order.");
  }
  if (at > index) reportUnknown(draft, head, columns);
  for (;;) {
    const line = lines[at];
    const next = readRow(lines, at);
    if (line && isSeparator(line.text)) at += 1;
    else if (isBlank(line) && isRowUnder(lines, at + 1, columns)) at += 1;
    else if (line && !next && isBetween(lines, at, columns)) {
      note(draft, line.number, "warning", `This line stands in a table and is no row of it: ${quoted(line.text)}.`);
      at += 1;
    } else {
      if (!next || isTitle(lines, at) || opensOther(lines[at], next.row, columns)) break;
      const again = readHead(next.row.cells, own);
      if (again && again.kind !== columns.kind) break;
      if (again) {
        [head, columns] = [next.row, again];
        reportUnknown(draft, head, columns);
      } else takeRow(draft, columns, { ...next.row, cells: cellsUnder(head, next.row) });
      at += next.taken;
    }
  }
  draft.last = null;
  return at - index;
}

function isRowUnder(lines: Line[], index: number, columns: Columns): boolean {
  const next = readRow(lines, index);
  return next !== null && !readHead(next.row.cells, null) && !opensOther(lines[index], next.row, columns);
}

/** Whether a line without bars stands between two rows of a table, and opens nothing else. */
function isBetween(lines: Line[], index: number, columns: Columns): boolean {
  const text = lines[index]?.text ?? "";
  const below = readRow(lines, index + 1);
  if (isBlank(lines[index]) || !below || below.row.cells.length < 2 || isTitle(lines, index + 1)) return false;
  return !readBullet(text) && !readLabelled(text) && !sectionOf(text) && isRowUnder(lines, index + 1, columns);
}

/** Whether a line with few bars is of a list, or of a question, rather than of the table above it. */
function opensOther(line: Line | undefined, { cells }: Row, { kind, fields }: Columns): boolean {
  if (!line || kind === "exchanges" || cells.length >= Math.min(fields.length, Math.max(3, fields.length - 1)))
    return false;
  return readLabelled(line.text) !== null || (kind !== "analysts" && readBullet(line.text) !== null);
}

function titleOf({ cells }: Row): string {
  return quoted(cells.filter(Boolean).join(" "));
}

/** Merged cells above the heads of a table, with its title or the name of a section. */
function isTitle(lines: Line[], index: number): boolean {
  const first = readRow(lines, index);
  const [title, ...others] = first?.row.cells.filter(Boolean) ?? [];
  if (!first || !title || others.length > 0) return false;
  return sectionOf(title) !== null || readHead(readRow(lines, index + first.taken)?.row.cells ?? [], null) !== null;
}

/** Two cells make a row of people; other tables want three to be taken for one without a head. */
function isSpread(kind: TableKind, { cells }: Row): boolean {
  return kind === "analysts" || cells.length >= 3;
}

function reportUnknown(draft: Draft, row: Row, columns: Columns): void {
  for (const [index, cell] of row.cells.entries()) {
    if (columns.fields[index] || cell === "") continue;
    note(
      draft,
      row.line,
      "warning",
      `A note has no place for the column ${quoted(cell)}. What its cells say is listed below.`,
    );
  }
}

function takeRow(draft: Draft, columns: Columns, row: Row): void {
  const cell = fieldsOf(draft, columns, row);
  if (columns.kind === "guidance") takeGuidanceRow(draft, row.line, cell);
  else if (columns.kind === "topics") takeTopicRow(draft, row.line, cell, columns);
  else if (columns.kind === "analysts") draft.analysts.push({ name: cell("name") ?? "", firm: cell("firm") });
  else {
    draft.exchanges.push({
      line: row.line,
      fields: {
        topic: cell("topic"),
        question: cell("question") ?? "",
        answer: cell("answer"),
        askedBy: cell("askedBy"),
        askedByFirm: cell("askedByFirm"),
        speakers: cell("speakers") ? [cell("speakers") ?? ""] : [],
        outcome: null,
      },
    });
    if (cell("outcome"))
      note(draft, row.line, "info", `The outcome ${quoted(cell("outcome") ?? "")} is to be set by hand.`);
  }
}

/** The cells by field; a missing or empty one is null. What a note has no place for is reported, word for word. */
function fieldsOf(draft: Draft, { fields }: Columns, row: Row): Cells {
  const last = fields.length;
  const beyond = row.cells.slice(last).filter((cell) => cell !== "");
  if (beyond.length > 0) {
    note(
      draft,
      row.line,
      "warning",
      `This row has more cells than its table has columns: ${beyond.map(quoted).join(", ")}.`,
    );
  }
  for (const [index, field] of fields.entries()) {
    const cell = row.cells[index];
    if (!field && cell) note(draft, row.line, "info", `Not kept, for want of a place: ${quoted(cell)}.`);
  }
  return (field) => row.cells[fields.indexOf(field)] || null;
}

function takeGuidanceRow(draft: Draft, line: number, cell: Cells): void {
  const { fields, citations } = takeAllMarks({
    metric: cell("metric"),
    period: cell("period"),
    previous: cell("previous"),
    current: cell("current"),
    changeText: cell("change"),
  });
  const change = changeOf(fields);
  refuseLong(draft, line, fields);
  if (fields.metric === null) note(draft, line, "warning", "This row names no metric. Name one in its first cell.");
  if (change === null) {
    const words = fields.changeText ? `from ${quoted(fields.changeText)}` : "since its cell is empty";
    note(draft, line, "warning", `What changed cannot be read ${words}. Choose it in the note.`);
  }
  draft.rows.push({ kind: "guidance_row", fields: { ...fields, metric: fields.metric ?? "", change }, citations });
}
