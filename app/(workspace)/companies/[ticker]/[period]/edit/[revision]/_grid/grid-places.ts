import { gridFields, type Place } from "@/lib/guidance/grid";

/** What the keys can stand on: a mark in the margin, a row's menu, a field. */
const stops = "a[href^='#c'], summary, [data-field]";

/** The field that an element is of; null for marks, menus, and the buttons under an open box. */
export function placeOf(element: Element | null): Place | null {
  const field = element?.closest<HTMLElement>("a, button, fieldset, [data-field]")?.dataset.field;
  const itemId = element?.closest<HTMLElement>("[data-item-id]")?.dataset.itemId;
  const known = gridFields.find((each) => each === field);
  return known && itemId ? { itemId, field: known } : null;
}

/** Whether the focus is on a stop itself, and not in what has opened there. */
export function isStop(element: Element): boolean {
  return element.matches(`:is(${stops}, [data-field] > select)`) && element.closest("[data-item-id]") !== null;
}

/** What takes the focus at a place: the cell, or the list in it. */
export function stopAt(grid: Element, { itemId, field }: Place): HTMLElement | null {
  return focusable(grid.querySelector(`[data-item-id="${CSS.escape(itemId)}"] [data-field="${field}"]`));
}

function focusable(stop: Element | null | undefined): HTMLElement | null {
  return stop?.querySelector<HTMLElement>(":scope > select") ?? (stop as HTMLElement | null | undefined) ?? null;
}

function rowsOf(grid: Element): Element[] {
  return [...grid.querySelectorAll("[data-item-id]")];
}

/** From left to right: a row's marks, its menu and its fields. */
function stopsOf(row: Element | undefined): Element[] {
  const all = [...(row?.querySelectorAll(stops) ?? [])];
  const isField = (stop: Element) => stop.matches("[data-field]");
  return [...all.filter((stop) => !isField(stop)), ...all.filter(isField)];
}

const arrows: Record<string, [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

type Key = { key: string; ctrlKey: boolean; metaKey: boolean };

/** Where an arrow, Home or End leads to: at the edge to where it is; null for another key. */
export function stopTowards(grid: Element, from: HTMLElement, { key, ctrlKey, metaKey }: Key): HTMLElement | null {
  const isAll = ctrlKey || metaKey;
  const rows = rowsOf(grid);
  const at = rows.findIndex((row) => row.contains(from));
  if (key === "Home" || key === "End") {
    const end = key === "Home" ? 0 : -1;
    return focusable([...((isAll ? rows.at(end) : rows[at])?.querySelectorAll("[data-field]") ?? [])].at(end));
  }
  const arrow = arrows[key];
  if (!arrow || isAll) return null;
  const [down, right] = arrow;
  const stop = from.closest<HTMLElement>(stops) ?? from;
  const row = rows[within(rows, at + down)];
  if (down !== 0)
    return focusable(row?.querySelector(stop.dataset.field ? `[data-field="${stop.dataset.field}"]` : "summary"));
  const own = stopsOf(row);
  return focusable(own[within(own, own.indexOf(stop) + right)]);
}

function within(list: readonly unknown[], place: number): number {
  return Math.min(Math.max(place, 0), list.length - 1);
}

/** The next cell in reading order, or the one before; null beyond the edges of the grid. */
export function cellBeside(grid: Element, from: Element, by: 1 | -1): HTMLElement | null {
  const cells = rowsOf(grid).flatMap((row) => [...row.querySelectorAll("[data-field]")]);
  const at = cells.findLastIndex((cell) => cell.contains(from));
  // A mark and a menu stand before the field of the first cell.
  return focusable(cells[at + (placeOf(from) || by < 0 ? by : 0)]);
}

/** Whether the browser shows the list of a change, whose keys are its own then. */
export function isShowing(element: Element): boolean {
  return element.matches("select") && CSS.supports("selector(:open)") && element.matches(":open");
}
