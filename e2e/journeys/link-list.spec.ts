import { expect } from "../fixtures";
import { test } from "../published-note";
import { expectSound, inEveryLook } from "../sound";

const reader = { "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0" };

for (const javaScriptEnabled of [true, false]) {
  test.describe(`somebody of the team ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("finds the links of a note among all, and ends several at once", async ({
      page,
      context,
      note,
      signedInAs,
    }) => {
      const links = [await note.link("One"), await note.link("Two"), await note.link("Three")];
      await signedInAs("ada@quarterdeck.example");
      await page.goto("/");
      await page.getByRole("navigation", { name: "Main", exact: true }).getByRole("link", { name: "Links" }).click();
      await page.getByLabel("Company or note").fill(`${note.ticker} 2025-Q1`);
      await page.getByLabel("Made by").selectOption({ label: "Ana Alder" });
      await page.getByRole("button", { name: "Filter" }).click();
      await expect(page).toHaveURL(/about=/);
      for (const name of ["One", "Two", "Three"]) {
        await expect(page.getByRole("row", { name: new RegExp(name) })).toBeVisible();
      }
      for (const name of ["One", "Two"]) {
        await page.getByRole("checkbox", { name: new RegExp(`Choose the link for ${name},`) }).check();
      }
      await page.getByText(javaScriptEnabled ? "End 2 links" : "End the chosen links", { exact: true }).click();
      for (const { address } of links) expect((await context.request.get(address)).status()).toBe(200);
      await page.getByRole("button", { name: /^End .* for good$/ }).click();
      await expect(page.getByText("2 links ended.")).toBeVisible();
      await expect(page.getByRole("row", { name: /Three/ })).toBeVisible();
      await expect(page.getByRole("row", { name: /One/ })).toHaveCount(0);
      const statuses = links.map(async ({ address }) => (await context.request.get(address)).status());
      expect(await Promise.all(statuses)).toEqual([404, 404, 200]);
      await page.getByLabel("Which").selectOption("yes");
      await page.getByRole("button", { name: "Filter" }).click();
      await expect(page.getByRole("row", { name: /One/ })).toContainText("Ended by Ada");
      await page.getByLabel("Ends by, UTC").fill("2031-01-01");
      await page.getByRole("button", { name: "Filter" }).click();
      await expect(page.getByText("No link is like that.")).toBeVisible();
    });
  });
}

test("Without scripts, whoever chooses no link is told to", async ({ browser, note, sessionOf, workspace }) => {
  await note.link("One");
  const context = await browser.newContext({ javaScriptEnabled: false });
  await context.addCookies([await sessionOf("ana@quarterdeck.example")]);
  const page = await context.newPage();
  await page.goto(`${workspace.publicUrl}/links?about=${note.ticker}`);
  await page.getByText("End the chosen links", { exact: true }).click();
  await page.getByRole("button", { name: "End the chosen links for good" }).click();
  await expect(page.getByText("Choose at least one link.")).toBeVisible();
  await context.close();
});

test("What readers were given stands in the log of the link, as a file, and as they saw it, which is not counted", async ({
  page,
  context,
  browser,
  note,
  signedInAs,
  workspace,
}) => {
  const link = await note.link("Gull Rock Fund");
  await signedInAs("ana@quarterdeck.example");
  await page.goto(link.path);
  await expect(page.getByText("No view is kept.")).toBeVisible();
  await expect(page.getByText("Views are kept for 90 days, and readers are told.")).toBeVisible();
  const stranger = await browser.newContext();
  const given = await stranger.request.get(workspace.publicUrl + link.address, { headers: reader });
  const article = /<main[\s\S]*<\/footer>/.exec(await given.text())?.[0] ?? "nothing was given";
  const row = page.getByRole("row", { name: /Page/ });
  await expect(async () => {
    await page.reload();
    await expect(row).toContainText("Firefox on Linux", { timeout: 500 });
  }).toPass();
  await expect(row).toContainText("127.0.0.0/24");

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Save as CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^views-of-T\d+-2025-Q1-[0-9a-f]{8}\.csv$/);
  const file = await context.request.get(`${link.path}/views.csv`);
  expect((await file.text()).split("\r\n")).toHaveLength(3);
  expect(await file.text()).toMatch(/Z,page,r1,127\.0\.0\.0\/24,Firefox on Linux,\r\n$/);
  expect(file.headers()).toMatchObject({
    "content-type": "text/csv; charset=utf-8",
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
  });

  await row.getByRole("link", { name: "r1, as readers saw it" }).click();
  await expect(page.getByText("Shown to the team, and not counted as a view.")).toBeVisible();
  const seen = await context.request.get(`${link.path}/seen/1`);
  expect(await seen.text()).toContain(article);
  expect(seen.headers()["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]{43}=';/);
  expect((await context.request.get(`${link.path}/seen/2`)).status()).toBe(404);
  await page.getByRole("link", { name: "Back to the link" }).click();
  await expect(page.getByRole("table", { name: "Views" }).getByRole("row")).toHaveCount(2);
  await stranger.close();
});

test("A viewer and a stranger find none of it, and an admin who does not write makes no link", async ({
  page,
  context,
  note,
  sessionOf,
  signedInAs,
}) => {
  const link = await note.link("Gull Rock Fund");
  const pages = ["/links", link.path, `${link.path}/views.csv`, `${link.path}/seen/1`, `${note.path}/share`];
  await signedInAs("vida@quarterdeck.example");
  await page.goto(note.path);
  await expect(page.getByRole("link", { name: "Share" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Links" })).toHaveCount(0);
  for (const path of pages) expect((await context.request.get(path)).status(), path).toBe(404);
  await context.clearCookies();
  for (const path of pages) {
    const response = await context.request.get(path, { maxRedirects: 0 });
    expect([307, 404], path).toContain(response.status());
  }
  await signedInAs("ada@quarterdeck.example");
  await page.goto(`${note.path}/share`);
  await expect(page.getByRole("row", { name: /Gull Rock Fund/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Make the link" })).toHaveCount(0);

  // An analyst's open forms that a viewer's session sends.
  await signedInAs("ana@quarterdeck.example");
  await page.goto(link.path);
  await page.getByLabel("Who it is for").fill("Mine");
  await context.addCookies([await sessionOf("vida@quarterdeck.example")]);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).not.toHaveURL(/saved/);
  await signedInAs("ana@quarterdeck.example");
  await page.goto(link.path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Gull Rock Fund");
  expect((await context.request.get(link.address)).status()).toBe(200);
});

inEveryLook(() => {
  test("the links, one of them and what its readers saw are accessible, and fit their width", async ({
    page,
    context,
    note,
    signedInAs,
  }) => {
    await signedInAs("rowan@quarterdeck.example");
    const link = await note.link(`Gull Rock Fund ${"x".repeat(180)}`);
    await context.request.get(link.address, { headers: reader });
    await expect.poll(async () => (await context.request.get(`${link.path}/seen/1`)).status()).toBe(200);
    await page.goto(`/links?about=${note.ticker}&ended=yes`);
    await page.getByRole("checkbox").check();
    await page.getByText("End 1 link", { exact: true }).click();
    await expectSound(page, "the list");
    await page.goto("/links?about=%3F&endsBy=2020-01-01");
    await expectSound(page, "a filter that cannot be read");
    await page.goto(link.path);
    await page.getByText("Give it a new address").click();
    await page.getByText("End this link").click();
    await page.evaluate(() => scrollTo(0, 0)); // away from under the bar, where nothing is to be pressed
    await expectSound(page, "the link");
    await page.goto(`${link.path}/seen/1`);
    await expectSound(page, "what its readers saw");
  });
});
