import { itemsOf, type NoteContent } from "@/lib/notes/content";
import { discardRevision } from "@/lib/review/commands";
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
  await expect(page.getByText(/^(All saved|Draft saved)/).first()).toBeVisible();
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
  const told = page.getByText("Quarterdeck was updated while this page was open.").first();
  await expect(told).toBeVisible({ timeout: 15_000 }); // a server that does not know the action answers slowly
  await page.unroute("**/edit/**");
  await page.reload();
  await expect.poll(async () => textOf(await draft.content())).toBe("Written over an update");
});

test("The caret stays with its words when a colleague writes before them", async ({ page, draft, colleague }) => {
  const box = await openField(page, "R2, text");
  const end = (await box.inputValue()).slice(-12);
  const theirs = await openField(colleague, "R2, text");
  await theirs.press("Control+Home");
  await theirs.pressSequentially("In short: ");
  await theirs.press("Control+Enter");
  await expect(box).toHaveValue(/^In short: /);
  await box.pressSequentially(" So far.");
  await expect.poll(async () => textOf(await draft.content())).toContain(`${end} So far.`);
});

test("Whose item is deleted while its field is open goes on writing where that is told", async ({
  page,
  draft,
  colleague,
}) => {
  await (await openField(page, "R2, text")).press("Control+End");
  await colleague.locator("#R2").hover();
  await colleague.getByLabel("Move or delete R2").click();
  await colleague.locator("#R2").getByRole("button", { name: "Delete" }).click();
  const told = page.getByRole("region", { name: "Conflicts" });
  await expect(told.getByRole("textbox", { name: "body, kept" })).toBeFocused();
  await page.keyboard.type(" And on.");
  await told.getByRole("button", { name: "Put it back with my words" }).click();
  await expect.poll(async () => textOf(await draft.content())).toMatch(/ And on\.$/);
});

test("From a title Tab leads on to the text, and a row's menu is reached by keyboard", async ({ page, draft }) => {
  await page.getByRole("button", { name: "Add a positive" }).click();
  await page.keyboard.type("Backlog");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("textbox", { name: "P5, text" })).toBeFocused();
  await page.keyboard.type("It grew.");
  const fields = async () => itemsOf(await draft.content(), "takeaway").map((item) => item.fields);
  await expect.poll(fields).toContainEqual({ kind: "positive", title: "Backlog", body: "It grew." });
  const rows = async () => itemsOf(await draft.content(), "guidance_row").length;
  const before = await rows();
  await page.getByRole("rowheader", { name: "AI investment", exact: true }).focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  for (let times = 0; times < 3; times += 1) await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Delete", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(rows).toBe(before - 1);
});

test("Words that did not get into a revision before it was discarded can still be read", async ({
  page,
  draft,
  contextOf,
}) => {
  await page.context().setOffline(true);
  await (await openField(page, "R2, text")).fill("Too late for it");
  await expect(page.getByText(/cannot be reached\. Kept in this browser/).first()).toBeVisible();
  await discardRevision(await contextOf("rowan@quarterdeck.example"), { revisionId: draft.revisionId });
  await page.context().setOffline(false);
  await page.goto(draft.path);
  await expect(page.getByText("This revision is discarded: nobody writes in it any more.")).toBeVisible();
  await expect(page.getByText("Too late for it")).toBeVisible();
  await page.getByRole("button", { name: "I do not need them" }).click();
  await page.getByRole("button", { name: "Let them go for good" }).click();
  await page.reload();
  await expect(page.getByText("Too late for it")).toBeHidden();
});
