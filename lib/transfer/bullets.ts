const bullet =
  /^([ \t\u00a0]*)(?:[-+*•◦▪●○·‣⁃➢–—\uf0b7\uf0a7]|\d{1,2}[.)])(?:[ \t\u00a0]+|(?<=[•◦▪●○‣➢\uf0b7\uf0a7]))(.*)$/u;

/** A list item: how many columns it is indented, and its text. */
export type Bullet = { indent: number; text: string };

export function readBullet(text: string): Bullet | null {
  const match = bullet.exec(text);
  return match ? { indent: (match[1] ?? "").replaceAll("\t", "    ").length, text: (match[2] ?? "").trim() } : null;
}

/** A list marker with nothing behind it, as lists that were cut leave one. */
export function isLoneMarker(text: string): boolean {
  return /^[\s\u00a0]*[-*•◦▪●○·‣⁃–—\uf0b7\uf0a7][\s\u00a0]*$/u.test(text);
}

/** A text without the marker of the next item, which some lists leave at the end of a line. */
export function withoutTrailingMarker(text: string): string {
  const words = text.trimEnd();
  return /[\s\u00a0][-*•◦▪●○·‣⁃–—]$/u.test(words.slice(-2)) ? words.slice(0, -1).trimEnd() : words;
}
