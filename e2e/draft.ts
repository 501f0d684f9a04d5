import type { Page } from "playwright/test";
import { type ItemKind, type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { expect } from "./fixtures";

/** Opens a draft's editor, and waits until it can be written in. */
export async function openDraft(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator("main[data-ready]")).toBeVisible();
}

/** The item of a kind at a place, counted from 0. */
export function nth<K extends ItemKind>(content: NoteContent, kind: K, place: number): ItemOf<K> {
  const item = itemsOf(content, kind).at(place);
  if (!item) throw new Error(`There is no ${kind} at ${place}.`);
  return item;
}
