"use client";

import { type KeyboardEvent, type ReactNode, useRef } from "react";
import type { GridField, GuidanceRow, Place } from "@/lib/guidance/grid";
import type { Item } from "@/lib/notes/content";
import { useDraft, useKept } from "../_draft/draft-context";
import { stateOf } from "../_fields/field-foot";
import { readersText, TextBox } from "../_fields/text-box";
import field from "../_fields/text-field.module.css";
import style from "./grid-cell.module.css";

/** What a cell tells the grid. The same object for as long as the grid is there. */
export type GridDesk = {
  /** the key that ended the writing in a cell */
  done: (event: KeyboardEvent, at: Place) => void;
  close: (at: Place) => void;
};

export type CellProps = {
  item: GuidanceRow;
  was: Item | undefined;
  field: GridField;
  name: string;
  /** whether Tab leads here from outside of the grid */
  isTabStop: boolean;
  isPicked: boolean;
  /** how the cell was opened; null: it is not open */
  opening: "end" | "all" | null;
  desk: GridDesk;
};

type CellRole = {
  "data-field": GridField;
  role?: "rowheader" | "gridcell";
  tabIndex?: 0 | -1;
  "aria-selected"?: boolean;
};

/** What a cell is to the keyboard and to whoever hears the page; nothing but words where it cannot be written in. */
export function useCellRole({
  field,
  isTabStop,
  isPicked,
}: Pick<CellProps, "field" | "isTabStop" | "isPicked">): CellRole {
  const { isEditable } = useDraft();
  if (!isEditable) return { "data-field": field };
  const role = field === "metric" ? "rowheader" : "gridcell";
  return { "data-field": field, role, tabIndex: isTabStop ? 0 : -1, "aria-selected": isPicked };
}

/** Ends the writing in a cell: Enter and Tab, as in a spreadsheet; with Shift, or Alt, Enter begins a line. */
function isDone({ key, shiftKey, altKey }: KeyboardEvent): boolean {
  return key === "Tab" || key === "F2" || (key === "Enter" && !shiftKey && !altKey);
}

/** What is in a cell: its words, or the box that they are written in, and what is wrong with them. */
export function CellBody({
  item,
  was,
  field: address,
  name,
  opening,
  desk,
  children,
}: CellProps & { children: ReactNode }) {
  const { kept, isSending } = useKept(item.id, address);
  const frame = useRef<HTMLDivElement>(null);
  const at = { itemId: item.id, field: address };
  const isOpen = opening !== null;
  const isEdited = !isOpen && readersText({ item, was, field: address }) !== null;
  const look = [style.body, isEdited && style.edited, kept?.conflict && field.isConflict];
  return (
    // Where a click on a button gives it no focus, the focus stays in the cell.
    <div ref={frame} className={look.filter(Boolean).join(" ")} tabIndex={isOpen ? -1 : undefined}>
      {isOpen ? (
        <TextBox
          {...{ item, was, field: address, name, frame, opening, isDone }}
          onDone={(event) => desk.done(event, at)}
          onLeft={() => desk.close(at)}
        />
      ) : (
        children
      )}
      {!isOpen && kept && !kept.problem && <span className={style.state}>{stateOf(kept, isSending)}</span>}
      {kept?.problem && (
        <p className={field.problem} role="alert">
          {kept.problem}
        </p>
      )}
    </div>
  );
}
