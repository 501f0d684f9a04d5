import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { decodeText } from "@/lib/transfer/bytes";

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

/** Reads a file as text. */
export function readText(file: string): string {
  const text = decodeText(readFileSync(file));
  if (text !== null) return text;
  throw new Error(`${file} is not text: save it as UTF-8 and try again.`);
}
