"use client";

import type { DragEvent, KeyboardEvent } from "react";
import type { Item } from "@/lib/notes/content";
import { sectionOf } from "@/lib/notes/edit";
import { besides } from "@/lib/notes/sections";
import { useDraft } from "../_draft/draft-context";
import { onceShown } from "../_fields/once-shown";
import look from "../change-number.module.css";
import style from "./item-frame.module.css";
import { moveItem } from "./item-menu";

/** The handlers by which whatever holds an item takes part in ordering: Alt with an arrow, and dropping another on it. */
export function useItemFrame(item: Item) {
  const { store, isEditable } = useDraft();
  if (!isEditable) return { "data-item-id": item.id };
  return {
    "data-item-id": item.id,
    onKeyDown: (event: KeyboardEvent) => {
      if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
      if ((event.target as Element).closest("select, input")) return; // where these keys open a list
      event.preventDefault();
      moveItem(store, item, event.key === "ArrowUp" ? -1 : 1);
      const { activeElement } = document;
      onceShown(() => (activeElement as HTMLElement | null)?.focus());
    },
    onDragOver: (event: DragEvent<HTMLElement>) => {
      if (!event.dataTransfer.types.includes("application/x-quarterdeck-item")) return;
      event.preventDefault();
      event.currentTarget.dataset.drop = sideOf(event);
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node)) delete event.currentTarget.dataset.drop;
    },
    onDrop: (event: DragEvent<HTMLElement>) => {
      delete event.currentTarget.dataset.drop;
      const [section, id] = event.dataTransfer.getData("application/x-quarterdeck-item").split(" ");
      const { shown } = store.snapshot();
      const dragged = shown.items.find((each) => each.id === id);
      if (!dragged || dragged.id === item.id || dragged.kind !== item.kind) return;
      event.preventDefault();
      const side = sectionOf(item);
      const after = besides(shown, item, sideOf(event));
      const moves = after === dragged.id ? [] : [{ op: "move", itemId: dragged.id, after } as const];
      const turns = section === side ? [] : [{ op: "set", itemId: dragged.id, field: "kind", value: side } as const];
      store.do([...turns, ...moves]);
    },
  };
}

function sideOf(event: DragEvent<HTMLElement>): "before" | "behind" {
  const { top, height } = event.currentTarget.getBoundingClientRect();
  return event.clientY < top + height / 2 ? "before" : "behind";
}

/** The numbers of an item's pending changes, in the margin; each leads to its entry in the list. `tabIndex`: -1 in a grid. */
export function PendingMarks({ numbers, tabIndex }: { numbers: string; tabIndex?: -1 }) {
  if (numbers === "") return null;
  return (
    <span className={style.marks}>
      {numbers.split(" ").map((number) => (
        <a key={number} className={look.number} href={`#c${number}`} tabIndex={tabIndex}>
          <span className="vh">Pending change </span>
          {number}
        </a>
      ))}
    </span>
  );
}
