import { type FocusEvent, type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { type Block, blockBetween, emptied, type GridField, type GuidanceRow, type Place } from "@/lib/guidance/grid";
import { useDraft } from "../_draft/draft-context";
import type { GridDesk } from "./grid-cell";
import { onGridKey } from "./grid-keys";
import { cellBeside, placeOf, stopAt, stopTowards } from "./grid-places";

/** Where the focus is or was last, and the block that is picked: where it begins, and how far it reaches. */
type Standing = { at: Place; from: Place; to: Place };
type Open = Place & { opening: "end" | "all" };

const nothing: Block = { rows: [], fields: [] };

/** The keys and the mouse in the grid. The focus is the page's own; what is picked follows it. */
export function useGrid(rows: readonly GuidanceRow[]) {
  const { store } = useDraft();
  const frame = useRef<HTMLDivElement>(null);
  const [standing, setStanding] = useState<Standing | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const isReaching = useRef(false);
  const wasThere = useRef(false);
  const block = standing ? blockBetween(rows, standing.from, standing.to) : nothing;
  const write = (at: Place, opening: Open["opening"]) => flushSync(() => setOpen({ ...at, opening }));
  const pick = (from: Place, to: Place) => setStanding((was) => ({ at: was?.at ?? from, from, to }));
  const reach = (stop: HTMLElement) => {
    isReaching.current = true;
    stop.focus();
    isReaching.current = false;
  };
  useFocusKept(frame, rows, standing?.at ?? null, setOpen);
  const desk = useMemo(() => deskOf(frame, setOpen), []);
  const on = {
    onFocus: (event: FocusEvent) => {
      const at = placeOf(event.target);
      const isOn = isReaching.current;
      if (at) setStanding((was) => ({ at, from: (isOn && was?.from) || at, to: at }));
    },
    onMouseDown: (event: MouseEvent<HTMLElement>) => {
      const at = placeOf(event.target as Element);
      const stop = at && stopAt(event.currentTarget, at);
      wasThere.current = stop !== null && stop === document.activeElement;
      if (!event.shiftKey || !stop || !standing || isSame(at, open)) return;
      event.preventDefault();
      reach(stop);
    },
    onClick: (event: MouseEvent) => {
      const at = placeOf(event.target as Element);
      if (!at || at.field === "change" || event.shiftKey || isSame(at, open)) return;
      const isTap = (event.nativeEvent as PointerEvent).pointerType === "touch";
      if (isTap || (wasThere.current && document.getSelection()?.isCollapsed)) write(at, "end");
    },
    onDoubleClick: (event: MouseEvent<HTMLElement>) => {
      const [at, target] = [placeOf(event.target as Element), event.target as Element];
      if (!at || at.field === "change" || event.shiftKey) return;
      if (!isSame(at, open)) write(at, "end");
      // The first click has opened it, and the second one has not hit the box.
      else if (!target.closest("textarea, button")) stopAt(event.currentTarget, at)?.querySelector("textarea")?.focus();
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) =>
      onGridKey(event, { rows, reach, pick, write, empty: () => store.do(emptied(block)) }),
  };
  return { frame, desk, block, open, pick, on, tabStop: tabStopOf(rows, standing) };
}

function isSame(a: Place | null, b: Place | null): boolean {
  return a !== null && a.itemId === b?.itemId && a.field === b.field;
}

function deskOf(
  frame: { current: HTMLElement | null },
  setOpen: (next: (was: Open | null) => Open | null) => void,
): GridDesk {
  return {
    done: (event, at) => {
      const cell = frame.current && stopAt(frame.current, at);
      if (!frame.current || !cell) return;
      const isHeld = event.ctrlKey || event.metaKey;
      const isDown = event.key === "Enter" && !isHeld;
      const down = isDown
        ? stopTowards(frame.current, cell, { key: "ArrowDown", ctrlKey: false, metaKey: false })
        : cell;
      const next = event.key === "Tab" ? cellBeside(frame.current, cell, event.shiftKey ? -1 : 1) : down;
      if (next) event.preventDefault();
      (next ?? cell).focus(); // from a cell at the edge the browser leads out of the grid
    },
    close: (at) => setOpen((was) => (isSame(at, was) ? null : was)),
  };
}

/** One cell is where Tab leads into the grid: the one that had the focus last, while it is there, else the first. */
function tabStopOf(rows: readonly GuidanceRow[], standing: Standing | null): Place | null {
  const [first] = rows;
  if (standing && rows.some(({ id }) => id === standing.at.itemId)) return standing.at;
  return first ? { itemId: first.id, field: "metric" } : null;
}

/** When the row that has the focus goes, the row in its place gets it; when it was the last one, what stands there. */
function useFocusKept(
  frame: { current: HTMLElement | null },
  rows: readonly GuidanceRow[],
  at: Place | null,
  setOpen: (open: null) => void,
): void {
  const place = useRef(0);
  useEffect(() => {
    const now = at ? rows.findIndex(({ id }) => id === at.itemId) : -1;
    if (now >= 0) place.current = now;
    if (!at || now >= 0 || !frame.current) return;
    setOpen(null);
    if (document.activeElement !== document.body) return;
    const row = rows[Math.min(place.current, rows.length - 1)];
    const field: GridField = at.field;
    const stop = row ? stopAt(frame.current, { itemId: row.id, field }) : frame.current.querySelector("[tabindex]");
    (stop as HTMLElement | null)?.focus();
  }, [frame, rows, at, setOpen]);
}
