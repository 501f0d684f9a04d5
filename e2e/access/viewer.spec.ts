import { expect, test } from "../fixtures";

test.beforeEach(({ signedInAs }) => signedInAs("vida@quarterdeck.example"));

test("A viewer is told of no draft: not on the desk, not on the company's page, not in the note, not in what is sent", async ({
  context,
  page,
}) => {
  for (const path of ["/", "/companies", "/companies/KC", "/companies/KC/2025-Q3"]) {
    const body = await (await context.request.get(path)).text();
    expect(body, path).not.toMatch(/in review<|A draft is|first of the two quarters|Reopen the margin risk/);
  }
  await page.goto("/companies/KC/2025-Q3");
  await expect(page.getByText("Published", { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/^Draft by .*, in review/)).toHaveCount(0);
});

test("A viewer is offered no way to add or edit a company, and finds nothing where others do", async ({
  context,
  page,
}) => {
  for (const path of ["/companies", "/companies/KC"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("link", { name: /Add a company|Edit company/ })).toHaveCount(0);
  }
  for (const path of ["/companies/new", "/companies/KC/edit"]) {
    expect((await context.request.get(path)).status(), path).toBe(404);
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  }
});

test("A viewer is offered no import, and finds neither its page nor what it asks", async ({ context, page }) => {
  await page.goto("/");
  await expect(page.getByRole("link", { name: "Companies" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Import" })).toHaveCount(0);
  for (const path of ["/import", "/api/import?ticker=KC&period=2025-Q3"]) {
    expect((await context.request.get(path)).status(), path).toBe(404);
  }
});

test("An analyst is told of the same draft", async ({ page, signedInAs }) => {
  await signedInAs("ana@quarterdeck.example");
  await page.goto("/companies/KC/2025-Q3");
  await expect(page.getByText(/^Draft by .*, in review/).first()).toBeVisible();
  await page.goto("/companies/KC");
  await expect(page.getByText("A draft is in review")).toBeVisible();
});
