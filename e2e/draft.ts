import type { Locator, Page } from "playwright/test";
import { type ItemKind, type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { test as base, expect } from "./fixtures";

type Draft = {
  revisionId: string;
  path: string;
  /** What it holds in the database. */
  content: () => Promise<NoteContent>;
};

export const test = base.extend<{
  /** A new draft, open in the editor of this test's page. */
  draft: Draft;
  /** A page of a reviewer's own browser in the same draft. */
  colleague: Page;
  /** Every test here is an analyst's. */
  begun: undefined;
}>({
  begun: [
    async ({ signedInAs }, use) => {
      await signedInAs("ana@quarterdeck.example");
      await use(undefined);
    },
    { auto: true },
  ],
  draft: async ({ page, newDraft, contentOf }, use) => {
    const { revisionId, path } = await newDraft("KC", "2025-Q1");
    await openDraft(page, path);
    await use({ revisionId, path, content: () => contentOf(revisionId) });
  },
  colleague: async ({ browser, draft, sessionOf, workspace }, use) => {
    const context = await browser.newContext();
    await context.addCookies([await sessionOf("rowan@quarterdeck.example")]);
    const page = await context.newPage();
    await openDraft(page, workspace.publicUrl + draft.path);
    await use(page);
    await context.close();
  },
});

/** Opens a draft's editor, and waits until it can be written in. */
export async function openDraft(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator("main[data-ready]")).toBeVisible();
}

/** Opens a field and returns the box that one types in. */
export async function openField(page: Page, name: string): Promise<Locator> {
  await page.getByRole("button", { name: new RegExp(`^${name}: `) }).click();
  return page.getByRole("textbox", { name, exact: true });
}

/** The item of a kind at a place, counted from 0. */
export function nth<K extends ItemKind>(content: NoteContent, kind: K, place: number): ItemOf<K> {
  const item = itemsOf(content, kind).at(place);
  if (!item) throw new Error(`There is no ${kind} at ${place}.`);
  return item;
}
