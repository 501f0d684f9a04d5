import { expect, signInAs, test } from "../entry-workspace";
import { setUpFactor } from "../second-factor";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a second factor ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("is set up, asked for at the next sign-in, and replaced by a recovery code when the device is lost", async ({
      page,
      newMember,
    }) => {
      const nan = await newMember("viewer");
      await signInAs(page, nan);
      await page.goto("/account");
      await page.getByRole("link", { name: "Set up a second factor" }).click();
      const { app, codes } = await setUpFactor(page);
      await page.getByRole("link", { name: /^I have kept them/ }).click();
      await expect(page).toHaveURL("/account");
      await expect(page.getByText("10 of 10 recovery codes are left")).toBeVisible();
      await page.context().clearCookies();

      await signInAs(page, nan, "/sign-in?next=%2Fcompanies");
      await expect(page).toHaveURL("/second-factor?next=%2Fcompanies");
      await page.goto("/account"); // no way around it
      await expect(page).toHaveURL("/second-factor?next=%2Faccount");
      expect((await page.request.get("/api/live?revision=x&after=0")).status()).toBe(401);
      await page.getByLabel("Code").fill("000000");
      await page.getByRole("button", { name: "Go on" }).click();
      await expect(page.getByText("This code is not right, or was used already")).toBeVisible();
      await page.getByLabel("Code").fill(app.code());
      await page.getByRole("button", { name: "Go on" }).click();
      await expect(page.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();
      await page.context().clearCookies();

      await signInAs(page, nan);
      await page.getByLabel("Code").fill(codes[3]?.toUpperCase().replaceAll("-", " ") ?? "");
      await page.getByRole("button", { name: "Go on" }).click();
      await expect(page).toHaveURL("/");
      await page.goto("/account");
      await expect(page.getByText("9 of 10 recovery codes are left")).toBeVisible();
      await page.context().clearCookies();

      await signInAs(page, nan);
      await page.getByLabel("Code").fill(codes[3] ?? "");
      await page.getByRole("button", { name: "Go on" }).click();
      await expect(page.getByText("This code is not right, or was used already")).toBeVisible();
      await page.getByRole("button", { name: "Sign in as somebody else" }).click();
      await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    });
  });
}

test("New recovery codes are made and the factor is removed for a recovery code", async ({ page, newMember }) => {
  const nan = await newMember("viewer");
  await signInAs(page, nan);
  await page.goto("/second-factor/set-up");
  const { app, codes } = await setUpFactor(page);
  await page.goto("/account");
  await page.getByText("Make new recovery codes").click();
  await page.getByLabel("Code of the app", { exact: true }).fill(app.code());
  await page.getByRole("button", { name: "Make new codes" }).click();
  const listed = page.getByRole("region", { name: "Recovery codes" }).getByRole("listitem");
  await expect(listed).toHaveCount(10);
  await expect(page.getByRole("heading", { name: "Recovery codes" })).toBeFocused();
  const [first = ""] = await listed.allInnerTexts();
  expect(codes).not.toContain(first);
  await page.reload();
  await page.getByText("Remove the second factor").click();
  await page.getByLabel("Code of the app, or a recovery code").fill(codes[0] ?? "");
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByText("This code is not right")).toBeVisible();
  await page.getByLabel("Code of the app, or a recovery code").fill(first);
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByRole("status")).toHaveText("The second factor is removed. All your other sessions are over.");
  await expect(page.getByRole("link", { name: "Set up a second factor" })).toBeVisible();
});

test("An admin asks everybody for one: whoever has none, and is signed in already, sets one up before anything else", async ({
  page,
  browser,
  entry,
  newMember,
}) => {
  const [ada, nan] = [await newMember("admin"), await newMember("viewer")];
  const elsewhere = await browser.newContext({ baseURL: entry.url });
  const nans = await elsewhere.newPage();
  await signInAs(nans, nan);
  await expect(nans).toHaveURL("/");
  await signInAs(page, ada);
  await page.goto("/settings/sign-in");
  await page.getByRole("radio", { name: "Asked of everybody" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(/^\S+\/second-factor\/set-up\?next=/);
  await expect(page.getByText("This workspace asks everybody for one.")).toBeVisible();
  await nans.goto("/companies");
  await expect(nans).toHaveURL(/\/second-factor\/set-up\?next=%2Fcompanies$/);
  await setUpFactor(nans);
  await nans.getByRole("link", { name: /^I have kept them/ }).click();
  await expect(nans).toHaveURL("/companies");
  await setUpFactor(page);
  await page.goto("/settings/sign-in");
  await page.getByRole("radio", { name: "As everybody likes" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toHaveText("Saved.");
  await elsewhere.close();
});
