import { gzipSync } from "node:zlib";
import type { Page } from "playwright/test";
import { expect, test } from "../fixtures";

test.beforeEach(({ signedInAs }) => signedInAs("ana@quarterdeck.example"));

test("No page asks the database more than 12 times, the editor 14, whatever the note's length", async ({
  queriesOf,
  newDraft,
}) => {
  for (const path of [
    "/",
    "/companies",
    "/companies/KC",
    "/companies/KC/start",
    "/companies/KC/2024-Q2",
    "/companies/KC/2024-Q2/edit",
    "/companies/KC/2024-Q4/history",
    "/companies/KC/2024-Q4/compare?from=1&to=2",
    "/companies/KC/2024-Q4/r1",
    "/companies/KC/2024-Q4/r2/blame",
    "/companies/LBINS/2025-Q3",
    "/companies/KC/2025-Q1/share",
    "/links",
    "/import",
    (await newDraft("LBINS", "2025-Q3")).path,
  ]) {
    const queries = await queriesOf(path);
    expect(queries.length, path).toBeGreaterThan(1);
    // The editor also asks who may review, what the workspace asks of a review, and what was sent back.
    const most = path.includes("/edit/") ? 14 : 12;
    expect(queries.length, `${path}\n${queries.join("\n")}`).toBeLessThanOrEqual(most);
  }
  const short = await queriesOf("/companies/KC/2024-Q2");
  const long = await queriesOf("/companies/LBINS/2025-Q3");
  expect(long.length).toBe(short.length);
});

async function scriptOf(page: Page, path: string): Promise<number> {
  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") {
      sizes.push(response.body().then((body) => gzipSync(body).byteLength));
    }
  });
  await page.goto(path, { waitUntil: "load" });
  await expect(page.locator("main:is([data-ready], :not([class*='editing']))")).toBeVisible();
  expect(sizes.length).toBeGreaterThan(0);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

test("The note page sends at most 220 kB of script over the wire, its editor at most 280 kB", async ({
  page,
  newDraft,
}) => {
  expect(await scriptOf(page, "/companies/LBINS/2025-Q3")).toBeLessThanOrEqual(220_000);
  const { path } = await newDraft("LBINS", "2025-Q3");
  expect(await scriptOf(page, path)).toBeLessThanOrEqual(280_000);
});
