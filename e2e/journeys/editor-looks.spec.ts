import { openDraft } from "../draft";
import { expect } from "../fixtures";
import { cellOf, gridOf, openGrid, test } from "../grid";
import { expectSound, inEveryLook } from "../sound";

inEveryLook(({ isNarrow }) => {
  test("an editor is accessible and fits its width, its rows closed and open", async ({ page, newDraft }) => {
    await openDraft(page, (await newDraft("KC", "2025-Q1")).path);
    await expectSound(page, "closed");
    await page.getByRole("button", { name: "Add an analyst" }).click();
    await page.getByRole("button", { name: "T1, mention of Q4 24" }).click();
    await expectSound(page, "a mention", "#T1");
    await page.getByRole("button", { name: "Cite", exact: true }).click();
    await expectSound(page, "the documents", "[role='dialog']");
    await page.getByRole("button", { name: "Another document" }).click();
    await page.getByLabel("Number").fill("");
    await page.getByRole("button", { name: "Cite it" }).click();
    await expectSound(page, "another document", "[role='dialog']");
    for (let times = 0; times < 2; times += 1) await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Q2, answered by" }).click();
    await expectSound(page, "who answered", "#Q2");
  });

  test("the grid is accessible and fits its width, empty, full, changed and open", async ({
    page,
    newDraft,
    emptyDraft,
  }) => {
    const guidance = "#guidance";
    const grid = await openGrid(page, await newDraft("KC", "2025-Q1"));
    const cell = cellOf(grid, "AI investment", 2);
    if (isNarrow) await cell.tap();
    else await cell.dblclick();
    await page.keyboard.type(", or more");
    await page.keyboard.press("Tab");
    await grid.getByRole("combobox", { name: "Change of AI investment" }).selectOption("lowered");
    await expect(page.getByRole("link", { name: "1 change" })).toBeVisible();
    await expectSound(page, "a change");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("Enter");
    await expectSound(page, "open", guidance);
    await page.goto((await emptyDraft()).path);
    const empty = page.getByRole("region", { name: "Paste a table or add a row" });
    await expect(empty).toBeVisible();
    await expectSound(page, "empty", guidance);
    await empty.focus();
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      const html = "<style>td { color: red }</style><table style='color:red'><tr><td style='color:red'>a<td>b</table>";
      clipboardData.setData("text/html", html);
      document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    });
    await expect(gridOf(page).getByRole("rowheader", { name: "a" })).toBeVisible();
  });
});
