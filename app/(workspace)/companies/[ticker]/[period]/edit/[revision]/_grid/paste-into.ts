import { type Block, type GuidanceRow, gridFields, type Place } from "@/lib/guidance/grid";
import { pasteSteps, readBlock } from "@/lib/guidance/paste";
import { itemsMax, itemsOf, type NoteContent } from "@/lib/notes/content";
import { lastBefore } from "@/lib/notes/sections";
import type { DraftStore } from "../_draft/draft-store";
import { newGuidanceRow } from "../_draft/new-item";
import { counted } from "../save-state";

/** What is pasted: cells, the one that has the focus (null: there is none yet), and the block that is picked. */
type Pasting = { cells: string[][]; at: Place | null; block: Block };

/** Pastes cells into the grid as one own edit; tells what became of it, and the block that it reaches over. */
export function pasteInto(
  store: DraftStore,
  content: NoteContent,
  { cells, at, block }: Pasting,
): { said: string; reach: [Place, Place] | null } {
  const rows = itemsOf(content, "guidance_row");
  const isPicked = at !== null && block.rows.some(({ id }) => id === at.itemId);
  const corner = isPicked ? { itemId: block.rows[0]?.id ?? "", field: block.fields[0] ?? at.field } : at;
  const read = readBlock(isPicked ? filling(cells, block) : cells, corner?.field ?? "metric", content.period);
  const start = corner ? rows.findIndex(({ id }) => id === corner.itemId) : 0;
  const over = rows.slice(start, start + read.rows.length);
  const made: GuidanceRow[] = [];
  const makeRow = () => {
    const row = newGuidanceRow();
    made.push(row);
    return row;
  };
  const steps = pasteSteps(read.rows, over, lastBefore(content, "guidance_row"), makeRow);
  const tooMany = content.items.length + made.length - itemsMax;
  if (tooMany > 0) {
    const said = `Nothing was pasted: a note has at most ${itemsMax} items, and these rows are ${tooMany} too many.`;
    return { said, reach: null };
  }
  store.do(steps);
  const reached = [...over, ...made];
  const fields = gridFields.filter((field) => read.rows.some((row) => row[field] !== undefined));
  const [first, last, left, right] = [reached[0], reached.at(-1), fields[0], fields.at(-1)];
  return {
    said: [`${counted(reached.length, "row")} pasted.`, read.leftOut].filter(Boolean).join(" "),
    reach:
      first && last && left && right
        ? [
            { itemId: first.id, field: left },
            { itemId: last.id, field: right },
          ]
        : null,
  };
}

/** One cell is pasted into every cell that is picked. */
function filling(cells: string[][], { rows, fields }: Block): string[][] {
  const [[only, ...others] = [], ...more] = cells;
  if (only === undefined || others.length > 0 || more.length > 0) return cells;
  return rows.map(() => fields.map(() => only));
}
