import { changeKey } from "@/lib/notes/diff";
import type { HashedChange } from "./change";

/** What a person had before their eyes when they last looked at a revision, and how much others have said of its note since. */
export type Look = { at: Date; changes: Readonly<Record<string, string>>; comments: number; answers: number };

/** The keys of what has come since, of what reads otherwise, and of the changes that there are no more; and what was said. */
export type SinceLook = Omit<Look, "changes"> & { added: string[]; altered: string[]; gone: string[] };

/** Null when nothing has. */
export function sinceLook(look: Look | null, changes: readonly HashedChange[]): SinceLook | null {
  if (!look) return null;
  const { changes: seen, ...since } = look;
  const now = new Map(changes.map((change) => [changeKey(change), change.sha256]));
  const keys = [...now.keys()];
  const added = keys.filter((key) => seen[key] === undefined);
  const altered = keys.filter((key) => seen[key] !== undefined && seen[key] !== now.get(key));
  const gone = Object.keys(seen).filter((key) => !now.has(key));
  const count = added.length + altered.length + gone.length + since.comments + since.answers;
  return count > 0 ? { ...since, added, altered, gone } : null;
}
