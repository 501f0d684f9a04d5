import type { Thread } from "@/lib/comments/queries";
import type { Change } from "@/lib/notes/diff";

/** Threads as the page of a review shows them. */
export type Said = {
  /** by item id: the number of the change that its threads stand with, which is its first one */
  numberOf: ReadonlyMap<string, number>;
  /** by item id */
  threadsOf: ReadonlyMap<string, Thread[]>;
  detached: Thread[];
  /** of items that this revision leaves as they are */
  elsewhere: number;
};

/** `changes`: as they are numbered on the page. */
export function saidOf(threads: readonly Thread[], changes: readonly Change[]): Said {
  const numberOf = new Map(changes.map(({ itemId }, at): [string, number] => [itemId, at + 1]).toReversed());
  const detached = threads.filter(({ isDetached }) => isDetached);
  const attached = threads.filter(({ isDetached }) => !isDetached);
  const threadsOf = new Map<string, Thread[]>();
  for (const thread of attached) threadsOf.set(thread.itemId, [...(threadsOf.get(thread.itemId) ?? []), thread]);
  const elsewhere = attached.filter(({ itemId }) => !numberOf.has(itemId)).length;
  return { numberOf, threadsOf, detached, elsewhere };
}
