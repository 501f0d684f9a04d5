import { readReviewed } from "@/lib/review/change-queries";
import { submitRevision } from "@/lib/review/commands";
import { decideChanges } from "@/lib/review/decide-commands";
import { changeOn, decisionOn, expect, test } from "../reviewing";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a reviewer ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("publishes what is accepted of a revision, seen whole first, and the rest is with its writer on top of it", async ({
      note,
      ana,
      pageOf,
    }) => {
      const [reviewer, analyst] = [
        await pageOf("rowan@quarterdeck.example"),
        await pageOf("ana@quarterdeck.example", { javaScriptEnabled: true }),
      ];
      const values = {
        headline: "Orders hold",
        orders: "Orders rose 14%.",
        supply: "Two suppliers are late.",
        revenue: "USD 12 million",
      };
      const revisionId = await note.draft(ana, values);
      await submitRevision(ana, { revisionId, summary: "After the filing" });
      await reviewer.goto(`/review/${revisionId}`);
      await expect(decisionOn(reviewer)).toContainText("0 of 4 judged");
      await expect(decisionOn(reviewer).getByRole("link", { name: /^Publish the/ })).toHaveCount(0);
      for (const number of [1, 2]) {
        await changeOn(reviewer, number)
          .getByRole("button", { name: `Accept change ${number}` })
          .click();
        await expect(decisionOn(reviewer)).toContainText(`${number} of 4 judged`);
      }
      await changeOn(reviewer, 4).getByText("Request change", { exact: false }).first().click();
      await changeOn(reviewer, 4).getByRole("textbox", { name: "What should it say?" }).fill("Of which year?");
      await changeOn(reviewer, 4).getByRole("button", { name: "Request this change" }).click();
      await expect(decisionOn(reviewer)).toContainText("3 of 4 judged");
      await expect(decisionOn(reviewer).getByRole("button", { name: "Approve and publish r2" })).toBeDisabled();

      await decisionOn(reviewer).getByRole("link", { name: "Publish the 2 accepted" }).click();
      await expect(reviewer).toHaveURL(`/review/${revisionId}/part`);
      await expect(reviewer.getByText("This is how r2 reads with the 2 changes that are accepted")).toContainText(
        "without the other 2 changes. Publishing it leaves those with Ana Alder, as a draft on top of it.",
      );
      await expect(reviewer.getByRole("heading", { level: 1 })).toHaveText("Orders hold");
      const accepted = reviewer.getByRole("region", { name: /^Accepted, and in it/ });
      await expect(accepted.getByRole("article")).toHaveCount(2);
      await expect(accepted.getByRole("link", { name: "See it in place P1, body" })).toHaveAttribute("href", "#P1");
      await expect(accepted).not.toContainText("Revenue");
      const marked = reviewer.locator("[data-accepted]");
      await expect(marked).toHaveCount(1);
      await expect(marked).toHaveAttribute("id", "P1");
      await expect(reviewer.getByRole("heading", { level: 1 }).getByLabel("accepted")).toBeVisible();
      const body = reviewer.getByRole("main");
      for (const words of ["Orders rose 14%.", "One supplier is late.", "USD 11 million"]) {
        await expect(body).toContainText(words);
      }
      await expect(body).not.toContainText(/Two suppliers|USD 12 million/);
      const summary = reviewer.getByRole("textbox", { name: "Summary of this part" });
      await expect(summary).not.toHaveValue("");
      await summary.fill(" ");
      await decisionOn(reviewer).getByRole("button", { name: "Approve and publish r2" }).click();
      await expect(summary).toHaveAccessibleDescription(/Say in a line what changed and why\./);
      await summary.fill("The orders alone");
      await decisionOn(reviewer).getByRole("button", { name: "Approve and publish r2" }).click();

      await expect(reviewer.getByRole("status").filter({ hasText: "r2 is out." })).toBeVisible();
      await expect(reviewer.getByText("r2, the newest")).toBeVisible();
      await expect(reviewer.getByRole("heading", { level: 1 })).toHaveText("Orders hold");
      for (const words of ["Orders rose 14%.", "One supplier is late.", "USD 11 million"]) {
        await expect(body).toContainText(words);
      }
      await expect(body).not.toContainText(/Two suppliers|USD 12 million/);

      await reviewer.goto(`${note.path}/history`);
      await expect(reviewer.getByRole("row", { name: /^r2 / })).toContainText("The orders alone");
      await reviewer.goto(`/review/${revisionId}/part`);
      await expect(reviewer.getByRole("heading", { level: 1 })).toHaveText("There is no part to publish");
      await expect(
        reviewer.getByText("It went back to its writers, or its accepted part is out already."),
      ).toBeVisible();
      await reviewer.getByRole("link", { name: "Back to the changes" }).click();
      await expect(reviewer).toHaveURL(`/review/${revisionId}`);

      await analyst.goto(note.path);
      await analyst.getByRole("link", { name: "Go on with your draft" }).click();
      await expect(analyst).toHaveURL(`${note.path}/edit/${revisionId}`);
      await expect(analyst.getByText("Readers still see r2")).toBeVisible();
      await expect(analyst.getByText("Changes requested", { exact: true })).toBeVisible();
      await expect(analyst.getByRole("region", { name: "Reviewers ask for changes" })).toContainText("Of which year?");
      const pending = analyst.getByRole("region", { name: /^Pending changes/ });
      await expect(pending.getByRole("listitem")).toHaveCount(2);
      await expect(pending).toContainText("R1, body");
      await expect(pending).toContainText("Revenue, current");
      await analyst.goto(`/review/${revisionId}`);
      await expect(decisionOn(analyst)).toContainText("1 of 2 judged");
      await expect(changeOn(analyst, 1)).toContainText("Open");
      await expect(changeOn(analyst, 2)).toContainText(/Change requested\s*by Rowan Reed/);

      await note.write(ana, revisionId, { revenue: "USD 12 million in FY 2025" });
      await submitRevision(ana, { revisionId, summary: "The rest, mended" });
      await reviewer.goto(`/review/${revisionId}`);
      await decisionOn(reviewer).getByRole("button", { name: "Accept the 2 open" }).click();
      await expect(decisionOn(reviewer)).toContainText("2 of 2 judged");
      await decisionOn(reviewer).getByRole("button", { name: "Approve and publish r3" }).click();
      await expect(reviewer.getByText("r3, the newest")).toBeVisible();
      for (const words of ["Orders rose 14%.", "Two suppliers are late.", "USD 12 million in FY 2025"]) {
        await expect(body).toContainText(words);
      }
    });
  });
}

