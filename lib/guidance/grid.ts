import { capitalised } from "@/lib/notes/capitalised";
import type { ItemOf } from "@/lib/notes/content";
import type { Step } from "@/lib/notes/step";
import { formatChange, ownWords } from "./change";

export type GuidanceRow = ItemOf<"guidance_row">;

/** The fields of a row from left to right; the change and the source's own words for it stand in one column. */
export const gridFields = ["metric", "period", "previous", "current", "change", "changeText"] as const;
export type GridField = (typeof gridFields)[number];

export type Place = { itemId: string; field: GridField };

/** A rectangle of cells. */
export type Block = { rows: GuidanceRow[]; fields: GridField[] };

/** The cells from one place to another, whichever comes first; none when a row of theirs is gone. */
export function blockBetween(rows: readonly GuidanceRow[], a: Place, b: Place): Block {
  const [top, bottom] = [a, b].map(({ itemId }) => rows.findIndex(({ id }) => id === itemId)).sort((x, y) => x - y);
  const [left = 0, right = 0] = [a, b].map(({ field }) => gridFields.indexOf(field)).sort((x, y) => x - y);
  if (top === undefined || bottom === undefined || top < 0) return { rows: [], fields: [] };
  return { rows: rows.slice(top, bottom + 1), fields: gridFields.slice(left, right + 1) };
}

/** A block in words: the change by its name, and beside it the source's own words where they say more. */
export function blockWords({ rows, fields }: Block): string[][] {
  const isSaid = rows.some(({ fields: own, citations }) => ownWords(own, citations));
  const shown = fields.filter((field) => field !== "changeText" || isSaid || fields.length === 1);
  return rows.map((row) => shown.map((field) => wordsAt(row, field, shown.length === 1)));
}

function wordsAt({ fields, citations }: GuidanceRow, field: GridField, isAlone: boolean): string {
  if (field === "change") return capitalised(formatChange(fields.change));
  if (field === "changeText" && !isAlone) return ownWords(fields, citations) ?? "";
  return fields[field] ?? "";
}

/** The steps that leave a block's cells without anything in them. */
export function emptied({ rows, fields }: Block): Step[] {
  return rows.flatMap(({ id, fields: held }) =>
    fields
      .filter((field) => held[field] !== nothingIn(field))
      .map((field): Step => ({ op: "set", itemId: id, field, value: nothingIn(field) })),
  );
}

/** A metric is a text that is always there; the others are missing when they are empty. */
export function nothingIn(field: GridField): "" | null {
  return field === "metric" ? "" : null;
}
