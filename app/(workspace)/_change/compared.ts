import { itemName } from "@/lib/notes/change-words";
import { assessmentSchema, type Citation, type Item, type NoteContent } from "@/lib/notes/content";
import type { Change, FieldChange } from "@/lib/notes/diff";
import { sectionOf } from "@/lib/notes/edit";
import { type FieldAddress, fieldsIn, valueAt } from "@/lib/notes/field";
import { itemLabels } from "@/lib/notes/labels";

type Side = {
  /** `r4` */
  name: string;
  content: NoteContent;
  /** what its items are called on a page, by id */
  labels: Map<string, string>;
};

/** Two contents of a note whose differences are shown. */
export type Compared = { before: Side; after: Side };

export function sideOf(name: string, content: NoteContent): Side {
  return { name, content, labels: itemLabels(content) };
}

/** The addresses of what an item shows: the rating of a risk that became a positive is kept, and hidden. */
export function fieldsShown(item: Item): FieldAddress[] {
  const isPositive = item.kind === "takeaway" && item.fields.kind === "positive";
  return fieldsIn(item).filter((field) => !isPositive || !field.startsWith("assessment"));
}

/** The fields that a change is about: all of an item that came or went, and the parts of a rating that did. */
export function fieldsOf(change: Change): { fields: FieldChange[]; isAlone: boolean } {
  if (change.part === "place" && change.change !== "moved") {
    const isAdded = change.change === "added";
    const fields = fieldsShown(change.item).flatMap((field): FieldChange[] => {
      const value = valueAt(change.item, field);
      if (value === null || value === "" || (Array.isArray(value) && value.length === 0) || field === "kind") return [];
      return [{ field, before: isAdded ? null : value, after: isAdded ? value : null }];
    });
    return { fields, isAlone: true };
  }
  const [first] = change.fields;
  if (change.part !== "assessment" || first?.field !== "assessment") return { fields: change.fields, isAlone: false };
  const part = (value: FieldChange["before"], name: string) =>
    value === null ? null : ((value as Record<string, string | null>)[name] ?? null);
  const parts = Object.keys(assessmentSchema.shape).map((name): FieldChange => {
    return { field: `assessment.${name}`, before: part(first.before, name), after: part(first.after, name) };
  });
  return { fields: parts.filter(({ before, after }) => before !== null || after !== null), isAlone: true };
}

/** Where a moved item stood and stands: `behind “Supply”`, `first of its section`. */
export function placesOf({ itemId }: Change, { before, after }: Compared): { was: string; is: string } {
  return { was: placeIn(before, itemId), is: placeIn(after, itemId) };
}

function placeIn({ content: { items } }: Side, id: string): string {
  const at = items.findIndex((item) => item.id === id);
  const own = items[at];
  const ahead = own && items.slice(0, at).findLast((item) => sectionOf(item) === sectionOf(own));
  return ahead ? `behind “${itemName(ahead, undefined)}”` : "first of its section";
}

/** Whether the same documents are cited in the same fields, wherever in their words. */
export function citesTheSame(a: readonly Citation[], b: readonly Citation[]): boolean {
  const places = (all: readonly Citation[]) => all.map(({ field, label }) => JSON.stringify([field, label])).sort();
  return places(a).join() === places(b).join();
}

/** `doc 1, doc 4`: the documents of marks, each once, in the order of the marks. */
export function citedDocuments(citations: readonly Citation[]): string {
  return [...new Set(citations.map(({ label }) => `doc ${label}`))].join(", ");
}
