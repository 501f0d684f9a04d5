import { expect, signInAs, test } from "../entry-workspace";
import { expectSound, inEveryLook } from "../sound";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`one's account ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("has another name, another password, and no session but this", async ({ page, browser, entry, newMember }) => {
      const nan = await newMember("viewer");
      const elsewhere = await browser.newContext({ baseURL: entry.url });
      const other = await elsewhere.newPage();
      await signInAs(other, nan);
      await signInAs(page, nan);
      await page.goto("/account");
      await page.getByRole("textbox", { name: "Name", exact: true }).fill("Nan of the fog");
      await page.getByRole("button", { name: "Change name" }).click();
      await expect(page.getByRole("status")).toHaveText("Your name is changed.");
      await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue("Nan of the fog");
      await page.getByLabel("Present password").fill("wrong");
      await page.getByLabel("New password", { exact: true }).fill("seven grey herons at low tide");
      await page.getByLabel("New password again").fill("seven grey herons at low tide");
      await page.getByRole("button", { name: "Change password" }).click();
      await expect(page.getByLabel("Present password")).toHaveAccessibleDescription(/not your present password/);
      await page.getByLabel("Present password").fill(nan.password);
      await page.getByLabel("New password", { exact: true }).fill("seven grey herons at low tide");
      await page.getByLabel("New password again").fill("seven grey herons at low tide");
      await page.getByRole("button", { name: "Change password" }).click();
      await expect(page.getByRole("status")).toHaveText(/^Your password is changed/);
      await other.goto("/account");
      await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
      await signInAs(other, { ...nan, password: "seven grey herons at low tide" });
      await page.goto("/account");
      await expect(page.getByRole("row")).toHaveCount(3);
      await page.getByRole("button", { name: /^End the session of / }).click();
      await expect(page.getByRole("row")).toHaveCount(2);
      await other.goto("/account");
      await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
      await elsewhere.close();
    });

    test("keeps a theme, which the server writes into the page", async ({ page, context, newMember }) => {
      await signInAs(page, await newMember("viewer"));
      await expect(page).toHaveURL("/");
      await page.goto("/account");
      await page.getByRole("radio", { name: "Dark" }).check();
      await page.getByRole("radio", { name: "Off" }).check();
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByRole("status")).toHaveText("Saved.");
      await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
      await expect(page.locator("body")).toHaveCSS("color", "rgb(238, 232, 220)");
      expect(await (await context.request.get("/companies")).text()).toMatch(/<html[^>]* data-theme="dark"/);
      await expect(page.getByRole("radio", { name: "Off" })).toBeChecked();
      await page.getByRole("radio", { name: "As the device has it" }).check();
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.locator("html")).not.toHaveAttribute("data-theme");
    });
  });
}

inEveryLook(() => {
  test("the account, the way in and its settings are accessible, and fit their width", async ({ page, newMember }) => {
    for (const path of [
      "/sign-in",
      "/sign-in/forgotten",
      "/sign-in/by-mail",
      "/sign-in/reset/none",
      "/sign-in?no=domain",
    ]) {
      await page.goto(path);
      await expectSound(page, path);
    }
    const ada = await newMember("admin");
    await signInAs(page, ada);
    await expect(page).toHaveURL("/");
    for (const path of ["/account", "/settings/sign-in", "/second-factor/set-up"]) {
      await page.goto(path);
      await expectSound(page, path);
    }
    await page.getByRole("button", { name: "Begin" }).click();
    await expect(page.getByRole("img", { name: "The secret as a QR code" })).toBeVisible();
    await expectSound(page, "a second factor that was begun");
  });
});
