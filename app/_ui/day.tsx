import { formatDay, formatMinute, isoDay } from "@/lib/notes/day";

/** `2 Jun 2025`, of UTC. */
export function Day({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{formatDay(isoDay(at))}</time>;
}

/** `2 Jun 2025, 10:48 UTC` */
export function Moment({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{formatMinute(at)}</time>;
}
