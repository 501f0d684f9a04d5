import { fieldName } from "@/lib/notes/change-words";
import type { Item, NoteContent } from "@/lib/notes/content";
import type { FieldAddress } from "@/lib/notes/field";
import { findMixedWord, findUnseen } from "@/lib/notes/unseen";

export type CheckEntry = {
  words: string;
  detail: string;
  /** what the items that it is about are called on the page */
  at?: readonly string[];
  /** whether the words go on from their names: `R1, R3` `cite no source` */
  isNamed?: boolean;
  /** there is nothing to look at */
  isFine?: boolean;
  /** the draft cannot be submitted like that */
  isStop?: boolean;
};

/** What names something: a word there that is not what it looks like leads to another thing. */
const naming: readonly FieldAddress[] = ["text", "title", "metric", "period", "topic", "name", "firm", "speakers"];

/** Characters that are not seen, and names whose letters are not what they look like. */
export function spellingChecks(content: NoteContent, labels: Map<string, string>): CheckEntry[] {
  return content.items.flatMap((item) =>
    textsOf(item).flatMap(([field, text]): CheckEntry[] => {
      const at = labels.get(item.id) ?? "";
      const place = item.kind === "headline" ? "The headline" : `${at}, ${fieldName(field)}`;
      const codes = [...new Set(findUnseen(text).map(({ code }) => code))];
      const mixed = naming.includes(field) ? findMixedWord(text) : null;
      return [
        ...(codes.length > 0
          ? [
              {
                words: `${place} has ${codes.join(", ")}`,
                detail: "It is not seen, and can change how the words around it read. Readers are shown its number.",
                at: [at],
              },
            ]
          : []),
        ...(mixed
          ? [
              {
                words: `${place} has “${mixed}”`,
                detail: "Its letters are of two scripts and look alike. Type it again, unless it is meant so.",
                at: [at],
              },
            ]
          : []),
      ];
    }),
  );
}

function textsOf(item: Item): [FieldAddress, string][] {
  const own = Object.entries(item.fields).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    if (typeof value === "string") return [[name, value]];
    return name === "speakers" ? [[name, (value as string[]).join(", ")]] : [];
  });
  if (item.kind === "topic_row") {
    return [...own, ...item.fields.mentions.map(({ period, text }): [string, string] => [`mentions.${period}`, text])];
  }
  const commentary = item.kind === "takeaway" ? item.assessment?.commentary : null;
  return commentary ? [...own, ["assessment.commentary", commentary]] : own;
}
