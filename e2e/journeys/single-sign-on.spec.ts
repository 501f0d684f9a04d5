import { expect, signInAs, test } from "../entry-workspace";
import { passIssuer } from "../issuer";
import { setUpFactor } from "../second-factor";

const way = { name: "Sign in with Fog Identity" };

for (const javaScriptEnabled of [true, false]) {
  test.describe(`${javaScriptEnabled ? "With" : "Without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("whoever comes from the issuer for the first time is a viewer, on the page that they asked for", async ({
      page,
      entry,
    }) => {
      const name = `newcomer-${javaScriptEnabled}`;
      const email = `${name}@quarterdeck.example`;
      entry.issuer.people.set(name, { email, email_verified: true, name: "Nell Fog" });
      await page.goto("/companies");
      await page.getByRole("link", way).click();
      await passIssuer(page, name);
      await expect(page).toHaveURL("/companies");
      const asked = entry.issuer.asked.at(-1);
      expect(asked?.get("code_challenge_method")).toBe("S256");
      for (const guard of ["state", "nonce", "code_challenge"]) expect(asked?.get(guard), guard).toBeTruthy();
      const rows = await entry.connection.sql`
        select users.name, array_agg(role) as roles, bool_or(password_hash is not null) as has_password
        from users join user_roles on user_id = id where email = ${email} group by users.id`;
      expect([...rows]).toEqual([{ name: "Nell Fog", roles: ["viewer"], has_password: false }]);
      await page.goto("/account");
      await expect(page.getByRole("row").filter({ hasText: "This session" })).toContainText("Single sign-on");
    });
  });
}

test("A member comes in through the issuer as themselves, and shows the second factor here too", async ({
  page,
  entry,
  newMember,
}) => {
  const nan = await newMember("analyst");
  entry.issuer.people.set("nan", { email: nan.email, email_verified: true, name: "Somebody else" });
  await signInAs(page, nan);
  await page.goto("/second-factor/set-up");
  const { app } = await setUpFactor(page);
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByRole("link", way).click();
  await passIssuer(page, "nan");
  await expect(page).toHaveURL(/\/second-factor$/);
  await page.getByLabel("Code").fill(app.code());
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText(nan.name, { exact: true })).toBeVisible();
});

const turnedAway = [
  { who: "unverified", says: "does not vouch for your address", claims: { email_verified: false } },
  { who: "stranger", says: "not one that is let in here", claims: { email: "x@other.example", email_verified: true } },
];

for (const { who, says, claims } of turnedAway) {
  test(`Somebody ${who} is turned away with a sentence, and is nobody here`, async ({ page, entry, newMember }) => {
    const { email } = await newMember("admin");
    entry.issuer.people.set(who, { email, ...claims });
    await page.goto("/sign-in");
    await page.getByRole("link", way).click();
    await passIssuer(page, who);
    await expect(page.getByText(says)).toBeVisible();
    await page.goto("/companies");
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    const linked = await entry.connection.sql`select from issued_identities where subject = ${who}`;
    expect(linked).toHaveLength(0);
  });
}

test("An answer that was not asked for, or is another browser's, opens nothing", async ({ page, browser, entry }) => {
  entry.issuer.people.set("lured", { email: "lured@quarterdeck.example", email_verified: true, name: "Lou" });
  const leadsBack = (url: string) => url.includes("/api/auth/callback/oidc?");
  const answered = page.waitForRequest((request) => leadsBack(request.url()));
  await page.goto("/sign-in");
  await page.getByRole("link", way).click();
  await passIssuer(page, "lured");
  const answer = (await answered).url();
  expect(answer).toContain("code=");
  const elsewhere = await browser.newContext({ baseURL: entry.url });
  const other = await elsewhere.newPage();
  for (const url of [answer, "/api/auth/callback/oidc?code=made-up&state=made-up"]) {
    await other.goto(url);
    await expect(other.getByText("Signing in that way did not work.")).toBeVisible();
  }
  await other.goto("/companies");
  await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await elsewhere.close();
});
