import { expect, test } from "../fixtures";

test.beforeEach(({ signedInAs }) => signedInAs("vida@quarterdeck.example"));

test("From the desk it is two clicks to what was said about AI spend for 2025, and to what came of it", async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("link", { name: /^KC Q2 2025/ }).click();
  const guidance = page.getByRole("table", { name: /Guidance/ });
  const row = guidance.getByRole("row").filter({ hasText: /AI investment/i });
  await expect(row).toContainText("about RMB 10 billion");
  await expect(row).toContainText("Maintained");
  await page.getByRole("link", { name: "Q1 25" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Xiaomi cluster delivered in March");
  await expect(guidance.getByRole("row").filter({ hasText: "AI investment" })).toContainText("Not addressed");
});

test("A note has its risks with their assessment, its topics by quarter, its exchanges, and says where nothing is recorded", async ({
  page,
}) => {
  await page.goto("/companies/KC/2025-Q1");
  const risk = page.getByRole("article").filter({ hasText: "Chip restrictions" }).first();
  await expect(risk).toContainText("Severity High");
  await expect(risk).toContainText("Likelihood Possible");
  await expect(risk).toContainText("12–24 months");
  await expect(risk).toContainText("Assessed by Ana Alder");
  await expect(risk).toContainText("No source cited");
  await expect(page.getByRole("heading", { name: "Covering analysts" })).toBeVisible();
  await expect(page.getByText(/none recorded|No covering analysts/i).first()).toBeVisible();
  await page.goto("/companies/LBINS/2025-Q3");
  for (const word of ["Met", "Initiated", "Narrowed", "Raised", "Maintained", "Lowered"]) {
    await expect(
      page
        .getByRole("table", { name: /Guidance/ })
        .getByText(word, { exact: true })
        .first(),
    ).toBeVisible();
  }
});

test("A citation mark opens its source's entry by mouse and by keyboard, and Escape leads back", async ({ page }) => {
  await page.goto("/companies/KC/2025-Q1");
  const rail = page.getByRole("complementary");
  const mark = page
    .getByRole("article")
    .first()
    .getByRole("link", { name: /doc(ument)? 2/i })
    .first();
  await mark.click();
  await expect(rail.getByText("Summary of the first quarter 2025 earnings call").filter({ visible: true })).toHaveCount(
    1,
  );
  const other = page
    .getByRole("article")
    .filter({ hasText: "Margin pressure" })
    .getByRole("link", { name: /3/ })
    .first();
  await other.focus();
  await page.keyboard.press("Enter");
  await expect(
    rail.getByText("Kingsoft Cloud fourth quarter and fiscal year 2024").filter({ visible: true }),
  ).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(other).toBeFocused();
});

test("Earlier quarters of a topic open by keyboard", async ({ page }) => {
  await page.goto("/companies/KC/2025-Q1");
  const topic = page.locator("tbody").filter({ hasText: "Chip supply restrictions" });
  await expect(topic.getByText("Mentioned briefly, without detail")).toBeHidden();
  await topic.locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(topic.getByText("Mentioned briefly, without detail")).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the note is there whole, its sources too, and a mark leads to its entry", async ({ page }) => {
    await page.goto("/companies/KC/2025-Q1");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Xiaomi cluster delivered in March");
    await page
      .getByRole("article")
      .first()
      .getByRole("link", { name: /doc(ument)? 2/i })
      .first()
      .click();
    await expect(page.locator(":target")).toContainText("Summary of the first quarter 2025 earnings call");
    await page.locator("tbody").filter({ hasText: "Chip supply restrictions" }).locator("summary").click();
    await expect(page.getByText("Mentioned briefly, without detail").first()).toBeVisible();
  });
});

test("Another name of this machine leads to the address that the workspace goes by", async ({ context, workspace }) => {
  const { port, origin } = new URL(workspace.publicUrl);
  const response = await context.request.get(`http://localhost:${port}/companies/KC`, { maxRedirects: 0 });
  expect([response.status(), response.headers().location]).toEqual([307, `${origin}/companies/KC`]);
});

test("A ticker in small letters leads to the company, and an unknown quarter or company to a page that says so", async ({
  page,
}) => {
  await page.goto("/companies/kc");
  await expect(page).toHaveURL(/\/companies\/KC$/);
  for (const path of [
    "/companies/KC/2019-Q1",
    "/companies/KC/2025-Q9",
    "/companies/NONE",
    "/companies/NONE/2025-Q1",
    "/companies/%00",
  ]) {
    const response = await page.goto(path);
    expect([path, response?.status()]).toEqual([path, 404]);
    await expect(page.getByRole("link", { name: /desk/i }).first()).toBeVisible();
  }
});
