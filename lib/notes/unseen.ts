/** Characters that change how others are read and are not seen themselves: directions, joiners, what has no width. */
const unseen = /[\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

/** Those that some scripts and emoji are written with. */
const joining = /[\u200C-\u200F]/;
const needsJoining =
  /^(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}])[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u;

/** A character that is not seen: where it stands, and its number as `U+202E`. */
export type Unseen = { at: number; code: string };

/** Those of a text that nothing around them calls for. Each is one UTF-16 code unit. */
export function findUnseen(text: string): Unseen[] {
  return [...text.matchAll(unseen)].flatMap(({ 0: sign, index }) =>
    joining.test(sign) && isCalledFor(text, index) ? [] : [{ at: index, code: codeOf(sign) }],
  );
}

/** The text in pieces, each of those characters as its number in a piece of its own. */
export function seenPieces(text: string): { text: string; isCode: boolean }[] {
  const pieces: { text: string; isCode: boolean }[] = [];
  let from = 0;
  for (const { at, code } of findUnseen(text)) {
    pieces.push({ text: text.slice(from, at), isCode: false }, { text: code, isCode: true });
    from = at + 1;
  }
  pieces.push({ text: text.slice(from), isCode: false });
  return pieces.filter((piece) => piece.text !== "");
}

function isCalledFor(text: string, at: number): boolean {
  const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
  const after = String.fromCodePoint(text.codePointAt(at + 1) ?? 0);
  return needsJoining.test(before) || needsJoining.test(after);
}

function codeOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The first word whose letters look alike and are of two scripts, as a Latin one with a Cyrillic letter; null: none. */
export function findMixedWord(text: string): string | null {
  const words = text.match(/\p{L}+/gu) ?? [];
  return (
    words.find((word) => /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word)) ?? null
  );
}

/** For names that are typed on one line. */
export const seenError = "The name has a character that is not seen. Type it again, letter by letter.";

export function isSeen(name: string): boolean {
  return findUnseen(name).length === 0;
}
