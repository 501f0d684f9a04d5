export const sourceKinds = ["transcript", "release", "filing", "presentation", "mail"] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** A document of a note as shown: the label is what stands in the text, `[doc 5]`. */
export type SourceEntry = {
  label: string;
  title: string | null;
  kind: SourceKind | null;
  /** ISO date, `2025-05-28` */
  date: string | null;
  /** http or https address */
  address: string | null;
};

/** Order of labels as people count them: 2 before 10, numbers before words. The same on every machine: it is hashed. */
export function compareLabels(a: string, b: string): number {
  const [x, y] = [a, b].map((label) => (/^\d{1,15}$/.test(label) ? Number(label) : Number.POSITIVE_INFINITY));
  if (x !== y) return (x ?? 0) < (y ?? 0) ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
