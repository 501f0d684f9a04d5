/** The number of a revision in an address, 3 of `r3`; null when it is none. */
export function numberOf(name: string): number | null {
  const [, digits] = /^r([1-9]\d{0,8})$/.exec(name) ?? [];
  return digits === undefined ? null : Number(digits);
}
