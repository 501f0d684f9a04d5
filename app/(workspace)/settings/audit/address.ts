/** The address of a page of the trail with these filters. */
export function addressOf(filters: Record<string, string>): string {
  const query = new URLSearchParams(filters).toString();
  return query ? `/settings/audit?${query}` : "/settings/audit";
}
