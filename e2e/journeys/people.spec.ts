import { randomUUID } from "node:crypto";
import { issueLink } from "@/lib/sharing/commands";
import { addCompanyOf, as } from "@/lib/world";
import { expect } from "../fixtures";
import { press, tabTo } from "../keyboard";
import { OwnServer } from "../own-server";
import { test } from "../people";

const password = "harbour lights at dusk";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`an admin ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("invites somebody, who accepts once with a password of their own", async ({ page, browser, signedInAs }) => {
      const email = `nora-${randomUUID()}@fog.example`;
      await signedInAs("ada@quarterdeck.example");
      await page.goto("/settings");
      await expect(page).toHaveURL("/settings/people");
      await page.getByRole("link", { name: "Invite somebody" }).click();
      await page.getByLabel("Email").fill("ana@quarterdeck.example");
      await page.getByLabel("Viewer", { exact: true }).uncheck();
      await page.getByLabel("Reviewer").check();
      await page.getByRole("button", { name: "Invite" }).click();
      await expect(page.getByLabel("Email")).toHaveAccessibleDescription(
        "ana@quarterdeck.example is a member already.",
      );
      if (javaScriptEnabled) await expect(page.getByLabel("Email")).toBeFocused();
      await expect(page.getByLabel("Reviewer")).toBeChecked();
      await expect(page.getByLabel("Viewer", { exact: true })).not.toBeChecked();
      await page.getByLabel("Email").fill(email);
      await page.getByRole("button", { name: "Invite" }).click();
      await expect(page.getByRole("heading", { name: "The invitation is made" })).toBeVisible();
      const address = (await page.locator("code").textContent()) ?? "";

      const theirs = await browser.newContext({ javaScriptEnabled });
      const guest = await theirs.newPage();
      await guest.goto(address);
      await guest.getByLabel("Your name").fill("Nora Northcott");
      await guest.getByLabel("Password").fill("too short");
      await guest.getByRole("button", { name: "Join" }).click();
      await expect(guest.getByLabel("Password")).toHaveAccessibleDescription(/this one has 9\./);
      await expect(guest.getByLabel("Your name")).toHaveValue("Nora Northcott");
      await guest.getByLabel("Password").fill(password);
      await guest.getByRole("button", { name: "Join" }).click();
      await expect(guest.getByRole("link", { name: /^Reviews/ }).first()).toBeVisible();
      await theirs.clearCookies();
      expect((await theirs.request.get(address)).status()).toBe(404);
      await guest.goto(new URL("/sign-in", address).href);
      await guest.getByLabel("Email").fill(email);
      await guest.getByLabel("Password").fill(password);
      await guest.getByRole("button", { name: "Sign in" }).click();
      await expect(guest.getByRole("link", { name: /^Reviews/ }).first()).toBeVisible();
      await theirs.close();
      await page.goto("/settings/people");
      const row = page.getByRole("row").filter({ hasText: email });
      await expect(row).toContainText("Nora Northcott");
      await expect(row).toContainText("reviewer");
      await expect(row).toContainText(/Active.*UTC/);
    });

    test("gives an invitation another address, and takes it back", async ({ page, context, signedInAs }) => {
      const email = `otto-${randomUUID()}@fog.example`;
      await signedInAs("ada@quarterdeck.example");
      await page.goto("/settings/people/invite");
      await page.getByLabel("Email").fill(email);
      await page.getByRole("button", { name: "Invite" }).click();
      const first = (await page.locator("code").textContent()) ?? "";
      await page.goto("/settings/people");
      await page.getByRole("link", { name: email }).click();
      await page.getByRole("button", { name: "Give it a new address" }).click();
      await expect(page.getByRole("heading", { name: "The invitation is made anew" })).toBeVisible();
      const second = (await page.locator("code").textContent()) ?? "";
      const stranger = async (address: string) => {
        const answer = await context.request.get(address);
        return { status: answer.status(), open: (await answer.text()).includes(email) };
      };
      expect(await stranger(first)).toEqual({ status: 404, open: false });
      expect(await stranger(second)).toEqual({ status: 200, open: true });
      await page.getByRole("button", { name: "Withdraw" }).click();
      await expect(page.getByRole("status")).toHaveText(/^The invitation is withdrawn/);
      expect(await stranger(second)).toEqual({ status: 404, open: false });
      expect(await stranger(`/invite/${"A".repeat(43)}`)).toEqual({ status: 404, open: false });
    });

    test("disables somebody in one step: links and companies go to others, and nobody is signed in as them", async ({
      page,
      context,
      connection,
      member,
      note,
      signedInAs,
    }) => {
      const [gil, hal] = [await member("Gil Gannet", ["analyst"]), await member("Hal Heron", ["analyst"])];
      const ticker = `G${Date.now() % 1e8}`;
      const company = { ticker, exchange: "XNAS", name: `Gannet ${ticker}`, currency: "USD", fiscalYearEnd: "12" };
      await addCompanyOf(connection.db, { ...company, ownerEmail: gil.email });
      const terms = { revisionId: note.revisionId, label: "Gull Rock Fund", expiresAt: null };
      const { linkId, token } = await issueLink(as(connection.db, gil), terms);
      await signedInAs("ada@quarterdeck.example");
      await page.goto(gil.path);
      await page.getByLabel("Their shared link").selectOption({ label: `Go to Hal Heron, ${hal.email}` });
      await page.getByLabel("Their company").selectOption({ label: `Go to Hal Heron, ${hal.email}` });
      await page.getByRole("button", { name: "Disable Gil Gannet" }).click();
      await expect(page.getByRole("status")).toHaveText(/^Disabled\./);
      expect((await context.request.get(`/s/${token}`)).status()).toBe(200);
      await page.goto(`/links/${linkId}`);
      await expect(page.getByText("Now with")).toBeVisible();
      await page.goto(hal.path);
      await expect(page.getByText(ticker, { exact: true })).toBeVisible();
      await page.getByRole("button", { name: "Disable Hal Heron" }).click();
      await expect(page.getByRole("status")).toHaveText(/^Disabled\./);
      expect((await context.request.get(`/s/${token}`)).status()).toBe(404);
      await page.getByRole("button", { name: "Enable Hal Heron" }).click();
      await expect(page.getByRole("status")).toHaveText(/^Enabled\./);
      expect((await context.request.get(`/s/${token}`)).status()).toBe(404);
    });
  });
}

test("R8: Who is disabled, or has less of a role, finds that at the next request to every instance, within a second", async ({
  page,
  browser,
  workspace,
  member,
  sessionOf,
  signedInAs,
}) => {
  const other = await OwnServer.start(workspace.databaseUrl);
  const theirs = await browser.newContext();
  try {
    const ivo = await member("Ivo Ibis", ["viewer", "admin"]);
    const cookie = await sessionOf(ivo.email);
    await theirs.addCookies([cookie, { ...cookie, url: other.url }]);
    const statuses = (path: string) =>
      Promise.all([workspace.publicUrl, other.url].map(async (at) => (await theirs.request.get(at + path)).status()));
    expect(await statuses("/settings/audit")).toEqual([200, 200]);
    await signedInAs("ada@quarterdeck.example");
    await page.goto(ivo.path);
    await page.getByLabel("Admin").uncheck();
    await page.getByRole("button", { name: "Save roles" }).click();
    await expect(page.getByRole("status")).toHaveText(/^Saved/);
    const changed = Date.now();
    expect(await statuses("/settings/audit")).toEqual([404, 404]);
    expect(Date.now() - changed).toBeLessThan(1_000);
    expect(await statuses("/companies")).toEqual([200, 200]);
    await page.getByRole("button", { name: "Disable Ivo Ibis" }).click();
    await expect(page.getByRole("status")).toHaveText(/^Disabled/);
    for (const at of [workspace.publicUrl, other.url]) {
      const answer = await theirs.request.get(`${at}/companies`, { maxRedirects: 0 });
      expect([answer.status(), answer.headers().location]).toEqual([307, "/sign-in?next=%2Fcompanies"]);
    }
  } finally {
    await other.kill();
    await theirs.close();
  }
});

test("An admin invites, changes roles and disables by keyboard alone", async ({ page, member, signedInAs }) => {
  const kit = await member("Kit Kestrel", ["viewer"]);
  const email = `kim-${randomUUID()}@fog.example`;
  await signedInAs("ada@quarterdeck.example");
  await page.goto("/settings/people");
  await tabTo(page, /^Invite somebody/, 20);
  await press(page, "Enter");
  await expect(page.getByRole("heading", { name: "Invite somebody" })).toBeVisible();
  await tabTo(page, /^Email/, 20);
  await page.keyboard.type(email);
  await tabTo(page, /^Analyst/);
  await press(page, "Space");
  await tabTo(page, /^Invite$/);
  await press(page, "Enter");
  await expect(page.getByRole("heading", { name: "The invitation is made" })).toBeFocused();
  await tabTo(page, /^Back to all people/);
  await press(page, "Enter");
  await expect(page.getByRole("row").filter({ hasText: email })).toContainText("viewer, analyst");
  await page.goto(kit.path);
  await tabTo(page, /^Analyst/, 30);
  await press(page, "Space");
  await tabTo(page, /^Save roles/);
  await press(page, "Enter");
  await expect(page.getByRole("status")).toHaveText(/^Saved/);
  await tabTo(page, /^Disable Kit Kestrel/, 40);
  await press(page, "Enter");
  await expect(page.getByRole("status")).toHaveText(/^Disabled/);
});
