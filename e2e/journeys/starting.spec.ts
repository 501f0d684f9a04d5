import { sql } from "drizzle-orm";
import type { Page } from "playwright/test";
import { findActorByEmail } from "@/lib/auth/queries";
import type { Database, UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { itemsOf, type NoteContent } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import { discardRevision } from "@/lib/review/commands";
import { as, builder } from "@/lib/world";
import { expect, test } from "../fixtures";
import { publishedNote } from "../published";

async function person(db: Database, name: string): Promise<UserActor> {
  const actor = await findActorByEmail(as(db, builder), `${name}@quarterdeck.example`);
  if (!actor) throw new Error(`${name} is not in the demo.`);
  return actor;
}

/** The draft that the browser was led to. */
async function openedDraft(page: Page, at: string): Promise<string> {
  await page.waitForURL(new RegExp(`/companies/${at}/edit/[0-9a-f-]{36}$`));
  return page.url().slice(-36);
}

async function contentOf(db: Database, revisionId: string): Promise<NoteContent> {
  const content = await readContent(db, revisionId);
  if (!content) throw new Error("There is no such draft.");
  return content;
}

const listOpen = async (db: Database) => {
  const rows = await db.execute<{ id: string }>(sql`select id from revisions where state in ('draft', 'in_review')`);
  return rows.map(({ id }) => id);
};

for (const javaScriptEnabled of [true, false]) {
  test.describe(`starting ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });
    let before: string[];

    test.beforeEach(async ({ signedInAs, connection: { db } }) => {
      before = await listOpen(db);
      await signedInAs("ana@quarterdeck.example");
    });
    test.afterEach(async ({ connection: { db } }) => {
      const ana = await person(db, "ana");
      for (const revisionId of await listOpen(db)) {
        if (!before.includes(revisionId)) await discardRevision(as(db, ana), { revisionId });
      }
    });

    test("a note is carried forward into the next quarter from the company's page, and opened from then on", async ({
      page,
      connection: { db },
    }) => {
      await page.goto("/companies/LBINS");
      await page.getByRole("link", { name: "Start a note" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Start a note on Q4 2025");
      await expect(
        page.getByText("6 open guidance rows, 7 open topics and 1 open risk of r1 come along"),
      ).toBeVisible();
      await page.getByRole("button", { name: "Carry forward from Q3 2025" }).click();
      const content = await contentOf(db, await openedDraft(page, "LBINS/2025-Q4"));
      const rows = itemsOf(content, "guidance_row").map(({ fields }) => [
        fields.metric,
        fields.previous,
        fields.current,
      ]);
      expect(rows).toEqual([
        ["Total revenue", "US$83 million to US$86 million (Q3 2025)", null],
        ["Total revenue", "US$316 million to US$320 million (Q3 2025)", null],
        ["Adjusted gross margin", "45.5% to 46.5% (Q3 2025)", null],
        ["Adjusted operating margin", "12% to 14% (Q3 2025)", null],
        ["CapEx", "about US$21 million (Q3 2025)", null],
        ["Start of production at Cordell Point", "start in H1 2026 (Q3 2025)", null],
      ]);
      expect(itemsOf(content, "takeaway").map(({ fields }) => fields)).toEqual([
        { kind: "risk", title: "Public-sector tenders", body: "" },
      ]);
      expect(itemsOf(content, "topic_row").map(({ fields }) => fields.mentions.at(-1)?.period)).toEqual(
        Array(7).fill("2025-Q3"),
      );
      await page.goto("/companies/LBINS/start?period=2025-Q4");
      await page.getByRole("link", { name: "Open it", exact: true }).click();
      await openedDraft(page, "LBINS/2025-Q4");
      await expect(page).toHaveTitle(/^Editing LBINS Q4 2025/);
      await expect(page.getByText("Public-sector tenders").first()).toBeVisible();
    });

    test("a note is started empty on a quarter that was asked for by name, past one that is none", async ({
      page,
      connection: { db },
    }) => {
      await page.goto("/companies/LBINS/start");
      await page.getByLabel("Another quarter").fill("the last one");
      await page.getByRole("button", { name: "Choose" }).click();
      await expect(page.getByText("This is no quarter. Write one as Q1 2025.")).toBeVisible();
      await expect(page.getByLabel("Another quarter")).toHaveValue("the last one");
      await page.getByLabel("Another quarter").fill("1Q24");
      await page.getByLabel("Another quarter").press("Enter");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Start a note on Q1 2024");
      await expect(page.getByRole("button", { name: /Carry forward/ })).toHaveCount(0);
      await expect(page.getByRole("link", { name: "Bring in a text" })).toHaveAttribute(
        "href",
        "/import?ticker=LBINS&period=2024-Q1",
      );
      await page.getByRole("button", { name: "Start empty" }).click();
      const content = await contentOf(db, await openedDraft(page, "LBINS/2024-Q1"));
      expect(content).toMatchObject({ ticker: "LBINS", period: "2024-Q1", items: [] });
    });

    test("a published note is edited; a colleague joins that draft, or starts another; both are listed", async ({
      page,
      connection,
      signedInAs,
    }) => {
      const [writer, reviewer] = [await person(connection.db, "ana"), await person(connection.db, "rowan")];
      const { ticker, path } = await publishedNote(connection, { writer, reviewer });
      await page.goto(path);
      await page.getByRole("button", { name: "Edit" }).click();
      const first = await openedDraft(page, `${ticker}/2025-Q1`);
      await page.goto(path);
      await expect(page.getByRole("link", { name: "Go on with your draft" })).toBeVisible();

      await signedInAs("rowan@quarterdeck.example");
      await page.goto(`/companies/${ticker.toLowerCase()}/2025-q1/edit`);
      expect(await openedDraft(page, `${ticker}/2025-Q1`)).toBe(first);
      await page.goto(path);
      await page.getByRole("link", { name: "Join the draft of Ana Alder" }).click();
      expect(await openedDraft(page, `${ticker}/2025-Q1`)).toBe(first);
      await page.goto(path);
      await page.getByRole("button", { name: "Start another draft" }).click();
      const second = await openedDraft(page, `${ticker}/2025-Q1`);
      expect(second).not.toBe(first);

      await page.goto(path);
      await page.getByRole("link", { name: "All 2 drafts" }).click();
      const drafts = page.getByRole("table", { name: /Open drafts/ }).getByRole("row");
      await expect(drafts.nth(1)).toContainText("Rowan Reed");
      await expect(drafts.nth(2)).toContainText("Ana Alder");
      await drafts.nth(2).getByRole("link", { name: "Draft of Ana Alder" }).click();
      expect(await openedDraft(page, `${ticker}/2025-Q1`)).toBe(first);

      await createDraft(as(connection.db, writer), { ticker, period: "2025-Q1", beside: true });
      await page.goto(path);
      const join = page.getByRole("link", {
        name: /^Join the draft of Ana Alder, begun \d+ \w+ \d{4}, \d\d:\d\d UTC$/,
      });
      await expect(join).toBeVisible();
    });

    test("a revision in review is opened from the note, and a note without a draft offers one", async ({
      page,
      connection: { db },
    }) => {
      await page.goto("/companies/KC/2025-Q3");
      await page.getByRole("link", { name: "Open the revision in review" }).click();
      await page.waitForURL(/\/review\/[0-9a-f-]{36}$/);
      const inReview = page.url().slice(-36);
      const [row] = await db.execute<{ state: string }>(sql`select state from revisions where id = ${inReview}`);
      expect(row?.state).toBe("in_review");
      await page.goto("/companies/KC/2025-Q2/edit");
      await expect(page.getByText("No draft is open.")).toBeVisible();
      await page.getByRole("button", { name: "Start a draft" }).click();
      await openedDraft(page, "KC/2025-Q2");
    });

    test("a quarter without a note is started from the desk by keyboard, and a carry that comes second is refused", async ({
      page,
      connection: { db },
    }) => {
      await page.goto("/");
      const empty = page.getByRole("link", { name: "LBINS Q3 2024: no note. Start one" });
      await expect(empty).toBeVisible();
      await expect(empty.getByText("Start", { exact: true })).toBeHidden();
      await empty.focus();
      await expect(empty.getByText("Start", { exact: true })).toBeVisible();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Start a note on Q3 2024");

      await page.goto("/companies/LBINS/start?period=2025-Q4");
      const { revisionId } = await createDraft(as(db, await person(db, "rowan")), {
        ticker: "LBINS",
        period: "2025-Q4",
      });
      await page.getByRole("button", { name: /Carry forward/ }).click();
      await expect(page.getByText("LBINS has a note for Q4 2025 already.")).toBeVisible();
      if (javaScriptEnabled) await page.reload();
      await page.getByRole("link", { name: "Open it", exact: true }).click();
      expect(await openedDraft(page, "LBINS/2025-Q4")).toBe(revisionId);
    });
  });
}

test("A viewer and an admin find no way to start or edit a note, and no page of it", async ({ page, signedInAs }) => {
  for (const name of ["vida", "ada"]) {
    await signedInAs(`${name}@quarterdeck.example`);
    for (const path of ["/", "/companies/LBINS", "/companies/KC/2025-Q3", "/companies/LBINS/2025-Q1"]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("link", { name: /start|draft|in review/i })).toHaveCount(0);
      await expect(page.getByRole("button", { name: /edit|draft/i })).toHaveCount(0);
    }
    for (const path of ["/companies/LBINS/start", "/companies/KC/2025-Q3/edit", "/companies/NONE/start"]) {
      expect([path, (await page.goto(path))?.status()]).toEqual([path, 404]);
    }
  }
});

test("A former way to write an address leads to the right one, and an unknown note has no drafts", async ({
  page,
  signedInAs,
}) => {
  await signedInAs("ana@quarterdeck.example");
  await page.goto("/companies/lbins/start?period=2024-Q2");
  await expect(page).toHaveURL(/\/companies\/LBINS\/start\?period=2024-Q2$/);
  for (const path of ["/companies/KC/2019-Q1/edit", "/companies/KC/2025-Q9/edit", "/companies/NONE/2025-Q1/edit"]) {
    expect([path, (await page.goto(path))?.status()]).toEqual([path, 404]);
  }
});
