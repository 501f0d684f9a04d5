import { capitalised } from "@/lib/notes/capitalised";
import { formatDay } from "@/lib/notes/day";

export const sourceKinds = ["transcript", "release", "filing", "presentation", "mail"] as const;
type SourceKind = (typeof sourceKinds)[number];

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

/** `doc 5`, on one line; a label that is not a number stands for itself. */
export function formatLabel(label: string): string {
  return /^\d+$/.test(label) ? `doc\u00a0${label}` : label;
}

/** `Release, 28 May 2025`, as far as they are known; empty when neither is. */
export function formatKindAndDate({ kind, date }: Pick<SourceEntry, "kind" | "date">): string {
  return [kind && capitalised(kind), date && formatDay(date)].filter(Boolean).join(", ");
}

/** Only an http or https address may become a link: the text of a stored note is not trusted to be one. */
export function isLink(address: string): boolean {
  return /^https?:\/\//i.test(address);
}

/** Order of labels as people count them: 2 before 10, numbers before words. The same on every machine: it is hashed. */
export function compareLabels(a: string, b: string): number {
  const [x, y] = [a, b].map((label) => (/^\d{1,15}$/.test(label) ? Number(label) : Number.POSITIVE_INFINITY));
  if (x !== y) return (x ?? 0) < (y ?? 0) ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
