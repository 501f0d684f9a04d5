import { expect, test } from "../fixtures";
import { expectSound, inEveryLook } from "../sound";

const inside = [
  "/",
  "/companies",
  "/companies/new",
  "/companies/KC",
  "/companies/KC/edit",
  "/companies/KC/start",
  "/companies/KC/start?period=never",
  "/companies/KC/2025-Q1",
  "/companies/KC/2025-Q1/edit",
  "/companies/KC/2024-Q4/history",
  "/companies/KC/2024-Q4/compare?from=1&to=2",
  "/companies/KC/2024-Q4/compare?from=2&to=1&view=sides",
  "/companies/KC/2024-Q4/compare?from=1&to=1",
  "/companies/KC/2024-Q4/r1",
  "/companies/KC/2024-Q4/r2/blame",
  "/companies/LBINS/2025-Q3",
  "/import",
  "/nowhere",
];
/** A text with something of each: a question, an error, what is only noted, a note that is out, items that it lacks. */
const imported = `LBINS Q3 2025: Kiln line runs
- Orders: rose by a third -
- Late permits: delays could put margins under pressure
Topic | Previous Mentions | Current | Trend |
---|---|---|---|
Orders | Q1 was flat | ${"up ".repeat(3_400)} | Recurring |
${"One long word ".repeat(12)}${"x".repeat(300)}`;

const outside = ["/sign-in", "shared link", "/s/unknown"];

inEveryLook(() => {
  test("every page is accessible, and fits its width", async ({ page, signedInAs, workspace }) => {
    for (const path of outside) {
      await page.goto(path === "shared link" ? workspace.sharedLinkPath : path);
      await expectSound(page, path);
    }
    await signedInAs("ana@quarterdeck.example");
    for (const path of inside) {
      await page.goto(path);
      await expectSound(page, path);
    }
    await page.goto("/import");
    await page.getByRole("textbox", { name: "Source text" }).fill(imported);
    await expect(page.getByText("Do the risks begin here?")).toBeVisible();
    await page.locator("summary", { hasText: "Pick another line" }).click();
    await page.locator("summary", { hasText: "not in the text" }).click();
    await expectSound(page, "/import with a text", "main");
  });
});
