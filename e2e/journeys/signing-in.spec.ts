import { expect, test } from "../fixtures";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`signing in ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("leads from a page that was asked for, over a mistake, back to that page, and out again", async ({
      page,
      workspace,
    }) => {
      const analyst = workspace.accounts.find(({ roles }) => roles.includes("analyst"));
      await page.goto("/companies/KC/2025-Q1");
      await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
      await page.getByLabel("Email").fill(analyst?.email ?? "");
      await page.getByLabel("Password").fill("not the password");
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page.getByText("Email and password do not match. Check both and try again.")).toBeVisible();
      await expect(page.getByLabel("Email")).toHaveValue(analyst?.email ?? "");
      await expect(page.getByLabel("Password")).toHaveValue("");
      await page.getByLabel("Password").fill(analyst?.password ?? "");
      await page.getByLabel("Password").press("Enter");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Xiaomi cluster delivered in March/);
      await page.goto("/");
      await expect(page.getByRole("heading", { name: "Coverage" })).toBeVisible();
      await page.locator("summary", { hasText: "Ana Alder" }).click();
      await page.getByRole("button", { name: "Sign out" }).click();
      await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
      await page.goto("/");
      await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    });
  });
}
