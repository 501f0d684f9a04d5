import { formatDay, formatMinute, isoDay } from "@/lib/notes/day";

/** `2 Jun 2025`, of UTC. */
export function Day({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{formatDay(isoDay(at))}</time>;
}

/** `2 Jun 2025, 10:48 UTC` */
export function Moment({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{formatMinute(at)}</time>;
}

/** `2 Jun 2025, 14:03:07`, of UTC, which the words around it say. */
export function Instant({ at }: { at: Date }) {
  const iso = at.toISOString();
  return (
    <time dateTime={iso}>
      {formatDay(isoDay(at))}, {iso.slice(11, 19)}
    </time>
  );
}
