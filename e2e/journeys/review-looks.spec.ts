import type { Page } from "playwright/test";
import { test } from "../arranged-reviews";
import { expect } from "../fixtures";
import { press } from "../keyboard";
import { expectSound, inEveryLook } from "../sound";

const card = (page: Page, name: RegExp | string) => page.getByRole("article", { name });

inEveryLook(() => {
  test("a review is accessible and fits its width, closed, with its boxes open and with the note around a change", async ({
    page,
    richReview,
    signedInAs,
  }) => {
    await signedInAs("rowan@quarterdeck.example");
    const path = await richReview();
    await page.goto("/review");
    await expectSound(page, "the queue");
    await page.goto(path);
    await expectSound(page, "closed");
    for (const box of ["Comment", "Reply", "Request change"]) {
      const summary = page.locator("[data-change] summary:visible", { hasText: box }).first();
      await summary.click();
      await expectSound(page, box, "[data-change] details[open]");
      await summary.click();
    }
    await page.goto(path);
    await page.getByLabel("Send back to its writers").click();
    await expectSound(page, "the reason for sending it back", "section[aria-label='Decision']");
    await page.goto(`${path}?around=1#c1`);
    await expectSound(page, "the note around the first change");
    await page.goto(`${path}/part`);
    await expectSound(page, "its accepted part");
    await page.context().clearCookies();
    await signedInAs("ana@quarterdeck.example");
    await page.goto(path);
    await expectSound(page, "as its writer has it");
  });

  test("a review of many changes fits its width", async ({ page, reviewOfRows, signedInAs }) => {
    await signedInAs("rowan@quarterdeck.example");
    await page.goto(await reviewOfRows(60));
    await expect(page.getByText("0 of 60 judged")).toBeVisible();
    await expectSound(page, "many changes", "section[aria-label='Decision']");
  });

  test("what was overtaken is accessible and fits its width, for its reviewer, its writer and where it is merged", async ({
    page,
    overtaken,
    signedInAs,
  }) => {
    const { review, edit } = await overtaken();
    await signedInAs("rowan@quarterdeck.example");
    await page.goto(review);
    await expect(page.getByText("Ana Alder brings it up to date", { exact: false }).first()).toBeVisible();
    await expectSound(page, "for its reviewer");
    await page.context().clearCookies();
    await signedInAs("ana@quarterdeck.example");
    await page.goto(review);
    await expectSound(page, "for its writer");
    await page.getByRole("button", { name: "Take it back and bring it up to date" }).click();
    await expect(page).toHaveURL(`${edit}/merge`);
    await expect(page.getByText("2 things were changed in both", { exact: false })).toBeVisible();
    await expectSound(page, "where it is merged");
  });
});

test("On a phone the menu says how much waits, and no keys are told of", async ({ page, richReview, signedInAs }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signedInAs("rowan@quarterdeck.example");
  await page.goto(await richReview());
  await expect(page.getByLabel(/^Menu of Rowan Reed, \d+ waiting for you$/)).toHaveText(/\d+/);
  await expect(page.getByText("next, previous change")).toBeHidden();
});

test("Conflicts are settled by keyboard, and words of one's own are chosen by writing them", async ({
  page,
  overtaken,
  signedInAs,
}) => {
  const { review, edit } = await overtaken();
  await signedInAs("ana@quarterdeck.example");
  await page.goto(review);
  await page.getByRole("button", { name: "Take it back and bring it up to date" }).click();
  const words = page.getByRole("group", { name: /body/ });
  await words.getByRole("radio", { name: "What r2 has" }).focus();
  await press(page, "Space", "ArrowDown");
  await expect(words.getByRole("radio", { name: "What this draft has" })).toBeChecked();
  const own = words.getByRole("textbox");
  await own.fill("All orders rose 12% at last.");
  await expect(words.getByRole("radio", { name: "Both, as below" })).toBeChecked();
  const taken = page.getByRole("group", { name: "P2" });
  await taken.getByRole("radio", { name: "Keep it as it was rewritten" }).focus();
  await press(page, "Space", "ArrowDown");
  await expect(taken.getByRole("radio", { name: "Take it out" })).toBeChecked();
  await expect(page.getByRole("link", { name: "Keep the draft as it is" })).toHaveAttribute("href", edit);
  await page.getByRole("button", { name: "Bring r2 into the draft" }).focus();
  await press(page, "Enter");
  await expect(page).toHaveURL(edit);
  await expect(page.getByRole("button", { name: /^P1, text: All orders rose 12%.* at last/ })).toBeVisible();
  await expect(page.getByText("Two kilns")).toHaveCount(0);
});

