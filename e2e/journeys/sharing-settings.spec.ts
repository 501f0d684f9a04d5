import { expect } from "../fixtures";
import { test } from "../published-note";
import { expectSound, inEveryLook } from "../sound";

const path = "/settings/sharing";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`an admin ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("closes all links, and opens them again as they were", async ({ page, context, note, signedInAs }) => {
      const link = await note.link("Gull Rock Fund");
      await signedInAs("ada@quarterdeck.example");
      await page.goto("/settings");
      await page.getByRole("link", { name: "Sharing", exact: true }).click();
      await expect(page).toHaveURL(path);
      await expect(page.getByRole("radio", { name: "Open" })).toBeChecked();
      await page.getByLabel("Days for which a view is kept").fill("0");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByLabel("Days for which a view is kept")).toHaveAccessibleDescription(/1 to 3,650 days/);
      await page.getByLabel("Days for which a view is kept").fill("90");
      await page.getByRole("radio", { name: "All closed" }).check();
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByRole("status")).toHaveText("Saved.");
      expect((await context.request.get(link.address)).status()).toBe(404);
      await page.goto("/links");
      await expect(page.getByText("All shared links are closed")).toBeVisible();
      await page.getByRole("link", { name: "opens them again" }).click();
      await page.getByRole("radio", { name: "Open" }).check();
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByRole("status")).toHaveText("Saved.");
      expect((await context.request.get(link.address)).status()).toBe(200);
    });
  });
}

test("Nobody but an admin finds the settings", async ({ context, signedInAs }) => {
  for (const person of ["ana", "rowan", "vida"]) {
    await signedInAs(`${person}@quarterdeck.example`);
    expect((await context.request.get(path)).status(), person).toBe(404);
  }
});

inEveryLook(() => {
  test("the settings are accessible, and fit their width", async ({ page, signedInAs }) => {
    await signedInAs("ada@quarterdeck.example");
    await page.goto(`${path}?saved`);
    await expectSound(page, path);
  });
});
