const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `2025-06-02` as `2 Jun 2025`. Written out here, because the runtime's own month names change between versions. */
export function formatDay(isoDate: string): string {
  const [year, month, day] = isoDate.split("-");
  return `${Number(day)} ${months[Number(month) - 1]} ${year}`;
}

/** The day in UTC. */
export function isoDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** `2 Jun 2025, 10:48 UTC` */
export function formatMinute(at: Date): string {
  return `${formatDay(isoDay(at))}, ${at.toISOString().slice(11, 16)} UTC`;
}
