import { applyPatch, structuredPatch } from "diff";

/** Each word and each gap in a line of its own, which is what patches are made of. */
function asLines(text: string): string {
  const pieces = text.match(/\s+|[^\s]+/gu) ?? [];
  return pieces.map((piece) => `${JSON.stringify(piece)}\n`).join("");
}

function fromLines(lines: string): string {
  return lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as string)
    .join("");
}

/** Both changes of a text in one, where they touch different words; null where they do not. */
export function bothOf(base: string, theirs: string, yours: string): string | null {
  if (base.trim() === "") return null; // nothing to tell the places of two texts by
  const patch = structuredPatch("", "", asLines(base), asLines(yours), "", "", { context: 2 });
  const merged = applyPatch(asLines(theirs), patch, { autoConvertLineEndings: false });
  if (merged === false) return null;
  const both = fromLines(merged);
  return both === theirs || both === yours ? null : both;
}
