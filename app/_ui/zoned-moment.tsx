"use client";

import { formatDay, formatMinute, isoDay } from "@/lib/notes/day";
import { useHasScripts } from "./has-scripts";

/** `2 Jun 2025, 10:48 UTC`, and with scripts what clocks show then where the page is read. */
export function ZonedMoment({ at }: { at: Date }) {
  const hasScripts = useHasScripts();
  const there = hasScripts ? shownThere(at) : null;
  return (
    <>
      <time dateTime={at.toISOString()}>{formatMinute(at)}</time>
      {there && `, which is ${there}`}
    </>
  );
}

/** `2 Jun 2025, 18:48 in Asia/Shanghai`; null: clocks show there what they show in UTC. */
function shownThere(at: Date): string | null {
  const behind = at.getTimezoneOffset();
  if (behind === 0) return null;
  const local = new Date(at.getTime() - behind * 60_000);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return `${formatDay(isoDay(local))}, ${local.toISOString().slice(11, 16)} in ${timeZone.replaceAll("_", " ")}`;
}
