import { type FieldValue, fieldSchema } from "@/lib/notes/field";
import type { Period } from "@/lib/notes/period";
import type { Step } from "@/lib/notes/step";
import { changeOf } from "@/lib/transfer/change-rule";
import { readHead } from "@/lib/transfer/columns";
import { type Change, changes, formatChange } from "./change";
import { type GridField, type GuidanceRow, gridFields, nothingIn } from "./grid";

/** What a row of a pasted block says; a field that it has no cell for is left as it is. */
export type PastedRow = Partial<Record<GridField, string>>;

export type PastedBlock = {
  rows: PastedRow[];
  /** the columns that guidance has no place for, in words; null when there is none */
  leftOut: string | null;
};

/** Reads a block by the head that it begins with, else from a field on to the right. `own`: the note's quarter. */
export function readBlock(cells: readonly string[][], from: GridField, own: Period): PastedBlock {
  const head = readHead(cells[0] ?? [], own);
  const isHeaded = head?.kind === "guidance";
  const fields: (GridField | null)[] = isHeaded
    ? head.fields.map((field) => gridFields.find((each) => each === field) ?? null)
    : gridFields.slice(gridFields.indexOf(from));
  const body = isHeaded ? cells.slice(1) : cells;
  const names = isHeaded ? (cells[0] ?? []) : [];
  const beyond = [...Array(Math.max(0, ...body.map((row) => row.length))).keys()].filter(
    (place) => !fields[place] && body.some((row) => row[place]),
  );
  return {
    rows: body.map((row) =>
      Object.fromEntries(row.flatMap((cell, place) => (fields[place] ? [[fields[place], cell]] : []))),
    ),
    leftOut: beyond.length === 0 ? null : leftOutWords(beyond.map((place) => names[place] ?? "")),
  };
}

function leftOutWords(names: string[]): string {
  const named = names.filter(Boolean).map((name) => `“${name}”`);
  const columns = names.length === 1 ? "1 column" : `${names.length} columns`;
  return `Guidance has no place for ${columns}${named.length > 0 ? ` (${named.join(", ")})` : ""}, left out.`;
}

type Written = [field: GridField, value: FieldValue][];

/**
 * The steps that write pasted rows over the given ones, and make new rows of those that are left; blank ones make none.
 * `after`: what the first new row stands behind. A value that a field cannot hold is written in a step of its own, so
 * that the row comes into the draft without it.
 */
export function pasteSteps(
  pasted: readonly PastedRow[],
  over: readonly GuidanceRow[],
  after: string | null,
  makeRow: () => GuidanceRow,
): Step[] {
  const set = (itemId: string, written: Written) =>
    written.map(([field, value]): Step => ({ op: "set", itemId, field, value }));
  const steps = over.flatMap((row, place) => set(row.id, writtenOver(row, pasted[place] ?? {})));
  let before = after;
  for (const cells of pasted.slice(over.length)) {
    if (!Object.values(cells).some((cell) => cell.trim())) continue;
    const row = makeRow();
    const written = writtenAnew(cells);
    const isGood = ([field, value]: Written[number]) => fieldSchema(row.kind, field)?.safeParse(value).success;
    const fields = { ...row.fields, ...Object.fromEntries(written.filter(isGood)) };
    steps.push({ op: "add", item: { ...row, fields }, after: before });
    steps.push(
      ...set(
        row.id,
        written.filter((each) => !isGood(each)),
      ),
    );
    before = row.id;
  }
  return steps;
}

function texts(cells: PastedRow): Written {
  return gridFields.flatMap((field): Written => {
    const cell = cells[field];
    return cell === undefined || field === "change" ? [] : [[field, cell === "" ? nothingIn(field) : cell]];
  });
}

/** A change that is pasted alone, by its name, is chosen; else the cell's words stay as the source's own. */
function writtenOver({ fields }: GuidanceRow, cells: PastedRow): Written {
  const words = cells.change;
  if (words === undefined) return texts(cells);
  const named = namedChange(words);
  if (named !== undefined && Object.keys(cells).length === 1) return [["change", named]];
  const { previous, current } = { ...fields, ...cells };
  const change = named === undefined ? changeOf({ previous, current, changeText: words }) : named;
  return [...texts(withOwnWords(cells)), ["change", change]];
}

/** Read as a row of a text that is imported is. */
function writtenAnew(cells: PastedRow): Written {
  const { previous = null, current = null, change: words = "" } = cells;
  const named = words === "" ? undefined : namedChange(words);
  const change = named === undefined ? changeOf({ previous, current, changeText: words }) : named;
  return [...texts(withOwnWords(cells)), ["change", change]];
}

function withOwnWords(cells: PastedRow): PastedRow {
  return cells.changeText ? cells : { ...cells, changeText: cells.change ?? "" };
}

/** The change of that name; null for none, undefined when no change is called so. */
function namedChange(words: string): Change | null | undefined {
  const name = words.trim().toLowerCase();
  if (name === "" || name === formatChange(null)) return null;
  return changes.find((change) => formatChange(change) === name);
}
