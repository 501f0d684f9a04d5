import { diffWordsWithSpace } from "diff";

/** A stretch of words that two texts share, or that one of them has alone. */
export type WordPiece = { text: string; kind: "same" | "added" | "removed" };

/** What became of a text, word by word. */
export function diffWords(before: string, after: string): WordPiece[] {
  return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    text: value,
    kind: added ? "added" : removed ? "removed" : "same",
  }));
}
