import { issueLink } from "@/lib/sharing/commands";
import { nth } from "../draft";
import { test as base, expect } from "../fixtures";
import { type PublishedNote, publishedNote, publishNext } from "../published";
import { expectSound, inEveryLook } from "../sound";

type Published = PublishedNote & {
  /** a shared link to its first revision */
  link: string;
  /** publishes a second revision, in which the risk has another title */
  again: () => Promise<unknown>;
};

const test = base.extend<{ published: Published }>({
  published: async ({ contextOf, connection }, use) => {
    const [ana, rowan] = [await contextOf("ana@quarterdeck.example"), await contextOf("rowan@quarterdeck.example")];
    const team = { writer: ana.actor, reviewer: rowan.actor };
    const note = await publishedNote(connection, team);
    const { token } = await issueLink(ana, { revisionId: note.revisionId, label: "A client", expiresAt: null });
    const again = () =>
      publishNext(connection, team, note, ({ content }) => {
        const { id: itemId } = nth(content, "takeaway", 0);
        return [{ op: "set", kind: "takeaway", itemId, field: "title", base: "Supply", value: "Sole supplier" }];
      });
    await use({ ...note, link: `/s/${token}`, again });
  },
});

const reason = "The supplier was on time after all.";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a reviewer ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("recalls what is out: readers get the reason and no content, and the note tells who did it, when and why", async ({
      page,
      context,
      published: { ticker, path, link },
      signedInAs,
    }) => {
      await signedInAs("rowan@quarterdeck.example");
      await page.goto(path);
      await page.getByRole("link", { name: "Recall r1" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Recall r1");
      await page.getByRole("textbox", { name: "Reason" }).fill(" ");
      await page.getByRole("button", { name: "Recall r1" }).click();
      await expect(page.getByRole("textbox", { name: "Reason" })).toHaveAccessibleDescription(/Say why/);
      expect((await context.request.get(link)).status()).toBe(200);
      await page.getByRole("textbox", { name: "Reason" }).fill(reason);
      await page.getByRole("button", { name: "Recall r1" }).click();

      await expect(page).toHaveURL(path);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Q1 2025, recalled");
      await expect(page.getByText(/^r1 was recalled by Rowan Reed on \d+ \w{3} \d{4}, \d\d:\d\d UTC: /)).toContainText(
        reason,
      );
      await expect(page.getByText("One supplier is late.")).toHaveCount(0);

      const answer = await page.goto(link);
      expect(answer?.status()).toBe(410);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("This note was recalled");
      await expect(page.getByText(`The team took back r1 of its note on ${ticker} Q1 2025 on`)).toBeVisible();
      await expect(page.getByText(reason)).toBeVisible();
      expect(await page.content()).not.toMatch(/One supplier|Orders recover|Rowan/);
    });
  });
}

