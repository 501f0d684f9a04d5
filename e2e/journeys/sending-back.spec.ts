import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { addComment, replyToComment } from "@/lib/comments/commands";
import type { Database } from "@/lib/context";
import { submitRevision, takeBackRevision } from "@/lib/review/commands";
import { saveAs } from "@/lib/world";
import { nth, openDraft } from "../draft";
import { decisionOn, expect, test } from "../reviewing";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("a reviewer who sends a revision back without a reason is refused there, and nothing is sent", async ({
      note,
      ana,
      pageOf,
    }) => {
      const reviewer = await pageOf("rowan@quarterdeck.example");
      const revisionId = await note.draft(ana, { headline: "Orders hold" });
      await submitRevision(ana, { revisionId, summary: "After the filing" });
      await reviewer.goto(`/review/${revisionId}`);
      await decisionOn(reviewer).getByText("Send back", { exact: true }).click();
      const reason = reviewer.getByRole("textbox", { name: "What should its writers do?" });
      const send = reviewer.getByRole("button", { name: "Send back to its writers" });
      await send.click();
      await expect(reason).toBeFocused(); // the browser asks for it by itself
      await reason.fill("  ");
      await send.click();
      await expect(decisionOn(reviewer).getByRole("alert")).toHaveText("Say in a line what its writers should do.");
      await expect(reason).toBeVisible();
      const analyst = await pageOf("ana@quarterdeck.example");
      await analyst.goto("/review");
      const sent = analyst.getByRole("listitem").filter({ hasText: note.ticker });
      await expect(sent).toContainText("In review");

      await reason.fill("Say where it comes from.");
      if (javaScriptEnabled) await reason.press("Control+Enter");
      else await send.click();
      await expect(reviewer).toHaveURL(`/review?done=${revisionId}`);
      const told = reviewer
        .getByRole("status")
        .filter({ hasText: `${note.ticker} Q1 2025 is sent back to Ana Alder.` });
      await expect(told.getByRole("link", { name: "Open the review" })).toHaveAttribute(
        "href",
        `/review/${revisionId}`,
      );
      await analyst.reload();
      await expect(sent).toContainText("Changes requested");
    });

    test("whoever wrote a revision takes it back, and nobody reviews it any more", async ({ note, ana, pageOf }) => {
      const [analyst, reviewer] = [await pageOf("ana@quarterdeck.example"), await pageOf("rowan@quarterdeck.example")];
      const revisionId = await note.draft(ana, { headline: "Orders hold" });
      await submitRevision(ana, { revisionId, summary: "After the filing" });
      await reviewer.goto("/review");
      const waiting = reviewer.getByRole("link", { name: note.ticker });
      await expect(waiting).toBeVisible();
      await analyst.goto(`${note.path}/edit/${revisionId}`);
      await expect(analyst.getByText("This revision is in review.")).toBeVisible();
      await analyst.getByRole("button", { name: "Take it back to draft" }).click();
      await expect(analyst.getByText("This revision is in review.")).toHaveCount(0);
      await expect(analyst.getByText("Draft", { exact: true })).toBeVisible();
      await reviewer.goto("/review");
      await expect(waiting).toHaveCount(0);
      await reviewer.goto(`/review/${revisionId}`);
      await expect(reviewer).toHaveURL(`${note.path}/edit/${revisionId}`);
    });
  });
}

test("A draft is discarded once its writer is sure, and nobody goes on with it", async ({ note, ana, pageOf }) => {
  const [analyst, reviewer] = [await pageOf("ana@quarterdeck.example"), await pageOf("rowan@quarterdeck.example")];
  const revisionId = await note.draft(ana, { headline: "Orders hold" });
  const editor = `${note.path}/edit/${revisionId}`;
  await openDraft(analyst, editor);
  await openDraft(reviewer, editor);
  await analyst.getByRole("button", { name: "Discard draft" }).click();
  await expect(analyst.getByText("Nobody can go on with a discarded draft. Discard it?")).toBeVisible();
  await analyst.getByRole("button", { name: "Keep it" }).click();
  await expect(analyst.getByText("Nobody can go on")).toHaveCount(0);
  await analyst.getByRole("button", { name: "Discard draft" }).click();
  await analyst.getByRole("button", { name: "Discard for good" }).click();
  await expect(analyst).toHaveURL(`${note.path}?done=${revisionId}`);
  await expect(analyst.getByRole("status").filter({ hasText: "Discarded" })).toHaveText(
    /^Discarded: Draft by Ana Alder, begun .*\. Nobody goes on with it\.$/,
  );
  await expect(reviewer.getByText("Ana Alder discarded this revision: nobody goes on with it.")).toBeVisible();
  await expect(reviewer.getByRole("button", { name: "Submit for review" })).toHaveCount(0);
  await analyst.goto(editor);
  await expect(analyst.getByText("This revision is discarded: nobody writes in it any more.")).toBeVisible();
  await analyst.goto(note.path);
  await expect(analyst.getByRole("button", { name: "Edit" })).toBeVisible();
  await expect(analyst.getByRole("heading", { level: 1 })).toHaveText("Orders recover");
});

test("What is gone and what was answered since somebody looked is named to the reviewer", async ({
  note,
  ana,
  rowan,
  pageOf,
  contentOf,
}) => {
  const reviewer = await pageOf("rowan@quarterdeck.example");
  const revisionId = await note.draft(ana, { headline: "Orders hold", orders: "Orders rose 14%." });
  const row = nth(await contentOf(revisionId), "guidance_row", 0);
  const added = { ...row, id: randomUUID(), fields: { ...row.fields, metric: "Margin" } };
  await saveAs(ana.db, ana.actor, revisionId, [{ op: "add", item: added, after: row.id }]);
  await submitRevision(ana, { revisionId, summary: "After the filing" });
  const asked = { revisionId, itemId: row.id, text: "Of which year?", words: null };
  const { commentId } = await addComment(rowan, asked);
  await reviewer.goto(`/review/${revisionId}`);
  await expect.poll(async () => (await looksAt(ana, revisionId)).length).toBe(1);
  await takeBackRevision(ana, { revisionId });
  await note.write(ana, revisionId, { orders: "Orders rose 12%." });
  await saveAs(ana.db, ana.actor, revisionId, [{ op: "remove", item: added }]);
  await replyToComment({ ...ana, now: new Date() }, { commentId, revisionId, text: "Of this one." });
  await submitRevision(ana, { revisionId, summary: "After the filing" });
  await reviewer.goto(`/review/${revisionId}`);
  await expect(reviewer.getByRole("paragraph").filter({ hasText: "Since you last looked" })).toContainText(
    /2 gone \((P1, text; an item that was added|an item that was added; P1, text)\), 1 answer to a comment\./,
  );
});

const looksAt = ({ db }: { db: Database }, revisionId: string) =>
  db.execute(sql`select from review_looks where revision_id = ${revisionId}`);
