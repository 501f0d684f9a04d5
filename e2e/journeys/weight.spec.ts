import { gzipSync } from "node:zlib";
import { expect, test } from "../fixtures";

test.beforeEach(({ signedInAs }) => signedInAs("ana@quarterdeck.example"));

test("No page asks the database more than 12 times, whatever the note's length", async ({ queriesOf }) => {
  for (const path of [
    "/",
    "/companies",
    "/companies/KC",
    "/companies/KC/start",
    "/companies/KC/2024-Q2",
    "/companies/KC/2024-Q2/edit",
    "/companies/LBINS/2025-Q3",
  ]) {
    const queries = await queriesOf(path);
    expect(queries.length, path).toBeGreaterThan(1);
    expect(queries.length, `${path}\n${queries.join("\n")}`).toBeLessThanOrEqual(12);
  }
  const short = await queriesOf("/companies/KC/2024-Q2");
  const long = await queriesOf("/companies/LBINS/2025-Q3");
  expect(long.length).toBe(short.length);
});

test("The note page sends at most 220 kB of script over the wire", async ({ page }) => {
  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") {
      sizes.push(response.body().then((body) => gzipSync(body).byteLength));
    }
  });
  await page.goto("/companies/LBINS/2025-Q3", { waitUntil: "networkidle" });
  expect(sizes.length).toBeGreaterThan(0);
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeLessThanOrEqual(220_000);
});
