import { type Change, changes, formatChange } from "./change";

const choices: readonly (Change | null)[] = [...changes, null];

/**
 * The change that typed letters begin, as a list takes them: one letter again and again goes through all that begin with
 * it. Null is `not stated`; undefined: nothing begins like that.
 */
export function changeByLetters(letters: string, held: Change | null): Change | null | undefined {
  const typed = letters.toLowerCase();
  const [first = ""] = typed;
  const found = beginning(typed);
  if (found.length > 0 && typed.length > 1) return found.includes(held) ? held : found[0];
  if (typed !== first.repeat(typed.length)) return undefined;
  const like = beginning(first);
  return like[(like.indexOf(held) + 1) % like.length];
}

function beginning(letters: string): (Change | null)[] {
  return letters === "" ? [] : choices.filter((change) => formatChange(change).startsWith(letters));
}
