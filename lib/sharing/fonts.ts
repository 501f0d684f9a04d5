import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const packages: Record<string, string> = {
  "newsreader-latin-wght-normal.woff2": "newsreader",
  "ibm-plex-sans-latin-wght-normal.woff2": "ibm-plex-sans",
};

type Font = { hash: string; bytes: Uint8Array<ArrayBuffer> };

const read = new Map<string, Font>();

/** The permanent address of a font file of ours: its hash stands in it, so that what is published keeps its type. */
export function fontUrl(file: string): string {
  return `/s/fonts/${font(file).hash}.woff2`;
}

/** The bytes behind a font's hash; null when it is none of ours. */
export function findFont(hash: string): Uint8Array<ArrayBuffer> | null {
  for (const file of Object.keys(packages)) {
    const { hash: own, bytes } = font(file);
    if (own === hash) return bytes;
  }
  return null;
}

function font(file: string): Font {
  const known = read.get(file);
  if (known) return known;
  const folder = packages[file];
  if (!folder) throw new Error(`The shared page has no font ${file}.`);
  const path = join(process.cwd(), "node_modules", "@fontsource-variable", folder, "files", file);
  const bytes = new Uint8Array(readFileSync(path));
  const found = { hash: createHash("sha256").update(bytes).digest("hex").slice(0, 32), bytes };
  read.set(file, found);
  return found;
}
