import { edited, expect, save, source, test, text } from "../importing";

test("The text survives a reload, and what was cleared can be brought back", async ({ page }) => {
  await page.goto("/import");
  await source(page).fill(text);
  await page.getByRole("button", { name: "Yes, 2 and 1" }).click();
  await expect(page.getByText("Ready to save")).toBeVisible();
  await page.reload();
  await expect(source(page)).toHaveValue(text);
  await expect(page.getByText("The risks begin here: 2 and 1")).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(source(page)).toHaveValue("");
  await page.getByRole("button", { name: "Bring it back" }).click();
  await expect(source(page)).toHaveValue(text);
  await page.getByRole("button", { name: "Clear" }).click();
  await page.reload();
  await expect(source(page)).toHaveValue("");
});

test("A file is chosen, or refused with a sentence, and what stood there comes back", async ({ page }) => {
  await page.goto("/import");
  await source(page).fill("what stood there");
  const choose = page.getByLabel("Choose file");
  await choose.setInputFiles({ name: "note.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF") });
  await expect(page.getByText("note.pdf is no .txt or .md file.")).toBeVisible();
  await choose.setInputFiles({ name: "note.txt", mimeType: "text/plain", buffer: Buffer.from([0x46, 0xff, 0xc3]) });
  await expect(page.getByText("note.txt is not text. Save it as UTF-8 and try again.")).toBeVisible();
  await choose.setInputFiles({ name: "big.txt", mimeType: "text/plain", buffer: Buffer.alloc(1_000_001, "x") });
  await expect(page.getByText("A text may have at most 1 MB")).toBeVisible();
  await expect(source(page)).toHaveValue("what stood there");
  await choose.setInputFiles({ name: "note.md", mimeType: "text/markdown", buffer: Buffer.from(`\ufeff${text}`) });
  await expect(source(page)).toHaveValue(text);
  await page.getByRole("button", { name: "Bring it back" }).click();
  await expect(source(page)).toHaveValue("what stood there");
});

test("A save that does not reach the server is told beside the text, which stays, and is sent again", async ({
  page,
}) => {
  await page.goto("/import");
  await source(page).fill(text);
  await page.getByRole("button", { name: "Yes, 2 and 1" }).click();
  await page.route("**/import", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await save(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "What you wrote is kept here" })).toBeVisible();
  await expect(source(page)).toHaveValue(text);
  await page.unroute("**/import");
  await page.reload();
  await expect(source(page)).toHaveValue(text);
  await save(page).click();
  await page.waitForURL(edited);
  await page.goto("/import");
  await expect(source(page)).toHaveValue("");
});
