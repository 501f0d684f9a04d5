import { stillInOrder } from "./diff";

type Placed = { readonly id: string };

/** An order of a note's items, and the items whose place it is that decides. */
export type Order = { items: readonly Placed[]; own: ReadonlySet<string> };

/** The items that stand in both orders as they did in their base: what everything else is placed between. */
export function fixedIn(base: readonly Placed[], one: readonly Placed[], other: readonly Placed[]): string[] {
  const [here, there] = [stillInOrder(base, one), stillInOrder(base, other)];
  return base.flatMap(({ id }) => (here.has(id) && there.has(id) ? [id] : []));
}

/** One order out of several: each item behind that fixed item behind which it stands in the order that it is taken from. */
export function weave(fixed: readonly string[], orders: readonly Order[]): string[] {
  const runs = new Map<string | null, string[][]>();
  const isFixed = new Set(fixed);
  for (const { items, own } of orders) {
    let behind: string | null = null;
    let run: string[] = [];
    for (const { id } of items) {
      if (isFixed.has(id)) [behind, run] = [id, []];
      else if (own.has(id)) {
        if (run.length === 0) runs.set(behind, [...(runs.get(behind) ?? []), run]);
        run.push(id);
      }
    }
  }
  // Which of two runs in one gap goes first is nobody's wish: it is the same whoever asks.
  const between = (id: string | null) => (runs.get(id) ?? []).sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)).flat();
  return [...between(null), ...fixed.flatMap((id) => [id, ...between(id)])];
}
