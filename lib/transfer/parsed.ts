import type { Item, ItemOf } from "@/lib/notes/content";
import type { Period } from "@/lib/notes/period";
import type { SourceEntry } from "@/lib/sources/model";

type Unnumbered<T> = T extends unknown ? Omit<T, "id"> : never;

/** An item as read from a text: without the id that the database gives it. */
export type ParsedItem =
  | Unnumbered<Exclude<Item, { kind: "topic_row" }>>
  /** `previous`: the previous mentions in one piece, as they stand in the text; null when the cell is missing */
  | (Unnumbered<ItemOf<"topic_row">> & { previous: string | null });

export type Severity = "error" | "warning" | "info";

/** Something that the reader of a text was unsure of, or could not place. Lines count from 1. */
export type Problem = { line: number; severity: Severity; message: string };

/** Where a list of takeaways turns to one side; what stands above that line is of the other. */
export type Turn = { to: "positive" | "risk"; line: number };

/** What only a person can say. Unanswered, it is a warning, and the text is read by a guess. */
export type Question = {
  kind: "risks-begin";
  guess: Turn;
  /** the takeaways that no heading tells apart, in order; `index`: their place among the items */
  candidates: { line: number; title: string; index: number }[];
  /** the warning, as it stands among the problems */
  problem: Problem;
};

/** A note as read from a text. */
export type ParsedNote = {
  ticker: string | null;
  period: Period | null;
  /** in the order of the sections; the headline first, when there is one */
  items: ParsedItem[];
  /** the documents that the text lists or cites, in the order of their labels */
  sources: SourceEntry[];
  /** in line order */
  problems: Problem[];
  /** null when there is none, or it was answered */
  question: Question | null;
  /** our own form: it says all that the note says, and nothing in it was derived */
  isExact: boolean;
};

/** What a person said beside the text; it wins over the text. `turn` answers the question. */
export type ReadingOptions = { ticker?: string; period?: Period; turn?: Turn };
