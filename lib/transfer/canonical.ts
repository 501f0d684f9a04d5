export function writeNote(..._: unknown[]): string {
  return "";
}
