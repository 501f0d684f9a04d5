import type { Page } from "playwright/test";
import { itemsOf, type NoteContent } from "@/lib/notes/content";
import { openDraft, openField, test } from "../draft";
import { expect } from "../fixtures";

/** The title and the text of a risk, counted from 0, behind the four positives. */
const riskOf = (content: NoteContent, place: number) => itemsOf(content, "takeaway").at(4 + place)?.fields;

const conflictIn = (page: Page) => page.getByRole("region", { name: "Conflict in R2, text" });

test("Two people see each other in a draft, and both keep what they write in different fields", async ({
  page,
  draft,
  colleague,
}) => {
  await expect(page.getByText("Also here: Rowan Reed")).toBeVisible();
  const [title, body] = [await openField(page, "R1, title"), await openField(colleague, "R1, text")];
  await expect(page.getByText("Also here: Rowan Reed, in R1, body")).toBeVisible();
  await title.fill("Late delivery");
  await body.fill("Projects are delivered late.");
  await title.press("Enter");
  await body.press("Control+Enter");
  await expect.poll(async () => riskOf(await draft.content(), 0)?.title).toBe("Late delivery");
  await expect.poll(async () => riskOf(await draft.content(), 0)?.body).toBe("Projects are delivered late.");
  await expect(page.locator("#R1")).toContainText("are delivered late");
  await expect(colleague.locator("#R1 h4")).toContainText("Late");
  await colleague.goto(new URL("/", page.url()).href);
  await expect(page.getByText("Also here:")).toHaveCount(0);
});

test("R42: Whoever comes second to a field is told at once, sees both, and keeps the better half of each", async ({
  page,
  draft,
  colleague,
}) => {
  const [own, theirs] = [await openField(page, "R2, text"), await openField(colleague, "R2, text")];
  const before = await own.inputValue();
  await own.press("Control+End");
  await own.pressSequentially(" The list has not been published.");
  await theirs.press("Control+Home");
  await theirs.pressSequentially("From June on: ");
  // Both are saved at a pause, one of them first: the other is told.
  const counts = async () => Promise.all([page, colleague].map((each) => conflictIn(each).count()));
  await expect.poll(async () => (await counts()).toSorted()).toEqual([0, 1]);
  const second = (await counts())[0] === 1 ? page : colleague;
  const conflict = conflictIn(second);
  await expect(conflict).toContainText("changed this at");
  await expect(conflict.getByText("It was")).toBeVisible();
  const both = conflict.getByRole("textbox", { name: "R2, text, settled" });
  await expect(both).toHaveValue(`From June on: ${before} The list has not been published.`);
  await conflict.getByRole("button", { name: "Save this" }).click();
  await expect(conflict).toHaveCount(0);
  const settled = `From June on: ${before} The list has not been published.`;
  await expect.poll(async () => riskOf(await draft.content(), 1)?.body).toBe(settled);
});

test("Words for an item that a colleague deletes are kept, and it can be put back with them", async ({
  page,
  draft,
  colleague,
}) => {
  const box = await openField(page, "R3, text");
  await page.context().setOffline(true);
  await box.fill("The margin needs a second look.");
  await colleague.locator("#R3").hover();
  await colleague.locator("#R3").getByLabel("Move or delete R3").click();
  await colleague.locator("#R3").getByRole("button", { name: "Delete" }).click();
  await expect.poll(async () => itemsOf(await draft.content(), "takeaway").length).toBe(6);
  await page.context().setOffline(false);
  const conflicts = page.getByRole("region", { name: "Conflicts" });
  await expect(conflicts).toContainText("The margin needs a second look.");
  await conflicts.getByRole("button", { name: "Put it back with my words" }).click();
  await expect.poll(async () => riskOf(await draft.content(), 2)?.body).toBe("The margin needs a second look.");
});

test("A line that breaks in the middle of a sentence loses nothing, nor does the tab that breaks down after it", async ({
  context,
  page,
  draft,
}) => {
  const box = await openField(page, "R1, text");
  await context.setOffline(true);
  await box.fill("Written in a tunnel, in the middle of a");
  await expect(page.getByText(/cannot be reached\. Kept in this browser/).first()).toBeVisible();
  const line = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  void line.send("Page.crash").catch(() => {});
  await crashed;
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await openDraft(again, draft.path);
  await expect(again.locator("#R1")).toContainText("Written in a tunnel, in the middle of a");
  await expect.poll(async () => riskOf(await draft.content(), 0)?.body).toBe("Written in a tunnel, in the middle of a");
  await expect(again.getByText(/Draft saved/).first()).toBeVisible();
});

test("Signing out with unsaved edits asks once", async ({ context, page, newDraft }) => {
  await openDraft(page, (await newDraft("KC", "2025-Q1")).path);
  const box = await openField(page, "R1, text");
  await page.route("**/edit/**", (route) => route.abort());
  await box.fill("Not saved yet");
  await expect(page.getByText(/cannot be reached\. Kept in this browser/).first()).toBeVisible();
  await page.getByLabel("Menu of Ana Alder").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("1 edit is not saved yet.")).toBeVisible();
  await page.unroute("**/edit/**");
  await page.getByRole("button", { name: "Sign out all the same" }).click();
  await expect(page).toHaveURL(/sign-in/);
  expect(await context.cookies()).toEqual([]);
});

test("A revision that is submitted while somebody writes in it says so, keeps the words, and can be taken back", async ({
  page,
  draft,
  contextOf,
}) => {
  const box = await openField(page, "R1, title");
  await box.fill("Late delivery");
  await box.press("Enter");
  await expect.poll(async () => riskOf(await draft.content(), 0)?.title).toBe("Late delivery");
  const { submitRevision } = await import("@/lib/review/commands");
  await submitRevision(await contextOf("rowan@quarterdeck.example"), {
    revisionId: draft.revisionId,
    summary: "As agreed",
  });
  await expect(page.getByText("Rowan Reed submitted this revision for review.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^R1, title: / })).toBeDisabled();
  await page.getByRole("button", { name: "Take it back to draft" }).click();
  const again = await openField(page, "R1, title");
  await again.fill("Late delivery again");
  await again.press("Enter");
  await expect.poll(async () => riskOf(await draft.content(), 0)?.title).toBe("Late delivery again");
});
