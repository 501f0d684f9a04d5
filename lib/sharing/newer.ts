import { changeName } from "@/lib/notes/change-words";
import type { NoteContent } from "@/lib/notes/content";
import { type Change, diff } from "@/lib/notes/diff";
import { itemLabels } from "@/lib/notes/labels";
import { bySection, sectionNames } from "@/lib/notes/sections";

/** What a newer revision changes, one line for each: `Guidance: Revenue, current: “12%”, now “13%”`. */
export function newerChanges(shown: NoteContent, newer: NoteContent): string[] {
  const labels = new Map([...itemLabels(shown), ...itemLabels(newer)]);
  return bySection(diff(shown, newer).changes).flatMap(({ section, changes }) =>
    changes.map((change) => {
      const place = section === "headline" ? "" : `${sectionNames[section]}: `;
      return `${place}${changeName(change, labels.get(change.itemId))}${wordsOf(change)}`;
    }),
  );
}

/** Of a change of one short text, what it was and is. */
function wordsOf(change: Change): string {
  if (change.part !== "text" || change.fields.length !== 1) return "";
  const [field] = change.fields;
  if (typeof field?.before !== "string" || typeof field.after !== "string") return "";
  return field.before.length + field.after.length > 160 ? "" : `: “${field.before}”, now “${field.after}”`;
}
