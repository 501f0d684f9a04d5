import { expect, type Page } from "playwright/test";

/** What has the focus, as its label or its words name it. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: at } = document;
    const label = at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? at.labels?.[0]?.textContent : "";
    return `${at?.getAttribute("aria-label") ?? ""} ${label ?? ""} ${at?.textContent ?? ""}`
      .replace(/\s+/g, " ")
      .trim();
  });
}

export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Goes on with Tab, at most so many times, until what is named has the focus. */
export async function tabTo(page: Page, name: RegExp, most = 12): Promise<void> {
  for (let steps = 0; steps < most && !name.test(await focused(page)); steps += 1) await page.keyboard.press("Tab");
  expect(await focused(page)).toMatch(name);
}