test("A part that is not what was read any more is refused, and the page shows what it is now", async ({
  note,
  ana,
  rowan,
  pageOf,
}) => {
  const page = await pageOf("rowan@quarterdeck.example");
  const revisionId = await note.draft(ana, { headline: "Orders hold", orders: "Orders rose 14%.", revenue: "13%" });
  await submitRevision(ana, { revisionId, summary: "After the filing" });
  const accept = async (at: number) => {
    const change = (await readReviewed(rowan.db, revisionId))?.changes[at];
    if (!change) throw new Error("There is no such change.");
    const { itemId, part, sha256: changeSha256 } = change;
    await decideChanges(rowan, { revisionId, verdict: "accepted", changes: [{ itemId, part, changeSha256 }] });
  };
  await accept(0);
  await page.goto(`/review/${revisionId}/part`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Orders hold");
  await accept(1);
  await decisionOn(page).getByRole("button", { name: "Approve and publish r2" }).click();
  await expect(decisionOn(page).getByRole("alert")).toContainText("somebody decided otherwise meanwhile");
  await expect(page.getByRole("region", { name: /^Accepted, and in it/ }).getByRole("article")).toHaveCount(2);
  await decisionOn(page).getByRole("button", { name: "Approve and publish r2" }).click();
  await expect(page.getByRole("status").filter({ hasText: "r2 is out." })).toBeVisible();
});
