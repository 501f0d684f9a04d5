import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { expect } from "../fixtures";
import { cellOf, gridOf, openGrid, putOnClipboard, test } from "../grid";

async function expectSound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways, "scrolls sideways").toBe(0);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    test.describe(`in ${colorScheme} at ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 }, hasTouch: width === 390 });

      test("the grid is accessible, empty, full, changed and open, and breaks no rule of its content policy", async ({
        page,
        newDraft,
        emptyDraft,
      }) => {
        const broken: string[] = [];
        page.on("console", (message) => {
          if (/Content.Security.Policy|hydrat/i.test(message.text())) broken.push(message.text());
        });
        page.on("pageerror", (error) => broken.push(error.message));
        const grid = await openGrid(page, await newDraft("KC", "2025-Q1"));
        await expectSound(page);
        const cell = cellOf(grid, "AI investment", 2);
        if (width === 390) await cell.tap();
        else await cell.dblclick();
        await page.keyboard.type(", or more");
        await page.keyboard.press("Tab");
        await grid.getByRole("combobox", { name: "Change of AI investment" }).selectOption("lowered");
        await expect(page.getByRole("link", { name: "1 change" })).toBeVisible();
        await expectSound(page);
        await page.keyboard.press("Escape");
        await page.keyboard.press("Shift+ArrowLeft");
        await page.keyboard.press("Enter");
        await expectSound(page);
        await page.goto((await emptyDraft()).path);
        const empty = page.getByRole("region", { name: "Paste a table or add a row" });
        await expect(empty).toBeVisible();
        await expectSound(page);
        await putOnClipboard(page, {
          "text/html": "<table style='color:red'><tr><td style='color:red'>a<td>b</table>",
        });
        await empty.focus();
        await page.keyboard.press("Control+v");
        await expect(gridOf(page).getByRole("rowheader", { name: "a" })).toBeVisible();
        expect(broken).toEqual([]);
      });
    });
  }
}
