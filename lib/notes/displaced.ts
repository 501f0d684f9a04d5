import { type Citation, compareCitations, type Item } from "./content";
import { citedText } from "./field";

/** A mark that stands at its field's end because the words that it stood in are gone. */
export type Displaced = Citation & { itemId: string };

/**
 * Those marks that have lost their place against the base. One that stands in the base's own words just where the base
 * has it has lost nothing, whatever it has been through: the words were reverted, or came back with a merge.
 */
export function lostAgainst<Mark extends Displaced>(
  base: readonly Item[],
  items: readonly Item[],
  displaced: readonly Mark[],
): Mark[] {
  return displaced.filter((mark) => {
    const [was, is] = [base, items].map((all) => all.find(({ id }) => id === mark.itemId));
    const stood = was?.citations.some((each) => compareCitations(each, mark) === 0);
    return !(was && is && stood && citedText(was, mark.field) === citedText(is, mark.field));
  });
}

/** The marks among those that an item still has. */
export function displacedIn(displaced: readonly Displaced[], item: Item): Citation[] {
  return item.citations.filter((mark) =>
    displaced.some((each) => each.itemId === item.id && compareCitations(each, mark) === 0),
  );
}
