import { expect, linkSentTo, signInAs, test } from "../entry-workspace";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`by mail, ${javaScriptEnabled ? "with" : "without"} scripts,`, () => {
    test.use({ javaScriptEnabled });

    test("a new password is set, and signs in", async ({ page, entry, newMember }) => {
      const nan = await newMember("viewer");
      await page.goto("/sign-in");
      await page.getByRole("link", { name: "I do not know my password" }).click();
      await expect(page.getByRole("heading", { name: "New password" })).toBeVisible();
      await page.getByLabel("Email").fill(nan.email);
      await page.getByRole("button", { name: "Send the link" }).click();
      await expect(page.getByText("If a member has this address, a mail is on its way to it.")).toBeVisible();
      const path = await linkSentTo(entry, nan);
      await page.goto(path);
      await page.goto(path); // as what looks into mail does
      await page.getByLabel("New password", { exact: true }).fill("qwertyuiop12345");
      await page.getByLabel("New password again").fill("qwertyuiop12345");
      await page.getByRole("button", { name: "Set the password" }).click();
      await expect(page.getByLabel("New password", { exact: true })).toHaveAccessibleDescription(/tried first/);
      const password = "seven grey herons at low tide";
      await page.getByLabel("New password", { exact: true }).fill(password);
      await page.getByLabel("New password again").fill(password);
      await page.getByRole("button", { name: "Set the password" }).click();
      await expect(page.getByRole("status")).toHaveText("Your new password is set. Sign in with it.");
      await page.goto(path);
      await expect(page.getByRole("heading", { name: "This link is over" })).toBeVisible();
      await signInAs(page, { ...nan, password });
      await expect(page).toHaveURL("/");
    });

    test("one is signed in", async ({ page, entry, newMember }) => {
      const nan = await newMember("viewer");
      await page.goto("/sign-in");
      await page.getByRole("link", { name: "Send me a link to sign in" }).click();
      await expect(page.getByRole("heading", { name: "Sign in by mail" })).toBeVisible();
      await page.getByLabel("Email").fill(nan.email);
      await page.getByRole("button", { name: "Send the link" }).click();
      await expect(page.getByText("If a member has this address, a mail is on its way to it.")).toBeVisible();
      const path = await linkSentTo(entry, nan);
      await page.goto(path);
      await expect(page.getByText(`As ${nan.email}.`)).toBeVisible();
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page).toHaveURL("/");
      await page.goto("/account");
      await expect(page.getByRole("row").filter({ hasText: "This session" })).toContainText("Link by mail");
    });
  });
}

test("An address that is nobody's is answered alike, and nothing is sent", async ({ page, entry, newMember }) => {
  await page.goto("/sign-in/forgotten");
  await page.getByLabel("Email").fill("nobody.at.all@quarterdeck.example");
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("If a member has this address, a mail is on its way to it.")).toBeVisible();
  const nan = await newMember("viewer");
  await page.goto("/sign-in/forgotten");
  await page.getByLabel("Email").fill(nan.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await linkSentTo(entry, nan); // the queue has come past the first
  expect(entry.mail.received.flatMap(({ to }) => to)).not.toContain("nobody.at.all@quarterdeck.example");
});
