import type { Change } from "./change";

/** Drawn in a box of 24: a ring about its middle, and a path that is a line or `isSolid`. */
export type ChangeGlyph = { ring?: number; path?: string; isSolid?: boolean };

export const changeGlyphs: Record<Change, ChangeGlyph> = {
  initiated: { path: "M12 5v14M5 12h14" },
  raised: { path: "M12 5 20 19H4z", isSolid: true },
  lowered: { path: "M12 19 4 5h16z", isSolid: true },
  narrowed: { path: "M3 6v12l7-6zM21 6v12l-7-6z", isSolid: true },
  widened: { path: "M10 6v12l-7-6zM14 6v12l7-6z", isSolid: true },
  maintained: { path: "M5 9.5h14M5 14.5h14" },
  not_addressed: { ring: 8 },
  withdrawn: { ring: 8.5, path: "m6 18 12-12" },
  met: { path: "m5 12 5 5 9-10" },
  missed: { path: "m6 6 12 12M18 6 6 18" },
};
