import type { KeyboardEvent } from "react";
import { type GuidanceRow, gridFields, type Place } from "@/lib/guidance/grid";
import { cellBeside, isShowing, isStop, placeOf, stopTowards } from "./grid-places";

/** What the keys of the grid can do. */
export type GridHand = {
  rows: readonly GuidanceRow[];
  /** moves the focus, and the end of the picked block with it */
  reach: (stop: HTMLElement) => void;
  pick: (from: Place, to: Place) => void;
  /** opens a cell with the caret behind its words, or around them */
  write: (at: Place, opening: "end" | "all") => void;
  empty: () => void;
};

/** The keys of a spreadsheet, on a cell that is not open. A key that means nothing here is left to the browser. */
export function onGridKey(event: KeyboardEvent<HTMLElement>, hand: GridHand): void {
  const [grid, from] = [event.currentTarget, event.target as HTMLElement];
  if (from.matches("textarea") && event.altKey && event.key === "Enter") beginLine(event);
  if (from.closest("details[open]")) return; // the keys of an open menu are the browser's
  if (event.defaultPrevented || event.altKey || !isStop(from) || isShowing(from)) return;
  const isTab = event.key === "Tab";
  const stop = isTab ? cellBeside(grid, from, event.shiftKey ? -1 : 1) : stopTowards(grid, from, event);
  const at = placeOf(from);
  if (stop) {
    event.preventDefault();
    if (event.shiftKey && !isTab && at && placeOf(stop)) hand.reach(stop);
    else stop.focus();
  } else if (at) onCellKey(event, at, hand);
}

function onCellKey(event: KeyboardEvent, at: Place, { rows, pick, write, empty }: GridHand): void {
  const isHeld = (event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph");
  const isWords = at.field !== "change";
  const [first, last] = [rows[0], rows.at(-1)];
  if (isHeld && event.key.toLowerCase() === "a" && first && last) {
    event.preventDefault();
    pick({ itemId: first.id, field: "metric" }, { itemId: last.id, field: gridFields.at(-1) ?? "change" });
  } else if (event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault();
    empty();
  } else if (event.key === "Escape") pick(at, at);
  else if (isWords && (event.key === "Enter" || event.key === "F2")) {
    event.preventDefault();
    write(at, "end");
  } else if (isWords && !isHeld && isWriting(event)) write(at, "all"); // the key goes on into the box
}

/** A character, or what begins one: an accent, or an input method at work. */
function isWriting({ key, nativeEvent }: KeyboardEvent): boolean {
  return [...key].length === 1 || key === "Dead" || key === "Process" || nativeEvent.isComposing;
}

function beginLine(event: KeyboardEvent): void {
  event.preventDefault();
  document.execCommand("insertText", false, "\n"); // the one way that the box's own undo knows of
}
