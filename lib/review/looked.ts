import { changeKey } from "@/lib/notes/diff";
import type { HashedChange } from "./change";

/** What a person had before their eyes when they last looked at other words of a revision. */
export type Look = { at: Date; changes: Readonly<Record<string, string>> };

/** The keys of what has come since, of what reads otherwise, and of the changes that there are no more. */
export type SinceLook = { at: Date; added: string[]; altered: string[]; gone: string[] };

/** Null when nothing has. */
export function sinceLook(look: Look | null, changes: readonly HashedChange[]): SinceLook | null {
  if (!look) return null;
  const now = new Map(changes.map((change) => [changeKey(change), change.sha256]));
  const keys = [...now.keys()];
  const added = keys.filter((key) => look.changes[key] === undefined);
  const altered = keys.filter((key) => look.changes[key] !== undefined && look.changes[key] !== now.get(key));
  const gone = Object.keys(look.changes).filter((key) => !now.has(key));
  return added.length + altered.length + gone.length > 0 ? { at: look.at, added, altered, gone } : null;
}
