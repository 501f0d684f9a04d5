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
