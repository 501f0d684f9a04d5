import canonicalize from "canonicalize";
import { sha256 } from "@/lib/auth/token";
import type { NoteContent } from "@/lib/notes/content";
import { type Change, diff, unmoved } from "@/lib/notes/diff";

/** A change with the hash of what it was and what it is: a decision on it holds for that alone. */
export type HashedChange = Change & { sha256: string };

/**
 * The changes of a revision against its base. The hash of a place has in it behind which item of those that kept their
 * order it is, so that what is added or moved beside it leaves it as it was.
 */
export function hashedChanges(base: NoteContent, head: NoteContent, placed?: ReadonlySet<string>): HashedChange[] {
  const { changes } = diff(base, head, placed);
  const fixed = new Set(unmoved(base, head, changes));
  const behind = new Map<string, string | null>();
  let last: string | null = null;
  for (const { id } of head.items) {
    behind.set(id, last);
    if (fixed.has(id)) last = id;
  }
  return changes.map((change) => {
    const place = behind.get(change.itemId) ?? null;
    return { ...change, sha256: sha256(canonicalize(hashed(change, place)) ?? "") };
  });
}

function hashed(change: Change, behind: string | null) {
  const { itemId, part } = change;
  if (change.part !== "place") return { itemId, part, fields: change.fields, citations: change.citations };
  const of = { itemId, part, change: change.change };
  if (change.change === "removed") return { ...of, item: change.item };
  if (change.change === "added") return { ...of, item: change.item, behind };
  return { ...of, fields: change.fields, behind: change.order ? behind : undefined };
}
