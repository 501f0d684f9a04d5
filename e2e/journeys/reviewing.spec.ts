import type { Page } from "playwright/test";
import { issueLink } from "@/lib/sharing/commands";
import { openField } from "../draft";
import { press } from "../keyboard";
import { changeOn, decisionOn, expect, test, waitingIn } from "../reviewing";

const mended = "USD 12 million, from services";
const acceptedByRowan = /Accepted\s*by Rowan Reed/;
const askedByRowan = /Change requested\s*by Rowan Reed/;

async function rewrite(page: Page, name: string, words: string): Promise<void> {
  const box = await openField(page, name);
  await box.fill(words);
  await box.press("Control+Enter");
}

/** The guidance cell in this place of the first row, counted from 1. */
async function rewriteCell(page: Page, place: number, words: string): Promise<void> {
  await page
    .getByRole("gridcell")
    .nth(place - 1)
    .focus();
  await page.keyboard.type(words);
  await press(page, "Enter");
}

async function submit(page: Page, why: string, sent: string): Promise<void> {
  const bar = page.getByRole("region", { name: "Draft" });
  await expect(bar.getByRole("status")).toHaveText(/saved/);
  await bar.getByRole("textbox", { name: "Why these changes" }).fill(why);
  await bar.getByRole("button", { name: "Submit for review" }).click();
  await page.waitForURL(/\/2025-Q1\?done=/);
  await expect(page.getByRole("status").filter({ hasText: sent })).toBeVisible();
}

