import type { Page } from "playwright/test";
import { expect, test } from "../fixtures";

const row = (page: Page, number: number) => page.getByRole("group", { name: `Further listing ${number}` });

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a company ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });
    test.beforeEach(({ signedInAs }) => signedInAs("ana@quarterdeck.example"));

    const [first, second, name] = javaScriptEnabled
      ? ["FOG", "MIST", "Fog Works"]
      : ["DEW", "RIME", "Dew Works without scripts"];

    test("is added over a duplicate, edited, and found under its former ticker", async ({ page }) => {
      await page.goto("/companies");
      await page.getByRole("link", { name: "Add a company" }).click();
      await expect(page.getByRole("heading", { name: "Add a company" })).toBeVisible();
      const primary = page.getByRole("group", { name: "Primary listing" });
      await page.getByLabel("Name").fill(name);
      await primary.getByLabel("Ticker").fill("kc");
      await primary.getByLabel("Exchange").fill("xnas");
      await row(page, 2).getByLabel("Ticker").fill(`${first}X`);
      await row(page, 2).getByLabel("Exchange").fill("XLON");
      await page.getByLabel("Reporting currency").fill("eur");
      await page.getByLabel("Fiscal year ends in").selectOption("June");
      await page.getByLabel("Owner").selectOption("Rowan Reed");
      await page.getByRole("button", { name: "Add company" }).click();

      await expect(page.getByText("KC is Kingsoft Cloud Holdings already.")).toBeVisible();
      await expect(primary.getByLabel("Ticker")).toHaveAccessibleDescription(/KC is Kingsoft Cloud Holdings already/);
      await expect(page.getByLabel("Name")).toHaveValue(name);
      await expect(row(page, 2).getByLabel("Ticker")).toHaveValue(`${first}X`);
      await expect(page.getByLabel("Fiscal year ends in")).toHaveValue("6");
      await expect(page.getByLabel("Owner")).toHaveValue("rowan@quarterdeck.example");
      await primary.getByLabel("Ticker").fill(first);
      await primary.getByLabel("Ticker").press("Enter");

      await expect(page).toHaveURL(`/companies/${first}`);
      await expect(page.getByRole("heading", { name })).toBeVisible();
      await expect(page.getByText(`${first} on XNAS, ${first}X on XLON`)).toBeVisible();
      await expect(page.getByText("June")).toBeVisible();
      await expect(page.getByText("Rowan Reed")).toBeVisible();

      await page.getByRole("link", { name: "Edit company" }).click();
      await expect(page.getByLabel("Reporting currency")).toHaveValue("EUR");
      await primary.getByLabel("Ticker").fill(second);
      await page.getByLabel("Reporting currency").fill("RMB1");
      await page.getByLabel("Owner").selectOption("Nobody yet");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByLabel("Reporting currency")).toHaveAccessibleDescription(/as three letters/);
      await expect(page.getByLabel("Owner")).toHaveValue("");
      await page.getByLabel("Reporting currency").fill("CNY");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page).toHaveURL(`/companies/${second}`);
      await expect(page.getByText(`${second} on XNAS, ${first}X on XLON`)).toBeVisible();
      await expect(page.getByText("Nobody yet")).toBeVisible();
      for (const former of [first, `${first}X`]) {
        await page.goto(`/companies/${former}`);
        await expect(page).toHaveURL(`/companies/${second}`);
      }
    });

    test("that a colleague changed meanwhile is shown as it is now, and what was typed stays", async ({
      page,
      context,
    }) => {
      await page.goto("/companies/LBINS/edit");
      const colleague = await context.newPage();
      await colleague.goto("/companies/LBINS/edit");
      const month = javaScriptEnabled ? "May" : "December";
      await colleague.getByLabel("Fiscal year ends in").selectOption(month);
      await colleague.getByRole("button", { name: "Save" }).click();
      await expect(colleague).toHaveURL("/companies/LBINS");

      await row(page, 1).getByLabel("Ticker").fill("LBI");
      await row(page, 1)
        .getByLabel("Exchange")
        .fill(javaScriptEnabled ? "XLON" : "XPAR");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByText(/Somebody changed the fiscal year end of this company/)).toBeVisible();
      await expect(page.getByText(new RegExp(`Somebody changed this from \\w+ to ${month}`))).toBeVisible();
      await expect(page.getByLabel("Fiscal year ends in").locator("option:checked")).toHaveText(month);
      await expect(row(page, 1).getByLabel("Ticker")).toHaveValue("LBI");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page).toHaveURL("/companies/LBINS");
      await expect(page.getByText(month)).toBeVisible();
      await expect(page.getByText(/LBI on/)).toBeVisible();
    });

    test("keeps its name while a quarter is in review under it", async ({ page }) => {
      await page.goto("/companies/KC/edit");
      await page.getByLabel("Name").fill("Kingsoft Cloud");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByLabel("Name")).toHaveAccessibleDescription(
        /^Q3 2025 is in review under this name\. Publish it or take it back to draft first\./,
      );
      await expect(page.getByLabel("Name")).toHaveValue("Kingsoft Cloud");
    });
  });
}

test("Writing in the last row of further listings brings another one", async ({ page, signedInAs }) => {
  await signedInAs("ada@quarterdeck.example");
  await page.goto("/companies/new");
  await expect(row(page, 3)).toHaveCount(0);
  await row(page, 2).getByLabel("Ticker").fill("A");
  await row(page, 3).getByLabel("Ticker").fill("B");
  await expect(row(page, 4)).toHaveCount(1);
  await expect(row(page, 2).getByLabel("Ticker")).toHaveValue("A");
});
