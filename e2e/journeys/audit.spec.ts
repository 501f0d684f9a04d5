import { randomUUID } from "node:crypto";
import type { Page } from "playwright/test";
import { addMember, saveAs } from "@/lib/world";
import { expect, test } from "../fixtures";
import { expectSound, inEveryLook } from "../sound";

const rows = (page: Page) => page.getByRole("table", { name: "Events, newest first" }).locator("tbody tr");

for (const javaScriptEnabled of [true, false]) {
  test.describe(`an admin ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });
    test.beforeEach(({ signedInAs }) => signedInAs("ada@quarterdeck.example"));

    test("finds in the audit trail who published a note, and that the chain holds", async ({ page }) => {
      await page.goto("/");
      await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
      await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Audit trail" }).click();
      await expect(page).toHaveURL("/settings/audit");
      await expect(page.getByRole("heading", { name: "Audit trail", level: 1 })).toBeVisible();
      await page.getByLabel("Company or note").fill("kc 2024-Q4");
      await page.getByLabel("Action").selectOption("Approved and published");
      await page.getByRole("button", { name: "Filter" }).click();
      await expect(rows(page)).toHaveCount(2);
      await expect(rows(page).first()).toContainText(/Rowan Reed.*Approved and published.*Q4 2024, r2/s);

      await page.getByRole("button", { name: "Check the chain" }).click();
      await expect(page.getByRole("status")).toContainText(/The chain holds: \d+ events, and \d+ heads in /);
      await expect(page.getByLabel("Company or note")).toHaveValue("kc 2024-Q4");
      await expect(rows(page)).toHaveCount(2);

      await rows(page)
        .first()
        .getByRole("link", { name: /Q4 2024, r2/ })
        .click();
      await expect(page).toHaveURL("/companies/KC/2024-Q4");
    });

    test("is told which filter cannot be read, and what to do when nothing is found", async ({ page }) => {
      await page.goto("/settings/audit");
      await page.getByLabel("Company or note").fill("KC in spring");
      await page.getByRole("button", { name: "Filter" }).click();
      await expect(page.getByLabel("Company or note")).toHaveAccessibleDescription(/Write a ticker, or a ticker and/);
      await page.getByLabel("Company or note").fill("NONE");
      await page.getByLabel("Person").selectOption("Ana Alder");
      await page.getByRole("button", { name: "Filter" }).click();
      await expect(page.getByText("No event is like that.")).toBeVisible();
      await page.getByRole("link", { name: "Show all", exact: true }).click();
      await expect(page.getByLabel("Person")).toHaveValue("");
      await expect(rows(page).first()).toBeVisible();
    });
  });
}

test("Pages of the trail follow each other by number, and keep the filter", async ({
  page,
  signedInAs,
  newDraft,
  contextOf,
}) => {
  const { revisionId } = await newDraft("LBINS", "2025-Q1");
  const { db, actor } = await contextOf("ana@quarterdeck.example");
  for (let n = 0; n < 52; n++) {
    const fields = { name: `Analyst ${n}`, firm: null };
    const item = { id: randomUUID(), kind: "covering_analyst" as const, fields, citations: [] };
    await saveAs(db, actor, revisionId, [{ op: "add", item, after: null }]);
  }
  await signedInAs("ada@quarterdeck.example");
  await page.goto("/settings/audit?action=revision.edited&about=LBINS");
  await expect(rows(page)).toHaveCount(50);
  const last = Number(await rows(page).last().getByRole("rowheader").textContent());
  await page.getByRole("link", { name: "Older events" }).click();
  await expect(page).toHaveURL(/before=/);
  expect(Number(await rows(page).first().getByRole("rowheader").textContent())).toBeLessThan(last);
  await expect(page.getByLabel("Action")).toHaveValue("revision.edited");
  await page.getByRole("link", { name: "Newest events" }).click();
  await expect(rows(page)).toHaveCount(50);
});

test("An admin alone reads no word of a draft; one who is an analyst as well opens an event", async ({
  browser,
  context,
  page,
  connection,
  workspace,
  sessionOf,
  signedInAs,
}) => {
  await signedInAs("ada@quarterdeck.example");
  await page.goto("/settings/audit?about=KC+2025-Q3&action=revision.submitted");
  const event = await rows(page).first().getByRole("rowheader").textContent();
  await expect(page.getByRole("link", { name: /^Event/ })).toHaveCount(0);
  for (const path of ["/settings/audit?about=KC", "/settings/audit?about=KC&verify=1"]) {
    expect(await (await context.request.get(path)).text()).not.toMatch(/Reopen the margin risk|first of the two/);
  }
  expect((await context.request.get(`/settings/audit/${event}`)).status()).toBe(404);

  const email = `abe-${Date.now()}@quarterdeck.example`;
  await addMember(connection.db, { email, name: "Abe Ash", roles: ["admin", "analyst"] });
  const other = await browser.newContext({ baseURL: workspace.publicUrl });
  await other.addCookies([await sessionOf(email)]);
  const theirs = await other.newPage();
  await theirs.goto("/settings/audit?about=KC+2025-Q3&action=revision.submitted");
  await theirs.getByRole("link", { name: `Event ${event}`, exact: true }).click();
  await expect(theirs.getByRole("heading", { name: /Submitted for review/ })).toBeVisible();
  await expect(theirs.getByRole("region", { name: "After" })).toContainText("Reopen the margin risk");
  await expectSound(theirs, "an event");
  await other.close();
});

test("A viewer, an analyst and a reviewer find no settings", async ({ context, page, signedInAs }) => {
  for (const name of ["vida", "ana", "rowan"]) {
    await signedInAs(`${name}@quarterdeck.example`);
    await page.goto("/");
    await expect(page.getByRole("link", { name: "Companies" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Settings" })).toHaveCount(0);
    for (const path of ["/settings", "/settings/audit", "/settings/audit/1", "/settings/audit?verify=1"]) {
      expect((await context.request.get(path)).status(), `${name} at ${path}`).toBe(404);
    }
  }
});

inEveryLook(() => {
  test("The audit trail is accessible, and fits its width", async ({ page, signedInAs }) => {
    await signedInAs("ada@quarterdeck.example");
    for (const query of ["", "?verify=1", "?about=KC+in+spring&from=x", "?about=NONE"]) {
      await page.goto(`/settings/audit${query}`);
      await expectSound(page, `/settings/audit${query}`);
    }
  });
});
