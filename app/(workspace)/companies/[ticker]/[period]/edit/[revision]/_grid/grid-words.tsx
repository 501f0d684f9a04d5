import { FigureText } from "@/app/_ui/figures";
import { WordDiff } from "@/app/_ui/word-diff";
import type { GridField, GuidanceRow } from "@/lib/guidance/grid";
import type { Item } from "@/lib/notes/content";
import { GuidanceWords } from "../../../guidance";
import { marksIn } from "../_fields/mark-list";
import { readersText, wordsOf } from "../_fields/text-box";

type GridWordsProps = { item: GuidanceRow; was: Item | undefined; field: Exclude<GridField, "change" | "changeText"> };

/** A cell's words as readers will see them, against those that they see now where they differ. */
export function GridWords({ item, was, field }: GridWordsProps) {
  const before = readersText({ item, was, field });
  const words = wordsOf(item, field);
  if (before !== null) return <WordDiff before={before} after={words} marks={marksIn(item, field)} />;
  if (field !== "metric") return <GuidanceWords item={item} field={field} isStill />;
  return words === "" ? (
    <span className="mute">Metric</span>
  ) : (
    <FigureText item={item} field={field} text={words} plain isStill />
  );
}
