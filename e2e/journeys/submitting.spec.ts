import { randomUUID } from "node:crypto";
import type { Page } from "playwright/test";
import type { UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import type { Item } from "@/lib/notes/content";
import type { Edit } from "@/lib/notes/input";
import { readReviewed } from "@/lib/review/change-queries";
import { submitRevision } from "@/lib/review/commands";
import { decideChanges, sendBackRevision } from "@/lib/review/decide-commands";
import { changeReviewSettings } from "@/lib/review/settings-commands";
import { addMember, as, readDraft, saveAs } from "@/lib/world";
import { nth, openDraft, openField } from "../draft";
import { test as base, expect } from "../fixtures";
import { type PublishedNote, publishedNote, publishNext } from "../published";
import { expectSound } from "../sound";

type Written = PublishedNote & {
  writer: UserActor;
  reviewer: UserActor;
  /** a draft on r1 in which the risk has another title */
  draft: string;
  /** where it is edited */
  edit: string;
  /** changes the risk's title in a draft */
  retitle: (draft: Awaited<ReturnType<typeof readDraft>>, title: string) => Edit[];
};

const test = base.extend<{ written: Written }>({
  written: async ({ contextOf, connection, signedInAs }, use) => {
    const ana = await contextOf("ana@quarterdeck.example");
    const { actor: reviewer } = await contextOf("rowan@quarterdeck.example");
    const note = await publishedNote(connection, { writer: ana.actor, reviewer });
    const { revisionId: draft } = await createDraft(ana, { ticker: note.ticker, period: "2025-Q1" });
    const retitle: Written["retitle"] = ({ content }, value) => {
      const { id: itemId, fields } = nth(content, "takeaway", 0);
      return [{ op: "set", kind: "takeaway", itemId, field: "title", base: fields.title, value }];
    };
    await saveAs(connection.db, ana.actor, draft, retitle(await readDraft(connection.db, draft), "Late supplier"));
    await signedInAs("ana@quarterdeck.example");
    await use({ ...note, writer: ana.actor, reviewer, draft, edit: `${note.path}/edit/${draft}`, retitle });
  },
});

const bar = (page: Page) => page.getByRole("region", { name: "Draft", exact: true });
const summary = (page: Page) => page.getByRole("textbox", { name: "Why these changes" });
const submit = (page: Page) => page.getByRole("button", { name: "Submit for review" });
/** By keyboard: a button that says why it does nothing is none that a mouse is let at. */
const trySubmit = (page: Page) => submit(page).press("Enter");
const waiting = (page: Page, note: PublishedNote) =>
  page
    .getByRole("region", { name: /^Waiting for me/ })
    .getByRole("link")
    .filter({ hasText: note.ticker });

for (const javaScriptEnabled of [true, false]) {
  test.describe(`submitting ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("names whom to ask, keeps the choice and the words when it is refused, and waits on the desk of who was asked", async ({
      page,
      connection,
      written,
      signedInAs,
    }) => {
      const name = `Hal ${randomUUID()}`;
      const email = `${randomUUID()}@fog.example`;
      const { actor: hand } = await addMember(connection.db, { email, name, roles: ["reviewer"] });
      const { draft, edit, retitle } = written;
      await saveAs(connection.db, hand, draft, retitle(await readDraft(connection.db, draft), "Later supplier"));
      await page.goto(edit);
      if (javaScriptEnabled) await expect(page.locator("main[data-ready]")).toBeVisible();
      await bar(page)
        .getByText(javaScriptEnabled ? "To any reviewer" : "Reviewers")
        .click();
      await expect(page.getByRole("checkbox", { name })).toHaveCount(0);
      await page.getByRole("checkbox", { name: "Rowan Reed" }).check();
      if (javaScriptEnabled) await expect(bar(page)).toContainText("To Rowan Reed");
      await submit(page).click();
      await expect(summary(page)).toHaveAccessibleDescription("Say in a line what changed and why.");
      await summary(page).fill("The supplier");
      if (javaScriptEnabled) await expect(summary(page)).toHaveAccessibleDescription("");
      const long = `${"x".repeat(2_000)} and more`;
      await summary(page).fill(long);
      await trySubmit(page);
      await expect(summary(page)).toHaveAccessibleDescription(/^The summary is 9 characters too long/);
      await expect(summary(page)).toHaveValue(long);
      await expect(page.getByRole("checkbox", { name: "Rowan Reed", includeHidden: true })).toBeChecked();
      await summary(page).fill("The supplier is named");
      await submit(page).click();
      await expect(page).toHaveURL(`${written.path}?done=${draft}`);
      const sent = page.getByRole("status").filter({ hasText: "Sent to Rowan Reed." });
      await expect(sent.getByRole("link", { name: "Open the review" })).toHaveAttribute("href", `/review/${draft}`);

      await page.getByRole("link", { name: "Open the revision in review" }).click();
      await expect(page).toHaveURL(`/review/${draft}`);
      await signedInAs("rowan@quarterdeck.example");
      await page.goto("/");
      await expect(waiting(page, written)).toContainText(/Your review is asked for.*under a minute.*by Ana Alder/s);
      await expect(waiting(page, written)).toContainText("The supplier is named");
      await waiting(page, written).click();
      await expect(page).toHaveURL(`/review/${draft}`);
      await expect(page.getByText("Sent to").locator("..")).toContainText("Rowan Reed");
    });
  });
}

test("What was sent back tells its writer who did it, why and where, on the desk and in the editor, and goes back to them", async ({
  page,
  connection: { db },
  written,
}) => {
  const { draft, edit, writer, reviewer } = written;
  await submitRevision(as(db, writer), { revisionId: draft, summary: "The supplier is named" });
  await page.goto(edit);
  const state = page.getByRole("region", { name: "State of the revision" });
  await expect(state.getByRole("link", { name: "Open the review" })).toHaveAttribute("href", `/review/${draft}`);
  await expect(page.locator("main[data-ready]")).toBeVisible();

  const [change] = (await readReviewed(db, draft))?.changes ?? [];
  if (!change) throw new Error("Nothing has changed.");
  const { itemId, part, sha256: changeSha256 } = change;
  await decideChanges(as(db, reviewer), {
    revisionId: draft,
    verdict: "change_requested",
    changes: [{ itemId, part, changeSha256 }],
    comment: "Late by how long?",
  });
  await sendBackRevision(as(db, reviewer), { revisionId: draft, reason: "One thing is open" });
  // Heard of while the page is open.
  const back = page.getByRole("region", { name: /^Rowan Reed sent it back/ });
  await expect(back).toContainText("One thing is open");
  await expect(back.getByRole("listitem")).toHaveText(/^R1, title: Late by how long\?.*Rowan Reed/);
  await expect(back.getByRole("link", { name: "See the review" })).toHaveAttribute("href", `/review/${draft}`);
  await back.getByRole("link", { name: "R1, title" }).click();
  await expect(page).toHaveURL(`${edit}#R1`);
  await expect(bar(page)).toContainText("To Rowan Reed");
  await expectSound(page, "what was sent back");

  await page.goto("/");
  await expect(waiting(page, written)).toContainText(/Sent back to you.*by Rowan Reed.*One thing is open/s);
  await waiting(page, written).click();
  await expect(page).toHaveURL(edit);
  await expect(page.locator("main[data-ready]")).toBeVisible();
  const title = await openField(page, "R1, title");
  await title.fill("Supplier late by a week");
  await title.press("Enter");
  await expect(page.getByText(/^Draft saved/).first()).toBeVisible();
  await page.reload();
  await expect(back.getByRole("listitem")).toContainText("(reworded since)");
  await summary(page).fill("Said how late");
  await submit(page).click();
  await expect(page.getByRole("status").filter({ hasText: "Sent to Rowan Reed." })).toBeVisible();
  await page.goto("/");
  await expect(waiting(page, written)).toHaveCount(0);
});

test("A draft that was overtaken says so, cannot be submitted, and leads to where it is brought up to date", async ({
  page,
  connection,
  written,
}) => {
  const { edit } = written;
  await openDraft(page, edit);
  await publishNext(connection, written, written, (draft) => written.retitle(draft, "Sole supplier"));
  // A page that was opened before learns it when it submits.
  await summary(page).fill("The supplier is named");
  await trySubmit(page);
  await expect(bar(page)).toContainText("r2 came out since this draft was begun.");
  await expect(bar(page).getByRole("link", { name: "Bring it up to date" })).toHaveAttribute("href", `${edit}/merge`);
  await expect(summary(page)).toHaveValue("The supplier is named");

  await openDraft(page, edit);
  const notice = page.getByRole("region", { name: "Published meanwhile" });
  await expect(notice).toContainText("r2 came out since this draft was begun on r1.");
  await expect(page.getByText("Readers still see r2")).toBeVisible();
  await expectSound(page, "an overtaken draft");
  await trySubmit(page);
  await expect(bar(page)).toContainText("r2 came out since this draft was begun.");
  await bar(page).getByRole("link", { name: "Bring it up to date with r2" }).click();
  await expect(page).toHaveURL(`${edit}/merge`);
});

test("What stands in the way of submitting is told before, and leads to its place", async ({
  page,
  connection: { db },
  contextOf,
  written,
}) => {
  const off = { approvalsNeeded: "1", uncitedBlocks: "no", baseApprovalsNeeded: "1", baseUncitedBlocks: "no" } as const;
  const ada = await contextOf("ada@quarterdeck.example");
  const checks = page.getByRole("region", { name: "Checks before you submit" });
  const uncited = checks.getByRole("listitem").filter({ hasText: "R1 cites no source" });
  await openDraft(page, written.edit);
  await expect(uncited).toContainText("You can submit.");
  await changeReviewSettings(ada, { ...off, uncitedBlocks: "yes" });
  try {
    await openDraft(page, written.edit);
    await expect(uncited).toContainText("this workspace submits no takeaway without a source");
    await expect(bar(page).getByRole("link", { name: "1 to mend before you submit" })).toBeVisible();
    await trySubmit(page);
    await bar(page).getByRole("link", { name: "R1", exact: true }).click();
    await expect(page).toHaveURL(`${written.edit}#R1`);
  } finally {
    await changeReviewSettings(ada, { ...off, baseUncitedBlocks: "yes" });
  }
  const { content } = await readDraft(db, written.draft);
  const fields = { metric: "Margin", period: null, previous: null, current: null, change: null, changeText: null };
  const row = { id: randomUUID(), kind: "guidance_row" as const, citations: [], fields } satisfies Item;
  await saveAs(db, written.writer, written.draft, [{ op: "add", item: row, after: null }]);
  await openDraft(page, written.edit);
  const first = checks.getByRole("listitem").first();
  await expect(first).toContainText("G1 says no change");
  await expect(first.getByLabel("Stops it:")).toBeVisible();
  await trySubmit(page);
  await expect(bar(page)).toContainText("Without it the draft cannot be submitted.");
  await saveAs(db, written.writer, written.draft, [{ op: "remove", item: nth(content, "headline", 0) }]);
  await openDraft(page, written.edit);
  await expect(checks.getByRole("listitem").first()).toContainText("The headline is empty");
  await summary(page).fill("No headline");
  await trySubmit(page);
  await expect(bar(page)).toContainText("The headline is empty. Write one: without it the draft cannot be submitted.");
});
