"use client";

import { Plus } from "lucide-react";
import button from "@/app/_ui/button.module.css";
import type { SectionName } from "@/lib/notes/edit";
import { lastBefore } from "@/lib/notes/sections";
import { useDraft } from "../_draft/draft-context";
import { newItem } from "../_draft/new-item";
import { onceShown } from "../_fields/once-shown";
import style from "./add-item.module.css";

/** Adds an empty item at the end of a section and leads into its first field. */
export function AddItem({ section, children }: { section: SectionName; children: string }) {
  const { store, isEditable } = useDraft();
  if (!isEditable) return null;
  const add = () => {
    const item = newItem(section);
    store.do([{ op: "add", item, after: lastBefore(store.snapshot().shown, section) }]);
    focusItem(item.id);
  };
  return (
    <button type="button" className={`${button.button} ${style.add}`} onClick={add}>
      <Plus size={16} aria-hidden="true" />
      {children}
    </button>
  );
}

/** Opens the first field of an item, or the one that is named, once it stands on the page. */
export function focusItem(itemId: string, field?: string): void {
  onceShown(() => {
    const item = document.querySelector(`[data-item-id="${CSS.escape(itemId)}"]`);
    const named = field === undefined ? "[data-field]" : `[data-field="${CSS.escape(field)}"]`;
    const first = item?.querySelector<HTMLElement>(
      `${named}[role], ${named} > button, ${named} select, [tabindex="0"]`,
    );
    first?.focus();
    if (first?.matches("[data-field] > button")) first.click();
  });
}
