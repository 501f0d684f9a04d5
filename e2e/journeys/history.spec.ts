import { createDraft } from "@/lib/notes/commands";
import { nth, openDraft } from "../draft";
import { test as base, expect } from "../fixtures";
import { publishedNote, publishNext } from "../published";
import { expectSound } from "../sound";

const text = `Positives:
- Orders: Orders rose 12%.
- Kilns: The second kiln runs.

Risks:
- Supply: One supplier is late.

Guidance:
Metric | Period | Previous Guidance | Current Guidance | Change |
---|---|---|---|---|
Revenue | FY 2025 | USD 10 million | USD 11 million | [raised] |
`;

const test = base.extend<{
  /** Where a note is that went out twice: r2 reads otherwise in its headline, lacks the risk, and has its positives in another order. */
  note: string;
}>({
  note: async ({ contextOf, connection }, use) => {
    const { actor: writer } = await contextOf("ana@quarterdeck.example");
    const { actor: reviewer } = await contextOf("rowan@quarterdeck.example");
    const team = { writer, reviewer };
    const note = await publishedNote(connection, team, text);
    await publishNext(
      connection,
      team,
      note,
      ({ content, ranks }) => {
        const { id: itemId, fields } = nth(content, "headline", 0);
        const { id: orders } = nth(content, "takeaway", 0);
        const { id: kilns } = nth(content, "takeaway", 1);
        return [
          { op: "set", kind: "headline", itemId, field: "text", base: fields.text, value: "Orders fall again" },
          { op: "remove", item: nth(content, "takeaway", 2) },
          { op: "move", itemId: orders, after: kilns, base: ranks[orders] ?? "" },
        ];
      },
      "Orders fell after all",
    );
    await use(note.path);
  },
});

test("The history of a note leads from its page to every revision, who wrote and approved it, and its hash", async ({
  page,
  note,
  signedInAs,
}) => {
  await signedInAs("vida@quarterdeck.example");
  await page.goto(note);
  await expect(page.getByText("r2, the newest")).toBeVisible();
  await page.getByRole("link", { name: "History" }).click();
  await expect(page.getByRole("heading", { name: "History of Q1 2025" })).toBeVisible();
  const rows = page.getByRole("table", { name: "Revisions, newest first" }).getByRole("row");
  await expect(rows).toHaveCount(3);
  const newest = rows.nth(1);
  for (const words of [
    "r2",
    "the newest",
    "Orders fell after all",
    "Ana Alder",
    "Rowan Reed",
    "Begun",
    "Submitted",
    "Published",
  ])
    await expect(newest).toContainText(words);
  await expect(rows.nth(2)).toContainText("First note");
  await newest.getByText(/^[0-9a-f]{7}$/).click();
  await expect(newest.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  await expect(page.getByRole("button", { name: /Restore/ })).toHaveCount(0);
  await rows.nth(2).getByRole("link", { name: "r1", exact: true }).click();
  await expect(page.getByText(/You are looking at r1, published .*\. r2 is the newest revision\./)).toBeVisible();
  await expect(page.getByText("r1, not the newest")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Orders recover" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Restore/ })).toHaveCount(0);
  await page.getByRole("link", { name: "Open r2" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Orders fall again" })).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("two revisions are compared as one list and side by side, what moved as moved", async ({
      page,
      note,
      signedInAs,
    }) => {
      await signedInAs("vida@quarterdeck.example");
      await page.goto(`${note}/history`);
      await page.getByLabel("Compare").selectOption({ index: 1 });
      await page.getByLabel("With").selectOption({ index: 0 });
      await page.getByRole("button", { name: "Compare" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "r1 compared with r2" })).toBeVisible();
      await expect(page.getByText("3 changes from r1 to r2")).toBeVisible();
      const headline = page.getByRole("article").filter({ hasText: "Headline, text" });
      await expect(headline.locator("del")).toHaveText(/removed:\s+recover/);
      await expect(headline.locator("ins")).toHaveText(/added:\s+fall again/);
      const removed = page.getByRole("region", { name: /Risks/ }).getByRole("article");
      await expect(removed.getByRole("heading")).toHaveText("Supply, removed");
      await expect(removed.locator("ins")).toHaveCount(0);
      const moved = page.getByRole("region", { name: /Positives/ }).getByRole("article");
      await expect(moved).toHaveCount(1);
      await expect(moved).toContainText(
        /P\d, moved.*it stood (behind “(Orders|Kilns)”|first of its section), and stands/,
      );
      await expect(moved.locator("ins, del")).toHaveCount(0);
      if (javaScriptEnabled) await expectSound(page, "one list");

      await page.getByLabel("Shown").selectOption("Side by side");
      await page.getByRole("button", { name: "Compare" }).click();
      await expect(page).toHaveURL(/from=1&to=2&view=sides/);
      await expect(headline.locator("del")).toHaveText(/recover/);
      await expect(headline.locator("ins")).toHaveText(/fall again/);
      await expect(removed).toContainText("Removed");
      if (javaScriptEnabled) await expectSound(page, "side by side");

      await page.getByLabel("Compare").selectOption({ index: 0 });
      await page.getByRole("button", { name: "Compare" }).click();
      await expect(page.getByText("This compares r2 with itself.")).toBeVisible();
    });

    test("an older revision is restored as a draft, which opens with the old words", async ({
      page,
      note,
      signedInAs,
      contentOf,
    }) => {
      await signedInAs("rowan@quarterdeck.example");
      await page.goto(`${note}/history`);
      await page.getByRole("button", { name: "Restore r1 as a draft" }).click();
      await expect(page).toHaveURL(/\/edit\/[0-9a-f-]{36}$/);
      const draft = new URL(page.url()).pathname;
      if (javaScriptEnabled) {
        await openDraft(page, draft);
        await expect(page.getByRole("button", { name: /^Headline: .*recover/ }).first()).toBeVisible();
      }
      await expect(page.getByText("restored from r1")).toBeVisible();
      const content = await contentOf(draft.slice(-36));
      expect(nth(content, "headline", 0).fields.text).toBe("Orders recover");
      expect(nth(content, "takeaway", 2).fields.title).toBe("Supply");
      await page.goto(`${note}/history`);
      const row = page.getByRole("row").filter({ hasText: "Draft by Rowan Reed, begun" });
      await expect(row).toContainText("begun with the words of r1");
      await row.getByRole("link", { name: /^Draft by Rowan Reed, begun/ }).click();
      await expect(page).toHaveURL(draft);
      await page.goto(`${note}/compare?from=1&to=${draft.slice(-36)}`);
      await expect(page.getByText(/^r1 and the draft by Rowan Reed, begun .* say the same\.$/)).toBeVisible();
    });
  });
}

