import type { TrendTag } from "./model";

/** The path of a trend tag's glyph, drawn in a box of 24; `recurring` has none. */
export const trendGlyphs: Record<TrendTag, string | null> = {
  recurring: null,
  new: "M12 5v14M5 12h14",
  emerging: "M6 18 18 6M9 6h9v9",
  dropped: "M5 12h14",
};
