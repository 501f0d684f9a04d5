/** Half-open, in UTF-16 code units. */
export type FigureSpan = { start: number; end: number };

export function findFigures(_text: string): FigureSpan[] {
  return [];
}

export function hasFigures(text: string): boolean {
  return findFigures(text).length > 0;
}
