import type { Locator, Page } from "playwright/test";
import { addComment } from "@/lib/comments/commands";
import { findNote } from "@/lib/notes/queries";
import { nth, openDraft, openField, test } from "../draft";
import { expect } from "../fixtures";
import { press, tabTo } from "../keyboard";
import { expectSound } from "../sound";

const words = "no negative effect on short-term revenue";

const comments = (page: Page) => page.getByRole("region", { name: "Comments" });
const newComment = (page: Page) => comments(page).getByRole("form", { name: "New comment" });
const threadOf = (page: Page, said: string) => comments(page).getByRole("article").filter({ hasText: said });
const row = (page: Page, said: string) =>
  page
    .getByRole("region", { name: /^Waiting for me/ })
    .getByRole("link")
    .filter({ hasText: said });

/** Fills in the form of a comment on words of the second risk. */
async function write(form: Locator, text: string, quote = words): Promise<void> {
  await form.getByLabel("About", { exact: true }).selectOption({ label: "R2, Chip restrictions" });
  await form.getByLabel(/^About these words/).fill(quote);
  await form.getByRole("textbox", { name: "Comment", exact: true }).fill(text);
}

test("A colleague who is called on finds a comment on their desk and answers; once its words are gone it says so", async ({
  page,
  draft,
  colleague,
}) => {
  const said = "@Rowan, where did they say so?";
  const form = newComment(page);
  await write(form, said);
  await form.getByRole("button", { name: "Comment" }).click();
  const thread = threadOf(page, said);
  await expect(thread.getByRole("blockquote")).toContainText(words);
  await expect(thread.getByText("@Rowan", { exact: true })).toBeVisible();
  const box = form.getByRole("textbox", { name: "Comment", exact: true });
  await expect(box).toBeFocused();
  await expect(box).toHaveValue("");

  await colleague.goto(new URL("/", page.url()).href);
  await expect(colleague.getByRole("link", { name: /Desk \d+ waiting for you/ })).toBeVisible();
  await expect(row(colleague, said)).toContainText("Mention on Chip restrictions");
  await expect(row(colleague, said)).toContainText("Kingsoft Cloud");
  await expectSound(colleague, "the desk with what waits");
  await row(colleague, said).click();
  const theirs = threadOf(colleague, said);
  await expect(theirs).toBeInViewport();
  await theirs.getByText("Reply", { exact: false }).first().click();
  await theirs.getByRole("textbox", { name: "Reply" }).fill("On the call.");
  await theirs.getByRole("button", { name: "Send reply" }).click();
  await expect(theirs.getByText("On the call.")).toBeVisible();
  await expect(theirs.getByRole("textbox", { name: "Reply" })).toBeFocused();
  await colleague.goto(new URL("/", page.url()).href);
  await expect(row(colleague, said)).toHaveCount(0);

  const body = await openField(page, "R2, text");
  await body.fill("They see no effect. Tighter restrictions could raise costs.");
  await body.press("Control+Enter");
  const title = await openField(page, "R3, text");
  await title.press("Control+Home");
  await title.pressSequentially(`Of that they see ${words}. `); // reads alike, elsewhere
  await title.press("Control+Enter");
  const alike = async () => nth(await draft.content(), "takeaway", 6).fields.body;
  await expect.poll(alike).toContain(words);
  await openDraft(page, draft.path);
  const detached = comments(page).getByRole("region", { name: "Detached" });
  await expect(detached).toContainText("these words are not in this revision");
  await expect(detached.getByRole("article").filter({ hasText: said }).getByRole("blockquote")).toContainText(words);
  await expect(detached).toContainText("On the call.");
  await expectSound(page, "the comments of a draft", "#comments");
});

test("A thread is resolved, reopened and answered by keyboard, and the focus stays where it was", async ({
  page,
  draft,
  contextOf,
}) => {
  const { id: itemId } = nth(await draft.content(), "takeaway", 0);
  const comment = { revisionId: draft.revisionId, itemId, text: "Is March certain?", words: null };
  await addComment(await contextOf("rowan@quarterdeck.example"), comment);
  await openDraft(page, draft.path);
  const thread = threadOf(page, "Is March certain?");
  await thread.locator("summary", { hasText: "Reply" }).focus();
  await press(page, "Enter", "Tab");
  await expect(thread.getByRole("textbox", { name: "Reply" })).toBeFocused();
  await page.keyboard.type("It is, ");
  await tabTo(page, /Whom to call on/);
  await page.keyboard.type("Row");
  await tabTo(page, /Insert @name/);
  await press(page, "Enter");
  await page.keyboard.type("see doc 2");
  await tabTo(page, /Send reply/);
  await press(page, "Enter");
  await expect(thread.getByText("It is, @Rowan Reed see doc 2")).toBeVisible();
  await tabTo(page, /^Resolve/);
  await press(page, "Enter");
  await expect(thread.getByText(/Resolved by Ana Alder/)).toBeVisible();
  await expect(thread.getByText("Is March certain?")).toBeHidden();
  const reopen = thread.getByRole("button", { name: /^Reopen/ });
  await expect(reopen).toBeFocused();
  await press(page, "Enter");
  await expect(thread.getByText("Is March certain?")).toBeVisible();
  await expect(thread.getByRole("button", { name: /^Resolve/ })).toBeFocused();
});

