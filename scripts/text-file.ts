import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** The text files that a path means: itself, or every .txt and .md in the folder, in the order of their names. */
export function textFilesIn(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new Error(`There is no file or folder ${path}.`);
  if (!stat.isDirectory()) return [path];
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(txt|md)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) throw new Error(`There is no .txt or .md file in ${path}.`);
  return files;
}

/** Reads UTF-8, or UTF-16 that says so with its first two bytes. */
export function readText(file: string): string {
  const bytes = readFileSync(file);
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  try {
    const text = new TextDecoder(utf16 ?? "utf-8", { fatal: true, ignoreBOM: utf16 === null }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // not text in that encoding
  }
  throw new Error(`${file} is not text: save it as UTF-8 and try again.`);
}
