import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { expect, test } from "./fixtures";

const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** That what is shown, or the part of it under a selector, is accessible, and that the page fits its width. */
export async function expectSound(page: Page, what: string, within = "html"): Promise<void> {
  await expect(page).toHaveTitle(/./); // it goes and comes again while a page is drawn anew
  const options = { runOnly: tags, resultTypes: ["violations" as const] };
  const { violations } = await new AxeBuilder({ page }).options(options).include(within).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  expect(found, what).toEqual([]);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways, `${what} scrolls sideways`).toBe(0);
}

/** Declares tests once for each look: light and dark, wide and narrow. */
export function inEveryLook(declare: (look: { isNarrow: boolean }) => void): void {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1440, 390]) {
      const isNarrow = width === 390;
      test.describe(`in ${colorScheme} at ${width} px`, () => {
        test.use({ colorScheme, viewport: { width, height: 900 }, hasTouch: isNarrow });
        declare({ isNarrow });
      });
    }
  }
}
