import { diffWordsWithSpace } from "diff";

/** A stretch of words that two texts share, or that one of them has alone. */
export type WordPiece = { text: string; kind: "same" | "added" | "removed" };

/** A change, with what stays the same before it. */
type Run = { same: string; removed: string; added: string };

/** Words that stay between two changes are worth showing when there are more of them than this. */
const wordsLeast = 3;

/**
 * What became of a text, word by word. A sentence that was written anew reads as one that went and one that came, however
 * many small words the two share.
 */
export function diffWords(before: string, after: string): WordPiece[] {
  const runs = joinedRuns(before, after);
  return runs.flatMap(({ same, removed, added }): WordPiece[] => [
    ...(same ? [{ text: same, kind: "same" } as const] : []),
    ...(removed ? [{ text: removed, kind: "removed" } as const] : []),
    ...(added ? [{ text: added, kind: "added" } as const] : []),
  ]);
}

function joinedRuns(before: string, after: string): Run[] {
  const runs: Run[] = [];
  for (const run of runsOf(before, after)) {
    const last = runs.at(-1);
    const isChange = run.removed !== "" || run.added !== "";
    const words = run.same.match(/\S+/g)?.length ?? 0;
    if (last && isChange && words < wordsLeast && changeOf(last) + changeOf(run) > 2 * run.same.length) {
      last.removed += run.same + run.removed;
      last.added += run.same + run.added;
    } else runs.push({ ...run });
  }
  return runs;
}

function changeOf({ removed, added }: Run): number {
  return Math.max(removed.length, added.length);
}

function runsOf(before: string, after: string): Run[] {
  const runs: Run[] = [];
  for (const { value, added, removed } of diffWordsWithSpace(before, after)) {
    const last = runs.at(-1);
    if (!last || !(added || removed)) runs.push({ same: "", removed: "", added: "" });
    const run = runs.at(-1);
    if (!run) continue;
    if (added) run.added += value;
    else if (removed) run.removed += value;
    else run.same += value;
  }
  return runs;
}
