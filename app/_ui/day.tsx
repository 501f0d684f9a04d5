import { formatDay, isoDay } from "@/lib/notes/day";

/** `2 Jun 2025`, of UTC. */
export function Day({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{formatDay(isoDay(at))}</time>;
}
