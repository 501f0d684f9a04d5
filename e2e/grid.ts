import type { Locator, Page } from "playwright/test";
import { itemsOf } from "@/lib/notes/content";
import { saveAs } from "@/lib/world";
import { test as base } from "./draft";
import { expect } from "./fixtures";

type Draft = { revisionId: string; path: string };
type GuidanceFields = Record<"metric" | "period" | "previous" | "current" | "change" | "changeText", string | null>;

export const test = base.extend<{
  /** What the guidance of a draft is in the database, row by row. */
  guidanceOf: (draft: Draft) => Promise<GuidanceFields[]>;
  /** A new draft without any guidance. */
  emptyDraft: () => Promise<Draft>;
  /** The browser lets every test here see the clipboard. */
  clipboard: undefined;
}>({
  clipboard: [
    async ({ context }, use) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await use(undefined);
    },
    { auto: true },
  ],
  guidanceOf: async ({ contentOf }, use) => {
    await use(async ({ revisionId }) =>
      itemsOf(await contentOf(revisionId), "guidance_row").map(({ fields }) => fields),
    );
  },
  emptyDraft: async ({ newDraft, contentOf, contextOf }, use) => {
    await use(async () => {
      const draft = await newDraft("LBINS", "2025-Q3");
      const { db, actor } = await contextOf("ana@quarterdeck.example");
      const rows = itemsOf(await contentOf(draft.revisionId), "guidance_row");
      await saveAs(
        db,
        actor,
        draft.revisionId,
        rows.map((item) => ({ op: "remove", item }) as const),
      );
      return draft;
    });
  },
});

export const gridOf = (page: Page) => page.getByRole("grid", { name: /Guidance/ });

export async function openGrid(page: Page, { path }: Draft): Promise<Locator> {
  await page.goto(path);
  // Hundreds of rows take a browser seconds to make their own.
  await expect(gridOf(page)).toBeVisible({ timeout: 20_000 });
  return gridOf(page);
}

/** A cell by its row's metric and its place: 0 is the metric itself, 4 the change, 5 the source's own words. */
export function cellOf(grid: Locator, metric: string | RegExp, place: number): Locator {
  const row = grid.getByRole("row").filter({ has: grid.page().getByRole("rowheader", { name: metric }) });
  return place === 0 ? row.getByRole("rowheader") : row.getByRole("gridcell").nth(place - 1);
}

export async function putOnClipboard(page: Page, kinds: Record<string, string>): Promise<void> {
  await page.evaluate(async (given) => {
    const blobs = Object.entries(given).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  }, kinds);
}

export function clipboardOf(page: Page): Promise<{ text: string; html: string }> {
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type: string) => (item?.types.includes(type) ? (await item.getType(type)).text() : "");
    return { text: await read("text/plain"), html: await read("text/html") };
  });
}
