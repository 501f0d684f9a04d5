import type { Citation } from "@/lib/notes/content";
import type { Period } from "@/lib/notes/period";
import { changeOf } from "./change-rule";
import type { Columns, TableKind } from "./columns";
import { readHead, usualColumns } from "./columns";
import { type Draft, note, quoted, refuseLong, takeAllMarks } from "./draft";
import { sectionOf } from "./headings";
import { isBlank, type Line } from "./lines";
import { takeMarks } from "./marks";
import { isSilence } from "./mention-words";
import { placesIn, type SplitMentions, splitMentions } from "./mentions";
import { isSeparator, type Row, readRow } from "./table";
import { trendTagOf } from "./trend-rule";

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
  const head = readHead(first.row.cells);
  if (!head && isTitle(lines, index)) {
    note(draft, first.row.line, "info", `This is read as the title of the table below: ${titleOf(first.row)}.`);
    return first.taken;
  }
  const kind = draft.section && tableOf[draft.section];
  const headless =
    !head && kind && first.row.cells.length >= 2 && isSpread(kind, first.row) ? usualColumns(kind) : null;
  const columns = head ?? headless;
  if (!columns) return 0;
  if (head) reportUnknown(draft, first.row, columns);
  else note(draft, first.row.line, "info", "This table has no heads; its columns are read in their usual order.");
  let at = index + (head ? first.taken : 0);
  for (;;) {
    const line = lines[at];
    if (line && isSeparator(line.text)) at += 1;
    else if (isBlank(line) && readRow(lines, at + 1) && !readHead(readRow(lines, at + 1)?.row.cells ?? [])) at += 1;
    else {
      const next = readRow(lines, at);
      if (!next || isTitle(lines, at)) break;
      const again = readHead(next.row.cells);
      if (again && again.kind !== columns.kind) break;
      if (!again) takeRow(draft, columns, next.row);
      at += next.taken;
    }
  }
  draft.last = null;
  return at - index;
}

function titleOf({ cells }: Row): string {
  return quoted(cells.filter(Boolean).join(" "));
}

/** Merged cells above the heads of a table, with its title or the name of a section. */
function isTitle(lines: Line[], index: number): boolean {
  const first = readRow(lines, index);
  const [title, ...others] = first?.row.cells.filter(Boolean) ?? [];
  if (!first || !title || others.length > 0) return false;
  return sectionOf(title) !== null || readHead(readRow(lines, index + first.taken)?.row.cells ?? []) !== null;
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
  else if (columns.kind === "topics") takeTopicRow(draft, row.line, cell, columns.before);
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

type Cells = (field: string) => string | null;

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

/** The mentions of a cell; one that names no quarter belongs to that of its column. */
function splitColumn(previous: string, own: Period | null, before: Period | null): SplitMentions {
  const read = splitMentions(previous, own);
  if (!before || read.mentions.length > 0 || previous === "") return read;
  const mention = { period: before, text: previous, absent: isSilence(previous) };
  return { ...read, mentions: [mention], spans: new Map([[before, [{ start: 0, end: previous.length, at: 0 }]]]) };
}

function takeTopicRow(draft: Draft, line: number, cell: Cells, before: Period | null): void {
  const { fields, citations } = takeAllMarks({ topic: cell("topic"), current: cell("current"), trend: cell("trend") });
  const { text: previous, citations: earlier } = takeMarks(cell("previous") ?? "", "previous");
  const { mentions, bareQuarters, spans, leftOut } = splitColumn(previous, draft.period, before);
  refuseLong(draft, line, { ...fields, previous });
  if (fields.topic === null) note(draft, line, "warning", "This row names no topic. Name one in its first cell.");
  reportBare(draft, line, bareQuarters, mentions);
  for (const words of leftOut) {
    note(draft, line, "info", `This speaks of no earlier quarter, thus it is in no mention: ${quoted(words)}.`);
  }
  const placed = earlier.flatMap(({ offset, label }): Citation[] =>
    placesIn(spans, offset).map((at) => ({ field: `mentions.${at.period}`, offset: at.offset, label })),
  );
  const lost = earlier.filter(({ offset }) => placesIn(spans, offset).length === 0).map(({ label }) => label);
  if (lost.length > 0) {
    note(
      draft,
      line,
      "warning",
      `Document ${lost.join(", ")} is cited for earlier quarters, and no one of them is named there.`,
    );
  }
  draft.rows.push({
    kind: "topic_row",
    fields: {
      ...fields,
      topic: fields.topic ?? "",
      mentions,
      trendTag: trendTagOf(fields.trend, fields.current, mentions),
    },
    citations: [...citations, ...placed],
    previous: previous || null,
  });
}

function reportBare(draft: Draft, line: number, quarters: number[], mentions: { period: string }[]): void {
  if (quarters.length === 0) return;
  const readings = quarters.map((quarter) => {
    const found = mentions.find(({ period }) => period.endsWith(`Q${quarter}`));
    return found ? `Q${quarter} as Q${quarter} ${found.period.slice(0, 4)}` : `Q${quarter} as no quarter`;
  });
  note(draft, line, "info", `Quarters without a year are read as the latest before the note: ${readings.join(", ")}.`);
}
