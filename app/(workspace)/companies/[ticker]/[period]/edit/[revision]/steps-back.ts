import type { NoteContent } from "@/lib/notes/content";
import { compareCitations } from "@/lib/notes/content";
import { valueAt } from "@/lib/notes/field";
import type { Edit } from "@/lib/notes/input";
import type { Step } from "@/lib/notes/step";
import type { SourceEntry } from "@/lib/sources/model";

/** The edits that a step comes to on what is shown now; none when its item is not there. */
export function editsOf(
  step: Step,
  shown: NoteContent,
  ranks: ReadonlyMap<string, string>,
  sources: readonly SourceEntry[],
): Edit[] {
  if (step.op === "add") return [{ op: "add", item: step.item, after: step.after }];
  const item = shown.items.find(({ id }) => id === step.itemId);
  if (!item) return [];
  const { kind } = item;
  switch (step.op) {
    case "remove":
      return [{ op: "remove", item }];
    case "move":
      return [{ op: "move", itemId: item.id, base: ranks.get(item.id) ?? "", after: step.after }];
    case "set": {
      const base = valueAt(item, step.field);
      return [{ op: "set", kind, itemId: item.id, field: step.field, base, value: step.value }];
    }
    case "cite": {
      const isIn = (list: typeof step.citations, mark: (typeof list)[number]) =>
        list.some((each) => compareCitations(each, mark) === 0);
      const gone = item.citations.filter((mark) => !isIn(step.citations, mark));
      const come = step.citations.filter((mark) => !isIn(item.citations, mark));
      return [
        ...gone.map((citation): Edit => ({ op: "uncite", kind, itemId: item.id, citation })),
        ...come.map((citation): Edit => {
          const source = sources.find(({ label }) => label === citation.label) ?? null;
          return { op: "cite", kind, itemId: item.id, citation, source };
        }),
      ];
    }
  }
}
