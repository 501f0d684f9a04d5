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

/** Words on one line, with a backslash before what would be read as structure; `also` names further signs. */
function escapeText(text: string, also: string): string {
  const signs = new Set([...Object.keys(written), ...also]);
  return [...text].map((sign) => (signs.has(sign) ? (written[sign] ?? `\\${sign}`) : sign)).join("");
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

/**
 * A field with its citation marks in their places; a blank stands before each mark. Blanks at the field's own edges are
 * written out, since those around it are not its own.
 */
export function writeField(text: string, citations: Citation[] = [], also = ""): string {
  const from = text.length - text.replace(/^ +/, "").length;
  const to = Math.max(from, text.replace(/ +$/, "").length);
  const part = (start: number, end: number) => {
    const [left, right] = [Math.min(Math.max(from, start), end), Math.max(Math.min(to, end), start)];
    const middle = escapeText(text.slice(left, Math.max(left, right)), also);
    return "\\s".repeat(left - start) + middle + "\\s".repeat(end - Math.max(left, right));
  };
  let at = 0;
  let out = "";
  for (const { offset, label } of citations) {
    const here = Math.max(at, Math.min(offset, text.length));
    out += `${part(at, here)} [doc ${escapeText(label, ":")}]`;
    at = here;
  }
  return out + part(at, text.length);
}

/** An escaped sign, a mark with the blank before it, or words; each is looked at once. */
const pieces = /\\.| ?\[((?:\\.|[^\\\][])*)\]|[^\\[ ]+|./gsu;

/** Takes what `writeField` wrote apart; `other` are marks that name no document. */
export function readField(raw: string, field: string): { text: string; citations: Citation[]; other: string[] } {
  const citations: Citation[] = [];
  const other: string[] = [];
  let text = "";
  for (const { 0: piece, 1: inside } of raw.matchAll(pieces)) {
    if (inside === undefined) text += unescapeText(piece);
    else if (inside.startsWith("doc ")) {
      citations.push({ field, offset: text.length, label: unescapeText(inside.slice(4)) });
    } else other.push(inside);
  }
  return { text, citations, other };
}
