import { useEffect, useEffectEvent } from "react";
import { clipboardPage } from "@/app/_ui/clipboard-page";
import type { Place } from "@/lib/guidance/grid";
import { readTsv, spread, type WideCell, writeTable, writeTsv } from "@/lib/transfer/spreadsheet";
import { placeOf } from "./grid-places";

type Clipboard = {
  /** the words of what is picked; empty when nothing is */
  copied: () => string[][];
  onCopied: (isCut: boolean) => void;
  /** `at`: the cell that has the focus; null where the grid is still empty */
  onPaste: (cells: string[][], at: Place | null) => void;
};

/**
 * Copy, cut and paste while the focus is in the grid, or on what stands in its place while it is empty. Heard on the
 * document: where nothing is selected browsers send these events there.
 */
export function useGridClipboard(frame: { current: HTMLElement | null }, clipboard: Clipboard): void {
  const onCopy = useEffectEvent((event: ClipboardEvent) => {
    const { activeElement } = document;
    if (!frame.current?.contains(activeElement) || !placeOf(activeElement) || isBox(activeElement)) return;
    const words = clipboard.copied();
    const isOne = words.length === 1 && words[0]?.length === 1;
    const selection = document.getSelection();
    const isMarked = selection && !selection.isCollapsed && frame.current.contains(selection.anchorNode);
    if (words.length === 0 || (isOne && isMarked)) return; // words that were marked by mouse are the browser's to copy
    event.preventDefault();
    event.clipboardData?.setData("text/plain", writeTsv(words));
    event.clipboardData?.setData("text/html", writeTable(words));
    clipboard.onCopied(event.type === "cut");
  });
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const { activeElement } = document;
    if (!frame.current?.contains(activeElement) || !event.clipboardData) return;
    const [at, cells] = [placeOf(activeElement), readClipboard(event.clipboardData)];
    const isBlock = cells.some((row) => row.length > 1);
    if (cells.length === 0 || (isBox(activeElement) && !(at && isBlock))) return;
    event.preventDefault();
    clipboard.onPaste(cells, at);
  });
  useEffect(() => {
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, []);
}

function isBox(element: Element | null): boolean {
  return element instanceof HTMLTextAreaElement;
}

/** The cells of a table where there is one, else of the text. */
function readClipboard(data: DataTransfer): string[][] {
  const page = clipboardPage(data.getData("text/html"));
  const rows = [...(page.querySelector("table")?.rows ?? [])].map((row) => [...row.cells].map(wideCell));
  return rows.length > 0 ? spread(rows) : readTsv(data.getData("text/plain"));
}

function wideCell(cell: HTMLTableCellElement): WideCell {
  const isKept = cell.closest("[data-style*='pre-wrap']") !== null;
  for (const end of cell.querySelectorAll("br, p + p, div + div, li + li")) end.before("\u2028");
  const raw = cell.textContent ?? "";
  const words = isKept
    ? raw
    : raw
        .replace(/[ \t\r\n]+/g, " ")
        .replace(/ ?\u2028 ?/g, "\u2028")
        .trim();
  return { words: words.replaceAll("\u2028", "\n"), down: cell.rowSpan, across: cell.colSpan };
}
