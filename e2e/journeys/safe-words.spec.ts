import { itemsOf, type NoteContent } from "@/lib/notes/content";
import { openField, test } from "../draft";
import { expect } from "../fixtures";

/** The text of the second risk. */
const textOf = (content: NoteContent) => itemsOf(content, "takeaway").at(5)?.fields.body;

test("Words that one person has left unsaved are never saved as another's who signs in in the same browser", async ({
  context,
  page,
  draft,
  sessionOf,
}) => {
  const before = textOf(await draft.content());
  const box = await openField(page, "R2, text");
  await context.setOffline(true);
  await box.fill("Written by Ana");
  await expect(page.getByText(/cannot be reached\. Kept in this browser/).first()).toBeVisible();
  await context.addCookies([await sessionOf("rowan@quarterdeck.example")]);
  await context.setOffline(false);
  await expect(page.getByText("You are signed in as Rowan Reed now.").first()).toBeVisible();
  await expect(page.locator("#R2")).toContainText("Written by Ana");
  expect(textOf(await draft.content())).toBe(before);
  await context.addCookies([await sessionOf("ana@quarterdeck.example")]);
  await page.reload();
  await expect.poll(async () => textOf(await draft.content())).toBe("Written by Ana");
});

test("Escape does not go back behind what a colleague has saved while the box was open", async ({
  page,
  draft,
  colleague,
}) => {
  const box = await openField(page, "R2, text");
  const theirs = await openField(colleague, "R2, text");
  await theirs.fill("What the colleague wrote.");
  await theirs.press("Control+Enter");
  await expect(box).toHaveValue("What the colleague wrote.");
  await box.press("End");
  await box.pressSequentially("x");
  await box.press("Escape");
  await expect(page.getByRole("button", { name: /^R2, text: What the colleague wrote\.$/ })).toBeVisible();
  await expect(page.getByText(/^Draft saved/).first()).toBeVisible();
  expect(textOf(await draft.content())).toBe("What the colleague wrote.");
});

test("What is being written to settle a conflict stays when the colleague saves once more", async ({
  page,
  draft,
  colleague,
}) => {
  const box = await openField(page, "R2, text");
  await page.context().setOffline(true);
  await box.fill("Mine");
  const theirs = await openField(colleague, "R2, text");
  await theirs.fill("Theirs, first");
  await expect.poll(async () => textOf(await draft.content())).toBe("Theirs, first");
  await page.context().setOffline(false);
  const conflict = page.getByRole("region", { name: "Conflict in R2, text" });
  const third = conflict.getByRole("textbox", { name: "R2, text, settled" });
  await third.fill("Both of us");
  await theirs.fill("Theirs, second");
  await expect(conflict).toContainText("second");
  await expect(third).toHaveValue("Both of us");
  await conflict.getByRole("button", { name: "Save this" }).click();
  await expect.poll(async () => textOf(await draft.content())).toBe("Both of us");
});

test("A page that is older than the server says so, and its words are saved once it is reloaded", async ({
  page,
  draft,
}) => {
  await page.route("**/edit/**", (route) => {
    const headers = route.request().headers();
    return route.continue(headers["next-action"] ? { headers: { ...headers, "next-action": "0".repeat(42) } } : {});
  });
  await (await openField(page, "R2, text")).fill("Written over an update");
  await expect(page.getByText("Quarterdeck was updated while this page was open.").first()).toBeVisible();
  await page.unroute("**/edit/**");
  await page.reload();
  await expect.poll(async () => textOf(await draft.content())).toBe("Written over an update");
});
