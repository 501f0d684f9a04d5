import { expect, test } from "../fixtures";
import { expectSound, inEveryLook } from "../sound";

const path = "/settings/review";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`an admin ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("asks for two approvals and for a source in every takeaway, and takes it back", async ({
      page,
      signedInAs,
    }) => {
      await signedInAs("ada@quarterdeck.example");
      await page.goto("/");
      await page.getByRole("navigation", { name: "Main", exact: true }).getByRole("link", { name: "Settings" }).click();
      await page.getByRole("link", { name: "Review", exact: true }).click();
      await expect(page).toHaveURL(path);
      const [one, two] = [page.getByRole("radio", { name: "One" }), page.getByRole("radio", { name: "Two" })];
      const strict = page.getByRole("radio", { name: "Keep a draft from being submitted" });
      await expect(one).toBeChecked();
      await two.check();
      await strict.check();
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByRole("status")).toHaveText("Saved.");
      await page.goto(path);
      await expect(two).toBeChecked();
      await expect(strict).toBeChecked();
      await one.check();
      await page.getByRole("radio", { name: "May be submitted" }).check();
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByRole("status")).toHaveText("Saved.");
      await page.goto(path);
      await expect(one).toBeChecked();
    });
  });
}

test("An admin who saves over what another has changed meanwhile is told so, and sees what it says now", async ({
  page,
  browser,
  sessionOf,
  signedInAs,
  workspace,
}) => {
  await signedInAs("ada@quarterdeck.example");
  await page.goto(path);
  const context = await browser.newContext();
  await context.addCookies([await sessionOf("ada@quarterdeck.example")]);
  const other = await context.newPage();
  const choose = async (on: typeof page, name: string) => {
    await on.getByRole("radio", { name }).check();
    await on.getByRole("button", { name: "Save" }).click();
  };
  await other.goto(workspace.publicUrl + path);
  await choose(other, "Two");
  await expect(other.getByRole("status")).toHaveText("Saved.");
  await choose(page, "Keep a draft from being submitted");
  await expect(page.getByText("Another admin changed this meanwhile.")).toBeVisible();
  await other.goto(workspace.publicUrl + path);
  await expect(other.getByRole("radio", { name: "May be submitted" })).toBeChecked();
  await choose(other, "One");
  await expect(other.getByRole("status")).toHaveText("Saved.");
  await context.close();
});

test("Nobody but an admin is offered the settings or finds them", async ({ page, context, signedInAs }) => {
  for (const person of ["ana", "rowan", "vida"]) {
    await signedInAs(`${person}@quarterdeck.example`);
    await page.goto("/");
    await expect(page.getByRole("link", { name: "Companies" }).first()).toBeVisible();
    await expect(page.getByRole("link", { name: /settings/i })).toHaveCount(0);
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
