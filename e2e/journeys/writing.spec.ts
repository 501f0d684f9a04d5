import { nth, openField, test } from "../draft";
import { expect } from "../fixtures";

test("An analyst corrects a title in place, sees the change in the margin and the list, and it is saved", async ({
  page,
  draft,
}) => {
  const risk = page.getByRole("article", { name: "R1", exact: true });
  const box = await openField(page, "R1, title");
  await box.press("End");
  await box.pressSequentially(" in 2025");
  await box.press("Enter");
  await expect(page.getByRole("link", { name: "1 change" })).toBeVisible();
  await expect(risk.getByRole("link", { name: "Pending change 1" })).toBeVisible();
  await expect(page.locator("#c1")).toContainText("in 2025");
  const title = async () => nth(await draft.content(), "takeaway", 4).fields.title;
  await expect.poll(title).toContain(" in 2025");
  await page.getByRole("button", { name: "Revert change 1" }).click();
  await expect(page.getByRole("link", { name: "0 changes" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Pending changes 0" })).toBeFocused();
  await expect.poll(title).not.toContain(" in 2025");
});
