"use client";

import { ArrowDown, ArrowLeftRight, ArrowUp, GripVertical, Trash2 } from "lucide-react";
import { Menu } from "@/app/_ui/menu";
import type { Item } from "@/lib/notes/content";
import { sectionOf } from "@/lib/notes/edit";
import { inSection, lastBefore, placeBy } from "@/lib/notes/sections";
import { useDraft } from "../_draft/draft-context";
import { onceShown } from "../_fields/once-shown";
import style from "./item-menu.module.css";

/**
 * What can be done with an item as a whole. Its handle is dragged by the mouse; Alt with an arrow key moves the item that
 * the focus is in. `tabIndex`: -1 in a grid, whose own keys lead to it.
 */
export function ItemMenu({ item, name, tabIndex }: { item: Item; name: string; tabIndex?: -1 }) {
  const { store, isEditable } = useDraft();
  if (!isEditable) return null;
  const move = (by: number) => moveItem(store, item, by);
  const other = item.kind === "takeaway" && (item.fields.kind === "risk" ? "positive" : "risk");
  const entries = [
    { words: "Move up", icon: ArrowUp, act: () => move(-1) },
    { words: "Move down", icon: ArrowDown, act: () => move(1) },
    ...(other
      ? [{ words: other === "risk" ? "Move to risks" : "Move to positives", icon: ArrowLeftRight, act: () => change() }]
      : []),
    { words: "Delete", icon: Trash2, act: () => remove() },
  ];
  function remove() {
    const { shown } = store.snapshot();
    const own = inSection(shown, sectionOf(item));
    const place = own.findIndex(({ id }) => id === item.id);
    store.do([{ op: "remove", itemId: item.id }]);
    focusMenu(own[place + 1] ?? own[place - 1]);
  }
  function change() {
    if (!other) return;
    const after = lastBefore(store.snapshot().shown, other);
    store.do([
      { op: "set", itemId: item.id, field: "kind", value: other },
      { op: "move", itemId: item.id, after },
    ]);
  }
  return (
    <fieldset
      aria-label={`Order of ${name}`}
      className={style.menu}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData("application/x-quarterdeck-item", `${sectionOf(item)} ${item.id}`);
        event.dataTransfer.effectAllowed = "move";
      }}
    >
      <Menu
        className={style.details}
        tabIndex={tabIndex}
        label={`Move or delete ${name}`}
        face={<GripVertical size={14} aria-hidden="true" />}
      >
        <div className={style.sheet}>
          {entries.map(({ words, icon: Icon, act }) => (
            <button
              key={words}
              type="button"
              onClick={(event) => {
                event.currentTarget.closest("details")?.removeAttribute("open");
                act();
                focusMenu(item);
              }}
            >
              <Icon size={14} aria-hidden="true" />
              {words}
            </button>
          ))}
        </div>
      </Menu>
    </fieldset>
  );
}

/** The focus stays with the item, also when it has moved, or goes to the one that has taken its place. */
function focusMenu(item: Item | undefined): void {
  onceShown(() => {
    const own = item && `[data-item-id="${CSS.escape(item.id)}"] [draggable] summary`;
    document.querySelector<HTMLElement>(own ?? "#pending-changes")?.focus();
  });
}

/** Moves an item within its section; at the edge it stays. */
export function moveItem(store: ReturnType<typeof useDraft>["store"], item: Item, by: number): void {
  const after = placeBy(store.snapshot().shown, item, by);
  if (after !== undefined) store.do([{ op: "move", itemId: item.id, after }]);
}
