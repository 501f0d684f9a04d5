import { submitRevision } from "@/lib/review/commands";
import { changeReviewSettings } from "@/lib/review/settings-commands";
import { acceptAll, test as base, changeOn, decisionOn, expect, waitingIn } from "../reviewing";

const test = base.extend<{ twoAsked: undefined }>({
  // Once the note's first revision is out, with one. It is the whole workspace's, and is put back whatever happens.
  twoAsked: [
    async ({ contextOf, note: _ }, use) => {
      const ada = await contextOf("ada@quarterdeck.example");
      const ask = (approvalsNeeded: "1" | "2", baseApprovalsNeeded: "1" | "2") =>
        changeReviewSettings(ada, {
          approvalsNeeded,
          baseApprovalsNeeded,
          uncitedBlocks: "no",
          baseUncitedBlocks: "no",
        });
      await ask("2", "1");
      await use(undefined);
      await ask("1", "2");
    },
    { auto: true },
  ],
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`two reviewers ${javaScriptEnabled ? "with" : "without"} scripts, where two approvals are asked for`, () => {
    test.use({ javaScriptEnabled });

    test("publish a revision: the first approval waits, and the second lets it out", async ({
      note,
      ana,
      rowan,
      newcomer,
      pageOf,
    }) => {
      const rhea = await newcomer("Rhea Rook", "reviewer");
      const [first, second] = [await pageOf("rowan@quarterdeck.example"), await pageOf(rhea.email)];
      const revisionId = await note.draft(ana, { headline: "Orders hold" });
      await submitRevision(ana, { revisionId, summary: "After the filing" });
      await acceptAll(rowan, revisionId);
      await first.goto(`/review/${revisionId}`);
      const waited = await waitingIn(first);
      await expect(first.getByText("0 of 2 approvals given.")).toBeVisible();
      await decisionOn(first).getByRole("button", { name: "Approve", exact: true }).click();
      await expect(first.getByText("1 of 2 approvals given.")).toBeVisible();
      await expect(decisionOn(first)).toContainText(
        "You have approved it. It goes out when another reviewer approves it too.",
      );
      await expect(decisionOn(first).getByRole("button", { name: "Approve and publish r2" })).toBeDisabled();
      await expect.poll(() => waitingIn(first)).toBe(waited - 1);
      await first.goto(note.path);
      await expect(first.getByText("r1, the newest")).toBeVisible();

      await second.goto("/review");
      await second.getByRole("link", { name: note.ticker }).click();
      await decisionOn(second).getByRole("button", { name: "Approve and publish r2" }).click();
      await expect(second).toHaveURL(`${note.path}?done=${revisionId}`);
      await expect(second.getByText("r2, the newest")).toBeVisible();
      await second.goto(`${note.path}/history`);
      const newest = second.getByRole("table", { name: "Revisions, newest first" }).getByRole("row").nth(1);
      await expect(newest).toContainText("Rowan Reed, Rhea Rook");
    });

    test("publish part of a revision: it waits in review by itself, and the rest follows it", async ({
      note,
      ana,
      newcomer,
      pageOf,
    }) => {
      const rhea = await newcomer("Rhea Rook", "reviewer");
      const [first, second] = [await pageOf("rowan@quarterdeck.example"), await pageOf(rhea.email)];
      const revisionId = await note.draft(ana, { headline: "Orders hold", revenue: "USD 12 million" });
      await submitRevision(ana, { revisionId, summary: "After the filing" });
      await first.goto(`/review/${revisionId}`);
      await changeOn(first, 1).getByRole("button", { name: "Accept change 1" }).click();
      await decisionOn(first).getByRole("link", { name: "Publish the 1 accepted" }).click();
      await decisionOn(first).getByRole("button", { name: "Approve this part" }).click();
      await expect(first.getByText(/^Draft by .*, in review, the accepted part of a revision$/)).toBeVisible();
      await expect(first.getByText("1 of 2 approvals given.")).toBeVisible();
      await expect(changeOn(first, 1)).toBeVisible();
      await expect(changeOn(first, 2)).toHaveCount(0);

      await second.goto(first.url());
      await expect(changeOn(second, 1)).toContainText("Headline");
      await changeOn(second, 1).getByRole("button", { name: "Accept change 1" }).click();
      await decisionOn(second).getByRole("button", { name: "Approve and publish r2" }).click();
      await expect(second.getByText("r2, the newest")).toBeVisible();
      await expect(second.getByRole("heading", { level: 1 })).toHaveText("Orders hold");
      await expect(second.getByRole("main")).toContainText("USD 11 million");
      await second.goto(`${note.path}/edit/${revisionId}`);
      await expect(second.getByText("Readers still see r2")).toBeVisible();
    });
  });
}
