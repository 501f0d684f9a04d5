/** How a question on the call was dealt with. */
export const outcomes = ["answered", "partly", "deflected", "refused"] as const;
export type Outcome = (typeof outcomes)[number];

/** `partly answered` */
export function formatOutcome(outcome: Outcome): string {
  return outcome === "partly" ? "partly answered" : outcome;
}
