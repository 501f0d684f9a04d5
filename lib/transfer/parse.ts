import type { ParsedNote, ReadingOptions } from "./parsed";

export function parseNote(_text: string, _options: ReadingOptions = {}): ParsedNote {
  throw new Error("being written");
}
