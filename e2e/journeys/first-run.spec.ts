import type { Page } from "playwright/test";
import { removeData } from "@/db/embedded";
import { throwawayFolder } from "@/db/throwaway";
import { type MailServer, startMailServer } from "@/lib/mail/fixtures/mail-server";
import { test as base, expect } from "../fixtures";
import { OwnServer } from "../own-server";

type Started = { server: OwnServer; mail: MailServer };

/** A workspace that nobody has ever entered, with a database of its own and a mail server beside it. */
const test = base.extend<{ started: Started }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  started: async ({}, use) => {
    const folder = await throwawayFolder("e2e-first");
    const mail = await startMailServer();
    const server = await OwnServer.start("", {
      QUARTERDECK_DATA: folder,
      AUDIT_HEADS: "",
      SMTP_URL: mail.url,
      MAIL_FROM: "Quarterdeck <notes@fog.example>",
    });
    await use({ server, mail });
    await server.stop();
    await mail.close();
    await removeData(folder);
  },
});

const password = "harbour lights at dusk";

/** As the only person of the workspace, on their own page. */
async function refusedToGoAway(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Fay First" }).click();
  await expect(page.getByText("This is you. Another admin can disable you.")).toBeVisible();
  await page.getByLabel("Admin").uncheck();
  await page.getByRole("button", { name: "Save roles" }).click();
  await expect(page.getByRole("group", { name: "Roles" })).toHaveAccessibleDescription(/Give at least one role/);
  await expect(page.getByRole("alert").filter({ hasText: "Give at least one role" })).toBeFocused();
  await page.getByLabel("Analyst").check();
  await page.getByLabel("Admin").uncheck();
  await page.getByRole("button", { name: "Save roles" }).click();
  await expect(page.getByText("Fay First is the only admin. Make somebody else an admin first.")).toBeVisible();
  await page.getByRole("link", { name: "People" }).first().click();
  await expect(page.getByRole("row", { name: /^Fay First/ })).toContainText("admin");
}

test("R23: Whoever starts an empty workspace becomes its first admin by the code that was printed, and invites the next by mail", async ({
  page,
  browser,
  started: { server, mail },
}) => {
  const code = /with this code, which is shown once: (\S+)/.exec(server.said)?.[1] ?? "";
  await page.goto(`${server.url}/`);
  await expect(page).toHaveURL(`${server.url}/setup`);
  await page.getByLabel("Code").fill("not-the-code");
  await page.getByLabel("Your name").fill("Fay First");
  await page.getByLabel("Email").fill("fay@fog.example");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(page.getByLabel("Code")).toHaveAccessibleDescription(/This is not the code/);
  await expect(page.getByLabel("Email")).toHaveValue("fay@fog.example");
  await page.getByLabel("Code").fill(code);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(page).toHaveURL(`${server.url}/settings/people`);
  await expect(page.getByRole("row", { name: /^Fay First/ })).toContainText("admin");
  expect((await page.request.get(`${server.url}/setup`)).status()).toBe(404);

  await refusedToGoAway(page);
  await page.getByRole("link", { name: "Invite somebody" }).click();
  await expect(page.getByText("It goes out by mail.")).toBeVisible();
  await page.getByLabel("Email").fill("Nils@fog.example");
  await page.getByLabel("Analyst").check();
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByRole("status")).toHaveText(/^It is being mailed/);
  await expect(page.getByRole("heading", { name: "The invitation is made" })).toBeFocused();
  await expect(page.locator("code")).toHaveCount(0);
  await expect.poll(() => mail.received.length).toBe(1);
  const [sent] = mail.received;
  expect(sent?.to).toEqual(["nils@fog.example"]);
  expect(sent?.text).toContain("Fay First invites you");
  const address = /http\S+\/invite\/\S+/.exec(sent?.text ?? "")?.[0] ?? "";
  expect(address).toContain(`${server.url}/invite/`);

  const other = await browser.newContext();
  const his = await other.newPage();
  await his.goto(address);
  await expect(his.getByText("You are invited as nils@fog.example.")).toBeVisible();
  await his.getByLabel("Your name").fill("Nils North");
  await his.getByLabel("Password").fill(password);
  await his.getByRole("button", { name: "Join" }).click();
  await expect(his).toHaveURL(`${server.url}/`);
  await expect(his.getByText("Nils North").first()).toBeVisible();
  await other.close();
  await page.goto(`${server.url}/settings/people`);
  await expect(page.getByRole("row", { name: /^Nils North/ })).toContainText("viewer, analyst");
  expect((await page.request.get(address)).status()).toBe(404);
});
