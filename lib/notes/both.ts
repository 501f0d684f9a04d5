import { diffArrays } from "diff";

/** Words and gaps apart that a text may lie from its base: beyond, little is left to tell places by, and it takes long. */
const apartMax = 400;

/** Words and gaps next to a change that the other one has to leave alone. */
const besideLeast = 2;

/** Words and gaps of the base, from one place to another, and what stands there instead. */
type Change = { from: number; to: number; words: string[] };

/** Both changes of a text in one, where they touch different words; null where they do not. */
export function bothOf(base: string, theirs: string, yours: string): string | null {
  if (base.trim() === "") return null; // nothing to tell the places of two texts by
  const words = wordsOf(base);
  const [one, other] = [changesOf(words, wordsOf(theirs)), changesOf(words, wordsOf(yours))];
  if (!one || !other || one.some((each) => other.some((another) => isBeside(each, another)))) return null;
  const changes = [...one, ...other].sort((a, b) => b.from - a.from);
  const both = changes.reduce((reached, { from, to, words }) => reached.toSpliced(from, to - from, ...words), words);
  const text = both.join("");
  return text === theirs || text === yours ? null : text;
}

function wordsOf(text: string): string[] {
  return text.match(/\s+|\S+/gu) ?? [];
}

function isBeside(a: Change, b: Change): boolean {
  return a.from < b.to + besideLeast && b.from < a.to + besideLeast;
}

function changesOf(base: string[], words: string[]): Change[] | null {
  const parts = diffArrays(base, words, { maxEditLength: apartMax });
  if (!parts) return null;
  const changes: Change[] = [];
  let at = 0;
  for (const { value, added, removed } of parts) {
    if (!added && !removed) {
      at += value.length;
      continue;
    }
    let change = changes.at(-1);
    if (change?.to !== at) {
      change = { from: at, to: at, words: [] };
      changes.push(change);
    }
    if (added) change.words.push(...value);
    else {
      at += value.length;
      change.to = at;
    }
  }
  return changes;
}
