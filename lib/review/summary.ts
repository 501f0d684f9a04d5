/** UTF-16 code units, as a browser counts what is typed. */
const summaryLengthMax = 2_000;

/** Why a summary cannot be kept, by how much; null when it fits. */
export function tooLong(summary: string): string | null {
  const over = summary.trim().length - summaryLengthMax;
  if (over <= 0) return null;
  const count = over.toLocaleString("en");
  return `The summary is ${count} ${over === 1 ? "character" : "characters"} too long: keep it within ${summaryLengthMax.toLocaleString("en")}.`;
}
