import { formatMinute } from "./day";

/** By whom a draft was begun, and when. */
export type Begun = { begunBy: { name: string } | null; begunAt: Date };

/** `Draft by Ana Alder, begun 2 Jun 2025, 10:48 UTC`: it has no number before it is published, and a note may have several. */
export function draftName({ begunBy, begunAt }: Begun): string {
  return `Draft by ${begunBy?.name ?? "Quarterdeck"}, begun ${formatMinute(begunAt)}`;
}
