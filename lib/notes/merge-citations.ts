import { type Citation, compareCitations, type Item, tidyCitations } from "./content";
import { citedText } from "./field";
import { movingMarks } from "./marks";

/**
 * The marks of an item whose words are merged already: in each field those of the side whose text it has, with what the
 * other side added to them and without what it took away.
 */
export function mergeCitations(base: Item, ours: Item, theirs: Item, merged: Item): Citation[] {
  const fields = new Set([base, ours, theirs].flatMap(({ citations }) => citations.map(({ field }) => field)));
  return tidyCitations(
    [...fields].flatMap((field) => {
      const text = citedText(merged, field);
      if (text === null) return [];
      const isTheirs = text === (citedText(theirs, field) ?? "") && text !== (citedText(ours, field) ?? "");
      const [kept, other] = isTheirs ? [theirs, ours] : [ours, theirs];
      const { added, removed } = marked(base, other, field);
      const isRemoved = sameMarks(moved(removed, citedText(base, field), citedText(kept, field)));
      const own = marksIn(kept, field).filter((mark) => !isRemoved(mark));
      return [...moved(own, citedText(kept, field), text), ...moved(added, citedText(other, field), text)];
    }),
  );
}

function marksIn({ citations }: Item, field: string): Citation[] {
  return citations.filter((mark) => mark.field === field);
}

/** The marks that somebody added in their text, and those of the base that they took away. */
function marked(base: Item, item: Item, field: string) {
  const [was, is] = [marksIn(base, field), marksIn(item, field)];
  const carried = moved(was, citedText(base, field), citedText(item, field));
  return {
    added: is.filter((mark) => !sameMarks(carried)(mark)),
    removed: was.filter((_, at) => !sameMarks(is)(carried[at] as Citation)),
  };
}

function moved(marks: readonly Citation[], before: string | null, after: string | null): Citation[] {
  const place = movingMarks(before ?? "", after ?? "");
  return marks.map((mark) => ({ ...mark, offset: place(mark.offset).offset }));
}

function sameMarks(marks: readonly Citation[]): (mark: Citation) => boolean {
  return (mark) => marks.some((each) => compareCitations(each, mark) === 0);
}
