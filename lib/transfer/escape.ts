import type { Citation } from "@/lib/notes/content";

const written: Record<string, string> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "|": "\\|",
  "[": "\\[",
  "]": "\\]",
};
const read: Record<string, string> = { n: "\n", r: "\r", t: "\t", s: " " };

/** A text on one line, with a backslash before what would be read as structure; `also` names further signs. */
export function escapeText(text: string, also = ""): string {
  const signs = new Set([...Object.keys(written), ...also]);
  return [...text].map((sign) => (signs.has(sign) ? (written[sign] ?? `\\${sign}`) : sign)).join("");
}

/** Blanks at the edges of a field are written out, since those around a cell are not its own. */
export function escapeEdges(text: string): string {
  return text.replace(/^ +| +$/g, (blanks) => "\\s".repeat(blanks.length));
}

export function unescapeText(text: string): string {
  return text.replace(/\\(.)/gsu, (_, sign: string) => read[sign] ?? sign);
}

/** Splits at each unescaped `sign`. */
export function splitEscaped(text: string, sign: string): string[] {
  const parts = [""];
  for (const piece of text.match(/\\.|[^\\]|\\$/gsu) ?? []) {
    if (piece === sign) parts.push("");
    else parts[parts.length - 1] += piece;
  }
  return parts;
}

/** A field with its citation marks in their places; a blank stands before each mark. */
export function writeField(text: string, citations: Citation[], also = ""): string {
  let at = 0;
  let out = "";
  for (const { offset, label } of citations) {
    out += `${escapeText(text.slice(at, offset), also)} [doc ${escapeText(label, ":")}]`;
    at = Math.max(at, Math.min(offset, text.length));
  }
  return out + escapeText(text.slice(at), also);
}

/** One mark, with the blank before it. */
const mark = / ?\[((?:\\.|[^\\\]])*)\]/gsu;

/** Takes what `writeField` wrote apart; `other` are marks that name no document, each with where it begins in `raw`. */
export function readField(raw: string, field: string): { text: string; citations: Citation[]; other: string[] } {
  const citations: Citation[] = [];
  const other: string[] = [];
  let text = "";
  let at = 0;
  for (const match of raw.matchAll(unescapedMark())) {
    text += unescapeText(raw.slice(at, match.index));
    at = match.index + match[0].length;
    const inside = match[1] ?? "";
    if (inside.startsWith("doc ")) citations.push({ field, offset: text.length, label: unescapeText(inside.slice(4)) });
    else other.push(inside);
  }
  return { text: text + unescapeText(raw.slice(at)), citations, other };
}

/** An opening bracket with an even number of backslashes before it. */
function unescapedMark(): RegExp {
  return new RegExp(`(?<=(?:^|[^\\\\])(?:\\\\\\\\)*)${mark.source}`, "gsu");
}