test("Of every field it is told who wrote it, since which revision, and who approved that one", async ({
  page,
  note,
  signedInAs,
}) => {
  await signedInAs("vida@quarterdeck.example");
  await page.goto(`${note}/r2`);
  await expect(page.getByText(/You are looking at r2, .* It is the newest revision\./)).toBeVisible();
  await page.getByRole("link", { name: "Who wrote what" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Who wrote what in r2" })).toBeVisible();
  const field = (table: string, name: string) =>
    page
      .getByRole("table", { name: table })
      .getByRole("row")
      .filter({ has: page.getByRole("rowheader", { name, exact: true }) });
  await expect(field("Headline", "Text")).toContainText(
    /Orders fall again\s*Ana Alder, \d+ \w+ \d+, \d\d:\d\d UTC\s*r2\s*Rowan Reed/,
  );
  await expect(field("Revenue", "Current")).toContainText(
    /USD 11 million\s*Ana Alder, imported .* UTC\s*r1\s*Rowan Reed/,
  );
  const beside = page.getByRole("navigation", { name: "Who wrote what in other revisions" });
  await beside.getByRole("link", { name: "Before it: r1" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Who wrote what in r1" })).toBeVisible();
  await beside.getByRole("link", { name: "After it: r2" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Who wrote what in r2" })).toBeVisible();
  await expect(page.getByRole("link", { name: "The note" })).toHaveAttribute("href", note);
  await expect(page).toHaveTitle(/^Who wrote T\w+ Q1 2025, r2/); // a page that one is led to gets its title last
  await expectSound(page, "who wrote what");
});

test("A viewer finds published revisions alone: no draft in the history, none to compare, and none to restore", async ({
  page,
  context,
  note,
  signedInAs,
  contextOf,
}) => {
  const [, , ticker = ""] = note.split("/");
  const ctx = await contextOf("ana@quarterdeck.example");
  const { revisionId } = await createDraft(ctx, { ticker, period: "2025-Q1" });
  await signedInAs("vida@quarterdeck.example");
  await page.goto(`${note}/history`);
  await expect(page.getByRole("row")).toHaveCount(3);
  for (const path of [note, `${note}/history`, `${note}/r1`, `${note}/compare`]) {
    const body = await (await context.request.get(path)).text();
    expect(body, path).not.toMatch(new RegExp(`${revisionId}|Draft by|Restore`));
  }
  for (const path of [
    `compare?from=2&to=${revisionId}`,
    "compare?from=2&to=3",
    "compare?from=2&to=r1",
    "r3",
    "r0",
    "r01",
    "r1/blame/more",
    "r3/blame",
    revisionId,
  ]) {
    expect([path, (await context.request.get(`${note}/${path}`)).status()]).toEqual([path, 404]);
  }
  expect((await context.request.get("/companies/KC/2019-Q1/history")).status()).toBe(404);
  await signedInAs("ana@quarterdeck.example");
  const answer = await context.request.get(`${note}/compare?from=2&to=${revisionId}`);
  expect([answer.status(), await answer.text()]).toEqual([200, expect.stringContaining("say the same")]);
});

test("A note with one revision says that there is nothing to compare yet", async ({ page, signedInAs }) => {
  await signedInAs("vida@quarterdeck.example");
  await page.goto("/companies/KC/2024-Q2/history");
  await expect(page.getByText("This note has one revision.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Compare" })).toHaveCount(0);
});
