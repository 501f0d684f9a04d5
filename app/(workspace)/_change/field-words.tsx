import { WordDiff, WordSide } from "@/app/_ui/word-diff";
import { formatValue, isMention, isWordOfList } from "@/lib/notes/change-words";
import type { FieldChange } from "@/lib/notes/diff";
import { type FieldAddress, type FieldValue, textOf } from "@/lib/notes/field";
import { formatHorizon, type Horizon } from "@/lib/risks/assessment";

type FieldWordsProps = {
  change: FieldChange;
  /** of longer texts only what is around the change */
  isShort?: boolean;
};

/** What became of a field: sentences are compared word by word, words of a list stand whole. */
export function FieldWords({ change, isShort = false }: FieldWordsProps) {
  if (isProse(change)) return <WordDiff {...textsOf(change)} isShort={isShort} />;
  return (
    <>
      {wholeValue(change, "before")} to <b>{wholeValue(change, "after")}</b>
    </>
  );
}

/** What a field says that only one of the two has: all of it came, or went. */
export function FieldAlone({ change }: { change: FieldChange }) {
  return <WordDiff {...wholeValues(change)} />;
}

function wholeValues(change: FieldChange): { before: string; after: string } {
  const words = (side: "before" | "after") => (change[side] === null ? "" : wholeValue(change, side));
  return { before: words("before"), after: words("after") };
}

function textsOf({ before, after }: FieldChange): { before: string; after: string } {
  return { before: textOf(before) ?? "", after: textOf(after) ?? "" };
}

/** One side of a field, beside the other; `none`: what stands there when it has nothing. */
export function FieldSide({ change, side, none }: { change: FieldChange; side: "before" | "after"; none: string }) {
  if (change[side] === null || change[side] === "") return <span className="mute">{none}</span>;
  const isAlone = change.before === null || change.after === null;
  if (!isProse(change) && !isAlone) return <b>{wholeValue(change, side)}</b>;
  return <WordSide {...(isProse(change) ? textsOf(change) : wholeValues(change))} side={side} />;
}

function isProse({ before, after, field }: FieldChange): boolean {
  const isText = [before, after].every((value) => value === null || typeof value === "string" || isMention(value));
  const isTurned = isMention(before) && isMention(after) && before.absent !== after.absent;
  return isText && !isWordOfList(field) && !isTurned;
}

function wholeValue({ field, ...values }: FieldChange, side: "before" | "after"): string {
  const value = values[side];
  return value === null && field === "assessment" ? "Not rated" : wordsOf(field, value);
}

/** What a field says, in words. */
export function wordsOf(field: FieldAddress, value: FieldValue): string {
  const isHorizon = field === "assessment.horizon" && value !== null;
  return isHorizon ? formatHorizon(value as Horizon) : formatValue(value);
}