test("The note goes back to the revision that stands, for a viewer too, and the desk, the company and its list say nothing of the recalled words", async ({
  page,
  published: { ticker, path, again },
  signedInAs,
}) => {
  await again();
  await signedInAs("rowan@quarterdeck.example");
  await page.goto(`${path}/history`);
  await expect(page.getByRole("link", { name: "Recall r1" })).toBeVisible();
  await page.getByRole("link", { name: "Recall r2" }).click();
  await page.getByRole("textbox", { name: "Reason" }).fill(reason);
  await page.getByRole("button", { name: "Recall r2" }).click();
  await expect(page.getByText("r1, the newest that stands")).toBeVisible();
  await expect(page.getByRole("region", { name: "Recalled" })).toContainText("r2 was recalled by Rowan Reed");
  await page.getByRole("link", { name: "Recall r1" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Recall r1");
  await page.getByRole("textbox", { name: "Reason" }).fill("x".repeat(2_001));
  await page.getByRole("button", { name: "Recall r1" }).click();
  await expect(page.getByRole("textbox", { name: "Reason" })).toHaveAccessibleDescription(/within 2,000 characters/);
  await expect(page.getByRole("textbox", { name: "Reason" })).toHaveValue("x".repeat(2_001));
  await page.goto(`${path}/r1`);
  await expect(
    page.getByText(/r2 is the newest revision, and was recalled\. This is the newest that stands\./),
  ).toBeVisible();
  await expect(page.getByRole("link", { name: "Recall r1" })).toBeVisible();
  await page.goto(`${path}/r2`);
  await expect(page.getByRole("region", { name: "Recalled" })).toContainText(reason);
  await expect(page.getByText("Recalled", { exact: true })).toBeVisible();
  await expect(page.getByText("r2, the newest")).toBeVisible();
  await expect(page.getByRole("link", { name: /Recall/ })).toHaveCount(0);

  await signedInAs("vida@quarterdeck.example");
  await page.goto(path);
  await expect(page.getByRole("region", { name: "Recalled" })).toContainText(reason);
  await expect(page.getByText("One supplier is late.")).toBeVisible();
  await expect(page.getByText("Sole supplier")).toHaveCount(0);
  await page.goto(`/companies/${ticker}`);
  await expect(page.getByRole("row", { name: /Q1 25/ })).toContainText("Published r1");
});

test("A note of which nothing stands is recalled on the desk and on the company's page, and its writer starts it again", async ({
  page,
  published: { ticker, path },
  signedInAs,
}) => {
  await signedInAs("rowan@quarterdeck.example");
  await page.goto(`${path}/recall`);
  await page.getByRole("textbox", { name: "Reason" }).fill(reason);
  await page.getByRole("button", { name: "Recall r1" }).click();
  await expect(page).toHaveURL(path);

  await signedInAs("vida@quarterdeck.example");
  await page.goto("/");
  await expect(page.getByRole("row", { name: ticker })).toContainText("r1 recalled");
  await page.goto(`/companies/${ticker}`);
  await expect(page.getByRole("row", { name: /Q1 25/ })).toContainText("r1 recalled");
  await expect(page.getByText("Orders recover")).toHaveCount(0);
  await page.goto(path);
  await expect(page.getByText("Nothing of this note stands.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Start/ })).toHaveCount(0);

  await signedInAs("ana@quarterdeck.example");
  await page.goto(path);
  await expect(page.getByRole("button", { name: "Start it empty" })).toBeVisible();
  await page.getByRole("button", { name: "Start again from r1" }).click();
  await expect(page).toHaveURL(new RegExp(`${path}/edit/`));
  await expect(page.getByText("One supplier is late.")).toBeVisible();
  await expect(page.getByText("Readers see nothing of it yet")).toBeVisible();
});

test("Nobody but a reviewer is offered a recall, finds its page, or has one done by sending its form", async ({
  page,
  context,
  published: { path, link },
  sessionOf,
  signedInAs,
}) => {
  for (const person of ["ana", "vida", "ada"]) {
    await signedInAs(`${person}@quarterdeck.example`);
    await page.goto(path);
    await expect(page.getByText("One supplier is late.")).toBeVisible();
    await expect(page.getByRole("link", { name: /Recall/ })).toHaveCount(0);
    expect((await context.request.get(`${path}/recall`)).status(), person).toBe(404);
  }
  // A reviewer's open form that an analyst's session sends.
  await signedInAs("rowan@quarterdeck.example");
  await page.goto(`${path}/recall`);
  await page.getByRole("textbox", { name: "Reason" }).fill(reason);
  await context.addCookies([await sessionOf("ana@quarterdeck.example")]);
  await page.getByRole("button", { name: "Recall r1" }).click();
  await expect(page.getByText("Your roles do not allow this.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Reason" })).toHaveValue(reason);
  expect((await context.request.get(link)).status()).toBe(200);
});

inEveryLook(() => {
  test("everything that tells of a recall is accessible, and fits its width", async ({
    page,
    published: { ticker, path, link, again },
    signedInAs,
  }) => {
    await again();
    await signedInAs("rowan@quarterdeck.example");
    for (const number of [2, 1]) {
      await page.goto(`${path}/recall`);
      await expectSound(page, `the form for r${number}`);
      await page.getByRole("textbox", { name: "Reason" }).fill(`${reason}\n${"x".repeat(200)}`);
      await page.getByRole("button", { name: `Recall r${number}` }).click();
      await expect(page).toHaveURL(path);
      await expectSound(page, `the note without r${number}`);
    }
    await page.goto(link);
    await expectSound(page, "the reader's page");
    await page.goto(`/companies/${ticker}`);
    await expectSound(page, "the company");
  });
});
