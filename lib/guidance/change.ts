/** What became of a guidance row since it was last stated; the order in which lists and legends show them. */
export const changes = [
  "initiated",
  "raised",
  "lowered",
  "narrowed",
  "widened",
  "maintained",
  "not_addressed",
  "withdrawn",
  "met",
  "missed",
] as const;

export type Change = (typeof changes)[number];

/** `not addressed`; an unknown change reads `not stated`. */
export function formatChange(change: Change | null): string {
  return change === null ? "not stated" : change.replace("_", " ");
}

/** How many rows have each change, in the order of `changes`, without the zeros. */
export function countChanges(rows: readonly { change: Change | null }[]): { change: Change; count: number }[] {
  return changes
    .map((change) => ({ change, count: rows.filter((row) => row.change === change).length }))
    .filter(({ count }) => count > 0);
}

type Stated = { change: Change | null; changeText: string | null };

/** The source's own words for the change, when they say more than its name or a mark stands in them; else null. */
export function ownWords({ change, changeText }: Stated, citations: readonly { field: string }[]): string | null {
  const isCited = citations.some(({ field }) => field === "changeText");
  const isOwn = changeText !== null && changeText.toLowerCase() !== formatChange(change);
  return isOwn || isCited ? (changeText ?? "") : null;
}

/** What a reader looks for in a table of guidance, so that none of it is worth saying. */
const directions = ["raised", "lowered", "maintained"] as const;

/** `0 raised, lowered or maintained`: those directions that no row has; null when each has one. */
export function formatAbsent(rows: readonly { change: Change | null }[]): string | null {
  const absent = directions.filter((direction) => rows.every(({ change }) => change !== direction));
  return absent.length > 0 ? `0 ${absent.join(", ").replace(/, (\w+)$/, " or $1")}` : null;
}
