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

/** Order of labels as people count them: 2 before 10, numbers before words. */
export function compareLabels(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
