import { unsaidIn } from "@/lib/guidance/unsaid";
import { fieldName } from "@/lib/notes/change-words";
import { headlineOf, type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { type Displaced, displacedIn } from "@/lib/notes/displaced";
import { titleLengthMax } from "@/lib/notes/text";
import { formatLabel } from "@/lib/sources/model";
import { type CheckEntry, spellingChecks } from "./spelling-checks";

type Checked = {
  content: NoteContent;
  labels: Map<string, string>;
  displaced: readonly Displaced[];
  /** whether the workspace submits no takeaway without a source */
  uncitedBlocks: boolean;
};

/** What keeps a draft from being submitted, and then what a reviewer will see at once. */
export function checksOf(draft: Checked): CheckEntry[] {
  const { content, labels } = draft;
  const takeaways = itemsOf(content, "takeaway");
  const at = (items: readonly { id: string }[]) => items.map(({ id }) => labels.get(id) ?? "");
  const bare = takeaways.filter(({ fields }) => fields.title.trim() === "" || fields.body.trim() === "");
  const { unnamed, unchanged } = unsaidIn(content);
  const checks: (CheckEntry | false)[] = [
    ...lostMarks(draft),
    headlineCheck(headlineOf(content).trim(), at(itemsOf(content, "headline"))),
    bare.length > 0 && {
      words: bare.length === 1 ? `lacks a ${missing(bare[0])}` : "lack a title or a text",
      detail: "Write it, or delete the item.",
      at: at(bare),
      isNamed: true,
    },
    uncitedCheck(draft, at(takeaways.filter(({ citations }) => citations.length === 0))),
    unnamed.length > 0 && {
      words: unnamed.length === 1 ? "has no metric" : "have no metric",
      detail: "Write it, or delete the row: without it the draft cannot be submitted.",
      at: at(unnamed),
      isNamed: true,
      isStop: true,
    },
    unchanged.length > 0 && {
      words: unchanged.length === 1 ? "says no change" : "say no change",
      detail: "Choose one: “not addressed” where nobody spoke of it. Without it the draft cannot be submitted.",
      at: at(unchanged),
      isNamed: true,
      isStop: true,
    },
    ...spellingChecks(content, labels),
  ];
  const told = checks.filter((check) => check !== false);
  return [...told.filter(({ isStop }) => isStop), ...told.filter(({ isStop }) => !isStop)];
}

function headlineCheck(headline: string, at: string[]): CheckEntry {
  if (headline === "") {
    const detail = "Write one: without it the draft cannot be submitted.";
    return { words: "The headline is empty", detail, at: at.length > 0 ? at : ["main"], isStop: true };
  }
  const detail = `${headline.length} of ${titleLengthMax} characters.`;
  if (headline.length > titleLengthMax) return { words: "The headline is too long", detail, at };
  return { words: "The headline is written", detail, isFine: true };
}

function uncitedCheck({ uncitedBlocks }: Checked, at: string[]): CheckEntry | false {
  if (at.length === 0) return false;
  return {
    words: at.length === 1 ? "cites no source" : "cite no source",
    detail: uncitedBlocks
      ? "Cite one in each: this workspace submits no takeaway without a source."
      : "You can submit. The reviewer and the readers will see this.",
    at,
    isNamed: true,
    isStop: uncitedBlocks,
  };
}

/** Marks at the end of their fields: the words that they stood in are gone. */
function lostMarks({ content, labels, displaced }: Checked): CheckEntry[] {
  return content.items.flatMap((item) =>
    displacedIn(displaced, item).map(({ field, label }) => {
      const at = labels.get(item.id) ?? "";
      return {
        words: `${formatLabel(label)} in ${at}, ${fieldName(field)} has lost its place`,
        detail: "The words that it stood in are gone. Put it back, or remove it.",
        at: [at],
      };
    }),
  );
}

function missing(takeaway: ItemOf<"takeaway"> | undefined): string {
  const { title = "", body = "" } = takeaway?.fields ?? {};
  if (title.trim() !== "") return "text";
  return body.trim() === "" ? "title and a text" : "title";
}
