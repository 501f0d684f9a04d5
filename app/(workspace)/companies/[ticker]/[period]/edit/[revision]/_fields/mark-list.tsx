"use client";

import { X } from "lucide-react";
import button from "@/app/_ui/button.module.css";
import { CitationMark } from "@/app/_ui/citation";
import { type Citation, compareCitations, type Item } from "@/lib/notes/content";
import { displacedIn } from "@/lib/notes/displaced";
import { citedField, type FieldAddress } from "@/lib/notes/field";
import { formatLabel } from "@/lib/sources/model";
import { useDraft, useSnapshot } from "../_draft/draft-context";
import style from "./mark-list.module.css";

/** The marks that stand in a field, in the order of its words. */
export function marksIn({ citations }: Pick<Item, "citations">, field: FieldAddress): Citation[] {
  return citations.filter((mark) => mark.field === citedField(field)).sort(compareCitations);
}

/** A place in a box as a place in its text: a box holds each line break as one unit, the text may have two. */
export function offsetIn(text: string, place: number): number {
  let offset = 0;
  for (let units = 0; units < place && offset < text.length; units += 1) {
    offset += text.startsWith("\r\n", offset) ? 2 : 1;
  }
  return offset;
}

/** The words that a mark stands behind: `behind “in the first quarter”`. */
export function whereIs(text: string, offset: number): string {
  const words = text.slice(0, offset).trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return "at the beginning";
  return `behind “${words.length > 4 ? "… " : ""}${words.slice(-4).join(" ")}”`;
}

/** The documents cited in a field that is open, where, and the way to take a mark out. */
export function MarkList({ item, field, text }: { item: Item; field: FieldAddress; text: string }) {
  const { store } = useDraft();
  const lost = displacedIn(useSnapshot(store).displaced, item);
  const marks = marksIn(item, field);
  if (marks.length === 0) return null;
  return (
    <ul className={style.marks} aria-label="Cited here">
      {marks.map((mark) => (
        <li key={`${mark.offset} ${mark.label}`}>
          <CitationMark label={mark.label} isStill />
          <span className={lost.includes(mark) ? style.lost : undefined}>
            {lost.includes(mark) ? "has lost its place" : whereIs(text, mark.offset)}
          </span>
          <button
            type="button"
            className={button.tool}
            aria-label={`Remove ${formatLabel(mark.label)} ${whereIs(text, mark.offset)}`}
            onClick={(event) => {
              event.currentTarget.closest("[data-field]")?.querySelector("textarea")?.focus();
              store.cite(
                item.id,
                item.citations.filter((each) => each !== mark),
              );
            }}
          >
            <X size={12} aria-hidden="true" />
            Remove
          </button>
        </li>
      ))}
    </ul>
  );
}