test("On the note's page the words that are selected are what a comment is about, and words that are not there are refused", async ({
  page,
}) => {
  await page.goto("/companies/KC/2025-Q1");
  const form = newComment(page);
  await page
    .locator("#P2 p")
    .first()
    .evaluate((text) => {
      const [first, last] = [text.firstChild, text.lastChild];
      if (first && last) document.getSelection()?.setBaseAndExtent(first, 0, last, last.textContent?.length ?? 0);
    });
  await form.getByRole("button", { name: "Use the selected words" }).click();
  await expect(form.getByLabel("About", { exact: true }).locator("option:checked")).toHaveText(/^P2, AI at 39%/);
  const quote = form.getByLabel(/^About these words/);
  await expect(quote).toBeFocused();
  await expect(quote).toHaveValue(/^AI gross billing was RMB 525 million/);
  const box = form.getByRole("textbox", { name: "Comment", exact: true });
  await box.fill("Of which cloud?");
  await quote.fill("AI gross billing was USD 525 million");
  await box.press("Tab");
  await form.getByRole("button", { name: "Comment" }).click();
  await expect(form.getByRole("alert")).toContainText("do not stand in the item now");
  await expect(quote).toBeFocused();
  await expect(box).toHaveValue("Of which cloud?");
  await quote.fill("39%");
  await form.getByRole("button", { name: "Comment" }).click();
  await expect(form.getByRole("alert")).toContainText("more than once");
  await form.getByLabel("in the field").selectOption("title");
  await form.getByRole("button", { name: "Comment" }).click();
  await expect(threadOf(page, "Of which cloud?").getByRole("blockquote")).toContainText("39%");
  await expectSound(page, "a note with comments");
});

test("Without scripts a comment is written, refused with what was typed, answered and resolved", async ({
  browser,
  sessionOf,
  workspace,
  newDraft,
}) => {
  const { path } = await newDraft("KC", "2024-Q4");
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: workspace.publicUrl });
  await context.addCookies([await sessionOf("ana@quarterdeck.example")]);
  const page = await context.newPage();
  for (const at of ["/companies/KC/2024-Q4", path]) {
    const said = `Said on ${at}`;
    await page.goto(at);
    const form = newComment(page);
    await form.getByLabel(/^About these words/).fill("nowhere to be found");
    await form.getByRole("textbox", { name: "Comment", exact: true }).fill(said);
    await form.getByRole("button", { name: "Comment" }).click();
    await expect(form.getByRole("alert")).toContainText("do not stand in the item now");
    await expect(form.getByRole("textbox", { name: "Comment", exact: true })).toHaveValue(said);
    await form.getByLabel(/^About these words/).fill("");
    await form.getByRole("button", { name: "Comment" }).click();
    const thread = threadOf(page, said);
    await thread.locator("summary", { hasText: "Reply" }).click();
    await thread.getByRole("textbox", { name: "Reply" }).fill("Yes.");
    await thread.getByRole("button", { name: "Send reply" }).click();
    await expect(thread.getByText("Yes.")).toBeVisible();
    await thread.getByRole("button", { name: /^Resolve/ }).click();
    await expect(thread.getByText(/Resolved by Ana Alder/)).toBeVisible();
  }
  await context.close();
});

test("A viewer is told of no comment", async ({ page, context, contextOf, signedInAs }) => {
  const ana = await contextOf("ana@quarterdeck.example");
  const note = await findNote(ana, "KC", "2025-Q2");
  if (!note) throw new Error("The demo has no such note.");
  const itemId = nth(note.content, "takeaway", 0).id;
  await addComment(ana, { revisionId: note.revision.id, itemId, text: "Between us: @Ana", words: null });
  await context.clearCookies();
  await signedInAs("vida@quarterdeck.example");
  for (const path of ["/", "/companies/KC", "/companies/KC/2025-Q2"]) {
    const body = await (await context.request.get(path)).text();
    expect(body, path).not.toMatch(/Between us|Nobody has commented|Waiting for me|waiting for you/);
  }
  await page.goto("/companies/KC/2025-Q2");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("region", { name: "Comments" })).toHaveCount(0);
});