test("Keys go from change to change and judge the one that has the focus, but not while one writes, nor switched off", async ({
  page,
  richReview,
  signedInAs,
}) => {
  await signedInAs("rowan@quarterdeck.example");
  await page.goto(await richReview());
  const all = page.locator("[data-change]");
  await expect(page.getByRole("region", { name: "Keys" })).toContainText("accept it");
  await press(page, "a", "r");
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await press(page, "j", "j");
  await expect(all.nth(1)).toBeFocused();
  await press(page, "k");
  await expect(all.first()).toBeFocused();
  const open = page.locator("[data-change][data-verdict='open']").first();
  const number = (await open.getAttribute("data-change")) ?? "";
  const at = page.locator(`[data-change="${number}"]`);
  while (!(await at.evaluate((each) => each === document.activeElement))) await press(page, "j");
  await expect(at).toBeInViewport();
  expect((await at.boundingBox())?.y).toBeGreaterThan(52);
  await press(page, "Shift+A", "Control+a");
  await expect(at).toHaveAttribute("data-verdict", "open");
  await press(page, "a");
  await expect(at).toHaveAttribute("data-verdict", "accepted");
  await expect(open).toBeFocused(); // the next one without a verdict
  await at.focus();
  await press(page, "a"); // by mistake
  await expect(page.getByText(`Change ${number} is accepted already.`)).toBeVisible();
  await press(page, "c");
  const box = at.getByRole("textbox", { name: "Comment", exact: true });
  await expect(box).toBeFocused();
  await page.keyboard.type("a jar, back");
  await expect(box).toHaveValue("a jar, back");
  await expect(at).toHaveAttribute("data-verdict", "accepted");
  await box.press("Control+Enter");
  await expect(at.getByRole("article").filter({ hasText: "a jar, back" })).toBeVisible();
  await expect(box).toBeHidden();
  await expect(at.locator("summary", { hasText: "Comment" })).toBeFocused();
  await page.getByRole("button", { name: "Turn the keys off" }).click();
  const on = page.getByRole("button", { name: "Turn the keys on" });
  await expect(on).toBeVisible();
  await at.focus();
  await press(page, "a", "j");
  await expect(at).toBeFocused();
  await page.reload();
  await expect(on).toBeVisible();
  await press(page, "j");
  await expect(all.first()).not.toBeFocused();
  await on.click();
  await expect(page.getByRole("button", { name: "Turn the keys off" })).toBeVisible();
});

test("What is asked for of one change stands once with its item, and the focus stays with the change", async ({
  page,
  richReview,
  signedInAs,
}) => {
  await signedInAs("rowan@quarterdeck.example");
  await page.goto(await richReview());
  await expect(page.getByRole("region", { name: "Keys" })).toContainText("request change"); // they act from then on
  const rated = card(page, /R1, rating/);
  await rated.focus();
  await press(page, "r");
  await page.keyboard.type("Why likely?");
  await press(page, "Meta+Enter");
  await expect(rated).toHaveAttribute("data-verdict", "change_requested");
  await expect(rated).toBeFocused();
  await expect(page.getByText("Why likely?")).toHaveCount(1);
  await rated.getByRole("link", { name: /^2 comments on R1, with change \d/ }).click();
  const first = card(page, /R1, body/);
  await expect(first.getByText("Why likely?")).toBeInViewport();
  const removed = card(page, /removed/);
  await expect(removed.getByRole("article")).toContainText("Why is it taken out?");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a comment is written beside its change", async ({ page, richReview, signedInAs }) => {
    await signedInAs("rowan@quarterdeck.example");
    await page.goto(await richReview());
    const change = card(page, /Margin, added/);
    await change.locator("summary", { hasText: "Comment" }).click();
    await change.getByRole("textbox", { name: "Comment", exact: true }).fill("New to me.");
    await change.getByRole("button", { name: "Comment" }).click();
    await expect(change.getByRole("article")).toContainText("New to me.");
    await expect(page.getByRole("region", { name: "Keys" })).toHaveCount(0);
  });
});

test("A review asks the database no more for many changes and comments than for few, at most 14 times", async ({
  queriesOf,
  reviewOfRows,
  signedInAs,
}) => {
  await signedInAs("rowan@quarterdeck.example");
  const few = await queriesOf(await reviewOfRows(1));
  const many = await queriesOf(await reviewOfRows(40));
  expect(many.length).toBe(few.length);
  expect(many.length, many.join("\n")).toBeLessThanOrEqual(14);
});
