const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long something has waited, in its largest unit: `2 days`, `1 hour`, `under a minute`. */
export function formatWait(since: Date, now: Date): string {
  const ms = now.getTime() - since.getTime();
  const counted = (unit: number, word: string) => {
    const count = Math.floor(ms / unit);
    return `${count} ${word}${count === 1 ? "" : "s"}`;
  };
  if (ms >= day) return counted(day, "day");
  if (ms >= hour) return counted(hour, "hour");
  return ms >= minute ? counted(minute, "minute") : "under a minute";
}
