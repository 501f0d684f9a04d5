/** Words as they stand alone, in a chip or a list of facts: `Not addressed`. */
export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
