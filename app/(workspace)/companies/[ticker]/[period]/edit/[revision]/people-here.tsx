"use client";

import { useEffect } from "react";
import { fieldName, itemName } from "@/lib/notes/change-words";
import type { Item, NoteContent } from "@/lib/notes/content";
import type { Presence } from "@/lib/presence/model";
import style from "./people-here.module.css";

type PeopleHereProps = { people: Presence[]; personId: string; content: NoteContent; labels: Map<string, string> };

/** Who else has the draft open, and where they are: in words here, and by their name on the field itself. */
export function PeopleHere({ people, personId, content, labels }: PeopleHereProps) {
  useEffect(() => markFields(people, personId));
  if (people.length === 0) return null;
  return (
    <p className={style.people} role="status">
      <span className={style.dot} aria-hidden="true" />
      Also here:{" "}
      {people.map((person, place) => (
        <span key={person.tab}>
          {place > 0 && "; "}
          <b>{nameOf(person, personId)}</b>
          {placeOf(person, content, labels)}
        </span>
      ))}
    </p>
  );
}

function nameOf({ userId, name }: Presence, personId: string): string {
  return userId === personId ? "you, in another tab" : name;
}

function placeOf({ itemId, field }: Presence, { items }: NoteContent, labels: Map<string, string>): string {
  const item: Item | undefined = items.find(({ id }) => id === itemId);
  if (!item || field === null) return "";
  return `, in ${itemName(item, labels.get(item.id))}, ${fieldName(field)}`;
}

/** Written on the page after each time that it is drawn: a field knows nothing of who is in it. */
function markFields(people: readonly Presence[], personId: string): () => void {
  const marked: HTMLElement[] = [];
  for (const person of people) {
    if (person.itemId === null || person.field === null) continue;
    const [item, field] = [CSS.escape(person.itemId), CSS.escape(person.field)];
    const place = document.querySelector<HTMLElement>(`[data-item-id="${item}"] [data-field="${field}"]`);
    if (!place) continue;
    place.dataset.here = [place.dataset.here, nameOf(person, personId)].filter(Boolean).join(", ");
    marked.push(place);
  }
  return () => {
    for (const place of marked) delete place.dataset.here;
  };
}
