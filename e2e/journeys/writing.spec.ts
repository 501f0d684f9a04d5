import { itemsOf } from "@/lib/notes/content";
import { expect, test } from "../fixtures";

test.beforeEach(({ signedInAs }) => signedInAs("ana@quarterdeck.example"));

test("An analyst corrects a title in place, sees the change in the margin and the list, and it is saved", async ({
  page,
  newDraft,
  contentOf,
}) => {
  const { revisionId, path } = await newDraft("KC", "2025-Q1");
  await page.goto(path);
  const risk = page.getByRole("article", { name: "R1", exact: true });
  await risk.getByRole("button", { name: /^R1, title/ }).click();
  const box = risk.getByRole("textbox", { name: "R1, title" });
  await box.press("End");
  await box.pressSequentially(" in 2025");
  await box.press("Enter");
  await expect(page.getByRole("link", { name: "1 change" })).toBeVisible();
  await expect(risk.getByRole("link", { name: "Pending change 1" })).toBeVisible();
  await expect(page.locator("#c1")).toContainText("in 2025");
  await expect
    .poll(async () =>
      itemsOf(await contentOf(revisionId), "takeaway")
        .map(({ fields }) => fields.title)
        .join(),
    )
    .toContain(" in 2025");
  await page.getByRole("button", { name: "Revert change 1" }).click();
  await expect(page.getByRole("link", { name: "0 changes" })).toBeVisible();
  await expect
    .poll(async () =>
      itemsOf(await contentOf(revisionId), "takeaway")
        .map(({ fields }) => fields.title)
        .join(),
    )
    .not.toContain(" in 2025");
});
