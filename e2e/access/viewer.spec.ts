import { expect, test } from "../fixtures";

test.beforeEach(({ signedInAs }) => signedInAs("vida@quarterdeck.example"));

test("A viewer is told of no draft: not on the desk, not on the company's page, not in the note, not in what is sent", async ({
  context,
  page,
}) => {
  for (const path of ["/", "/companies", "/companies/KC", "/companies/KC/2025-Q3"]) {
    const body = await (await context.request.get(path)).text();
    expect(body, path).not.toMatch(/in review<|r2 in review|first of the two quarters|Reopen the margin risk/);
  }
  await page.goto("/companies/KC/2025-Q3");
  await expect(page.getByText("Published", { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/r2, in review/)).toHaveCount(0);
});

test("An analyst is told of the same draft", async ({ page, signedInAs }) => {
  await signedInAs("ana@quarterdeck.example");
  await page.goto("/companies/KC/2025-Q3");
  await expect(page.getByText(/r2, in review/).first()).toBeVisible();
  await page.goto("/companies/KC");
  await expect(page.getByText("r2 in review")).toBeVisible();
});