test("Two people take a note from its first words to r1 and, with a change asked for and mended, to r2", async ({
  ticker,
  ana,
  pageOf,
  request: client,
}) => {
  const [analyst, reviewer] = [await pageOf("ana@quarterdeck.example"), await pageOf("rowan@quarterdeck.example")];
  const path = `/companies/${ticker}/2025-Q1`;
  await reviewer.goto("/");
  const waited = await waitingIn(reviewer);

  await test.step("the analyst writes the first revision and submits it", async () => {
    await analyst.goto(`/companies/${ticker}/start?period=2025-Q1`);
    await analyst.getByRole("button", { name: "Start empty" }).click();
    await expect(analyst.locator("main[data-ready]")).toBeVisible();
    await analyst.getByRole("button", { name: "Write the headline" }).click();
    await analyst.keyboard.type("Orders recover");
    await press(analyst, "Enter");
    await analyst.getByRole("button", { name: "Add a risk" }).click();
    await analyst.keyboard.type("Supply");
    await press(analyst, "Enter");
    await analyst.getByRole("button", { name: "R1, text: empty. Edit" }).click();
    await analyst.keyboard.type("One supplier is late.");
    await press(analyst, "Control+Enter");
    await analyst.getByRole("button", { name: "Add guidance row" }).click();
    for (const words of ["Revenue", "FY 2025", "USD 10 million"]) {
      await analyst.keyboard.type(words);
      await press(analyst, "Tab");
    }
    await analyst.keyboard.type("USD 11 million");
    await press(analyst, "Enter");
    await analyst.getByRole("combobox", { name: "Change of Revenue" }).selectOption("raised");
    await submit(analyst, "The call of May", "Sent. Any reviewer can take it.");
  });

  let review = "";
  await test.step("the reviewer finds it, accepts each change, and publishes r1", async () => {
    await reviewer.goto("/review");
    await expect.poll(() => waitingIn(reviewer)).toBe(waited + 1);
    await reviewer.getByRole("link", { name: ticker }).click();
    await expect(reviewer.getByRole("heading", { level: 1 })).toHaveText("The call of May");
    review = reviewer.url();
    await expect(decisionOn(reviewer)).toContainText("0 of 3 judged");
    await changeOn(reviewer, 1).getByRole("button", { name: "Accept change 1" }).click();
    await expect(changeOn(reviewer, 1)).toContainText(acceptedByRowan);
    await press(reviewer, "j");
    await expect(changeOn(reviewer, 2)).toBeFocused();
    await press(reviewer, "a");
    await expect(changeOn(reviewer, 2)).toContainText(acceptedByRowan);
    await expect(changeOn(reviewer, 3)).toBeFocused();
    const keys = reviewer.getByRole("region", { name: "Keys" }).getByRole("status");
    await expect(keys).toHaveText("Change 2 is accepted, 1 is open.");
    await press(reviewer, "a");
    await expect(keys).toHaveText("Change 3 is accepted, none is open.");
    await expect(decisionOn(reviewer)).toContainText("3 of 3 judged");
    await press(reviewer, "a");
    await expect(keys).toHaveText("Change 3 is accepted already. Its button takes that back.");
    const accepted = changeOn(reviewer, 3).getByRole("button", { name: "Accepted change 3" });
    await expect(accepted).toHaveAccessibleDescription("Press again to take this back");
    await decisionOn(reviewer).getByRole("button", { name: "Approve and publish r1" }).click();
    await expect(reviewer.getByRole("status").filter({ hasText: /^r1 is out\.$/ })).toBeVisible();
    await expect(reviewer.getByRole("heading", { level: 1 })).toHaveText("Orders recover");
    await expect(reviewer.getByText("r1, the newest")).toBeVisible();
    await expect.poll(() => waitingIn(reviewer)).toBe(waited);
  });
  const { token } = await issueLink(ana, {
    revisionId: review.slice(-36),
    label: "A client",
    expiresAt: null,
    showsNewer: false,
  });
  const readByClient = async () => {
    const answer = await client.get(`/s/${token}`);
    return [answer.status(), await answer.text()];
  };
  const atFirst = await readByClient();
  expect(atFirst).toEqual([200, expect.stringContaining("One supplier is late.")]);

  await test.step("the analyst rewords three things and submits them", async () => {
    await analyst.goto(path);
    await analyst.getByRole("button", { name: "Edit" }).click();
    await expect(analyst.locator("main[data-ready]")).toBeVisible();
    await rewrite(analyst, "Headline", "Orders hold");
    await rewrite(analyst, "R1, text", "Two suppliers are late.");
    await rewriteCell(analyst, 3, "USD 12 million");
    await submit(analyst, "After the filing", "Sent. Any reviewer can take it.");
  });

  await test.step("the reviewer accepts two, asks for a change in one, and sends it back", async () => {
    await reviewer.goto("/review");
    await reviewer.getByRole("link", { name: ticker }).click();
    await expect(reviewer.getByRole("heading", { level: 1 })).toHaveText("After the filing");
    review = reviewer.url();
    const approve = decisionOn(reviewer).getByRole("button", { name: "Approve and publish r2" });
    await expect(approve).toBeDisabled();
    await expect(approve).toHaveAccessibleDescription("Approve opens once the 3 open changes have a verdict.");
    await press(reviewer, "j", "a");
    await expect(changeOn(reviewer, 1)).toContainText(acceptedByRowan);
    await expect(changeOn(reviewer, 2)).toBeFocused();
    await press(reviewer, "a");
    await expect(changeOn(reviewer, 2)).toContainText(acceptedByRowan);
    await expect(changeOn(reviewer, 3)).toBeFocused();
    await press(reviewer, "r");
    await reviewer.keyboard.type("Of which part of the business?");
    await changeOn(reviewer, 3).getByRole("button", { name: "Request this change" }).click();
    await expect(changeOn(reviewer, 3)).toContainText(askedByRowan);
    await expect(decisionOn(reviewer)).toContainText("Approve opens once the change asked for is answered.");
    await decisionOn(reviewer).getByText("Send back", { exact: true }).click();
    await reviewer.getByRole("textbox", { name: "What should its writers do?" }).fill("Say where it comes from.");
    await reviewer.getByRole("button", { name: "Send back to its writers" }).click();
    await expect(reviewer).toHaveURL(`/review?done=${review.slice(-36)}`);
    await expect.poll(() => waitingIn(reviewer)).toBe(waited);
  });

  await test.step("the analyst sees what is asked and why, mends that, and submits again", async () => {
    await analyst.goto("/review");
    await expect(analyst.getByRole("listitem").filter({ hasText: ticker })).toContainText("Changes requested");
    await analyst.getByRole("link", { name: ticker }).click();
    await expect(analyst.getByRole("paragraph").filter({ hasText: "Rowan Reed sent it back" })).toContainText(
      "Say where it comes from.",
    );
    await expect(changeOn(analyst, 3)).toContainText(askedByRowan);
    await analyst.getByRole("link", { name: "Edit the draft" }).click();
    await expect(analyst.locator("main[data-ready]")).toBeVisible();
    await expect(analyst.getByText("Revenue, current: Of which part of the business?")).toBeVisible();
    await rewriteCell(analyst, 3, mended);
    await submit(analyst, "After the filing, with its source", "Sent to Rowan Reed.");
  });

  await test.step("what did not change is accepted still, the rest is open and said to be reworded, and r2 goes out", async () => {
    await reviewer.goto(review);
    await expect(decisionOn(reviewer)).toContainText("2 of 3 judged");
    await expect(changeOn(reviewer, 1)).toContainText(acceptedByRowan);
    await expect(changeOn(reviewer, 2)).toContainText(acceptedByRowan);
    await expect(changeOn(reviewer, 3)).toContainText("reworded since you looked");
    await expect(changeOn(reviewer, 3)).toContainText("Open");
    await expect(reviewer.getByRole("paragraph").filter({ hasText: "Since you last looked" })).toContainText(
      "1 reworded (change 3)",
    );
    await changeOn(reviewer, 3).getByRole("button", { name: "Accept change 3" }).click();
    await expect(decisionOn(reviewer)).toContainText("3 of 3 judged");
    await decisionOn(reviewer).getByRole("button", { name: "Approve and publish r2" }).click();
    await expect(reviewer.getByRole("status").filter({ hasText: "r2 is out." })).toBeVisible();
    await expect(reviewer.getByText("r2, the newest")).toBeVisible();
    await expect(reviewer.getByText(mended)).toBeVisible();
  });

  await test.step("the link to r1 shows what it showed, and the history tells who wrote and approved both", async () => {
    expect(await readByClient()).toEqual(atFirst);
    await analyst.goto(`${path}/history`);
    const rows = analyst.getByRole("table", { name: "Revisions, newest first" }).getByRole("row");
    await expect(rows).toHaveCount(3);
    const told = [
      ["r2", "After the filing, with its source"],
      ["r1", "The call of May"],
    ];
    for (const [at, words] of told.entries()) {
      for (const each of [...words, "Ana Alder", "Rowan Reed"]) await expect(rows.nth(at + 1)).toContainText(each);
    }
  });
});
