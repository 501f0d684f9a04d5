import { bringUpToDate } from "@/lib/notes/merge-commands";
import { readMergeable } from "@/lib/notes/merge-queries";
import { approveRevision } from "@/lib/publishing/commands";
import { submitRevision } from "@/lib/review/commands";
import { nth, openDraft } from "../draft";
import { press } from "../keyboard";
import { acceptAll, changeOn, decisionOn, expect, test } from "../reviewing";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`an analyst ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("brings a draft that was overtaken up to date, chooses in each conflict, and what became of it is reviewed again", async ({
      note,
      ana,
      rowan,
      newcomer,
      pageOf,
      contentOf,
    }) => {
      const [analyst, reviewer] = [await pageOf("ana@quarterdeck.example"), await pageOf("rowan@quarterdeck.example")];
      const mine = {
        headline: "Orders fall",
        orders: "Orders rose 14%.",
        supply: "Two suppliers are late.",
        revenue: "USD 12 million",
      };
      const revisionId = await note.draft(ana, mine);
      await submitRevision(ana, { revisionId, summary: "After the filing" });
      await acceptAll(rowan, revisionId);
      const sam = await newcomer("Sam Sorrel", "analyst");
      const theirs = await note.draft(sam, {
        headline: "Orders hold",
        revenue: "USD 13 million",
        supplyTitle: "Parts",
      });
      const { contentSha256 } = await submitRevision(sam, { revisionId: theirs, summary: "Sam was first" });
      await approveRevision(rowan, { revisionId: theirs, contentSha256 });

      await reviewer.goto(`/review/${revisionId}`);
      const approve = decisionOn(reviewer).getByRole("button", { name: /^Approve and publish/ });
      await expect(approve).toBeDisabled();
      await expect(approve).toHaveAccessibleDescription(/^r2 came out since it was begun: .* up to date first\.$/);

      const editor = `${note.path}/edit/${revisionId}`;
      await analyst.goto(`/review/${revisionId}`);
      await expect(analyst.getByRole("complementary")).toContainText("r2 came out since");
      await decisionOn(analyst).getByRole("button", { name: "Take it back to draft" }).click();
      await expect(analyst).toHaveURL(editor);
      if (javaScriptEnabled) {
        await expect(analyst.locator("main[data-ready]")).toBeVisible();
        const bar = analyst.getByRole("region", { name: "Draft" });
        const submit = bar.getByRole("button", { name: "Submit for review" });
        await expect(submit).toBeDisabled();
        await submit.click({ force: true }); // it can be pressed, and says why nothing is submitted
        await expect(submit).toHaveAccessibleDescription(/^r2 came out since this draft was begun\./);
      }
      await analyst.goto(`${editor}/merge`);
      await expect(analyst.getByRole("heading", { level: 1 })).toHaveText("Bring this draft up to date with r2");
      await expect(analyst.getByText("2 things were changed in both")).toBeVisible();
      const headline = analyst.getByRole("group", { name: "Headline, text" });
      for (const [side, words] of [
        ["Before", "Orders recover"],
        ["r2", "Orders hold"],
        ["This draft", "Orders fall"],
      ] as const) {
        const shown = headline
          .locator("div")
          .filter({ has: analyst.getByRole("heading", { name: side, exact: true }) });
        await expect(shown.last()).toContainText(new RegExp(words.replace(" ", ".*")));
      }
      await expect(analyst.getByRole("region", { name: /^What comes in by itself/ })).toContainText("Parts");
      const revenue = analyst.getByRole("group", { name: "Revenue, current" });
      await headline.getByRole("radio", { name: "What r2 has" }).check();
      const merge = analyst.getByRole("button", { name: "Bring r2 into the draft" });
      await merge.click(); // not every conflict has a choice yet
      await expect(analyst).toHaveURL(`${editor}/merge`);
      await expect(revenue.getByRole("radio", { name: "What r2 has" })).toBeFocused();
      await press(analyst, "Space", "ArrowDown");
      await expect(revenue.getByRole("radio", { name: "What this draft has" })).toBeChecked();
      await merge.press("Enter");

      await expect(analyst).toHaveURL(editor);
      await expect(analyst.getByText("Readers still see r2")).toBeVisible();
      const merged = await contentOf(revisionId);
      expect(nth(merged, "headline", 0).fields.text).toBe("Orders hold");
      expect(nth(merged, "takeaway", 1).fields).toMatchObject({ title: "Parts", body: mine.supply });
      expect(nth(merged, "guidance_row", 0).fields.current).toBe(mine.revenue);

      await submitRevision(ana, { revisionId, summary: "With what Sam wrote" });
      await reviewer.goto(`/review/${revisionId}`);
      await expect(decisionOn(reviewer)).toContainText("2 of 3 judged");
      await expect(changeOn(reviewer, 1)).toContainText(/P1, body.*Accepted\s*by Rowan Reed/);
      await expect(changeOn(reviewer, 2)).toContainText(/R1, body.*Accepted\s*by Rowan Reed/);
      await expect(changeOn(reviewer, 3)).toContainText(/Revenue, current.*Open/);
      await changeOn(reviewer, 3).getByRole("button", { name: "Accept change 3" }).click();
      await expect(decisionOn(reviewer)).toContainText("3 of 3 judged");
      await decisionOn(reviewer).getByRole("button", { name: "Approve and publish r3" }).click();
      await expect(reviewer.getByText("r3, the newest")).toBeVisible();
      await expect(reviewer.getByRole("heading", { level: 1 })).toHaveText("Orders hold");
      for (const words of ["Parts", mine.orders, mine.supply, mine.revenue]) {
        await expect(reviewer.getByRole("main")).toContainText(words);
      }
    });
  });
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a merge that would leave no headline, ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("is refused at that choice, and what else was chosen and typed stays", async ({
      note,
      ana,
      rowan,
      newcomer,
      pageOf,
      contentOf,
    }) => {
      const page = await pageOf("ana@quarterdeck.example");
      const revisionId = await note.draft(ana, { headline: "", revenue: "USD 12 million" });
      const sam = await newcomer("Sam Sorrel", "analyst");
      const theirs = await note.draft(sam, { headline: "Orders hold", revenue: "USD 13 million" });
      const { contentSha256 } = await submitRevision(sam, { revisionId: theirs, summary: "Sam was first" });
      await approveRevision(rowan, { revisionId: theirs, contentSha256 });
      await page.goto(`${note.path}/edit/${revisionId}/merge`);
      const headline = page.getByRole("group", { name: "Headline, text" });
      const revenue = page.getByRole("group", { name: "Revenue, current" });
      await headline.getByRole("radio", { name: "What this draft has" }).check();
      await revenue.getByRole("radio", { name: "as below" }).check();
      await revenue.getByRole("textbox").fill("USD 12 to 13 million");
      const merge = page.getByRole("button", { name: "Bring r2 into the draft" });
      await merge.click();
      await expect(page.getByRole("alert").filter({ hasText: "without a headline" })).toBeVisible();
      await expect(revenue.getByRole("radio", { name: "as below" })).toBeChecked();
      await expect(revenue.getByRole("textbox")).toHaveValue("USD 12 to 13 million");
      await headline.getByRole("radio", { name: "What r2 has" }).check();
      await merge.click();
      await expect(page).toHaveURL(`${note.path}/edit/${revisionId}`);
      const merged = await contentOf(revisionId);
      expect(nth(merged, "headline", 0).fields.text).toBe("Orders hold");
      expect(nth(merged, "guidance_row", 0).fields.current).toBe("USD 12 to 13 million");
    });
  });
}

test("Whoever has a draft open is told when another revision comes out, and a stale page of its merge leads on", async ({
  note,
  ana,
  rowan,
  newcomer,
  pageOf,
}) => {
  const page = await pageOf("ana@quarterdeck.example");
  const sam = await newcomer("Sam Sorrel", "analyst");
  const revisionId = await note.draft(ana, { revenue: "USD 12 million" });
  const theirs = await note.draft(sam, { headline: "Orders hold" });
  const { contentSha256 } = await submitRevision(sam, { revisionId: theirs, summary: "Sam was first" });
  await openDraft(page, `${note.path}/edit/${revisionId}`);
  await expect(page.getByText("Readers still see r1")).toBeVisible();
  await approveRevision(rowan, { revisionId: theirs, contentSha256 });
  await expect(page.getByText("Readers still see r2")).toBeVisible();
  await page.getByRole("region", { name: "Published meanwhile" }).getByRole("link").click();
  const merge = page.getByRole("button", { name: "Bring r2 into the draft" });
  await expect(merge).toBeVisible();
  await note.write(ana, revisionId, { orders: "Orders rose 14%." });
  await merge.click();
  await expect(page.getByRole("alert").filter({ hasText: "was changed since you opened this page" })).toBeVisible();
  const seen = (await readMergeable(ana.db, revisionId))?.seen ?? "";
  await bringUpToDate(ana, { revisionId, seen, choices: {} });
  await merge.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This draft is up to date");
  await page.getByRole("link", { name: "Go on with the draft" }).click();
  await expect(page).toHaveURL(`${note.path}/edit/${revisionId}`);
  await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
});
