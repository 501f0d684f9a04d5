import type { Page } from "playwright/test";
import { dayAfter } from "@/lib/sharing/link-fields";
import { expect } from "../fixtures";
import { newAddress } from "../new-address";
import { test } from "../published-note";
import { expectSound, inEveryLook } from "../sound";

const today = () => new Date().toISOString().slice(0, 10);
const password = "a long enough password";

const share = (page: Page, path: string) => page.goto(`${path}/share`);
const make = (page: Page) => page.getByRole("button", { name: "Make the link" }).click();
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();

for (const javaScriptEnabled of [true, false]) {
  test.describe(`an analyst ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("makes a link with every option there is, and changes each of them later", async ({
      page,
      context,
      note,
      signedInAs,
    }) => {
      await signedInAs("ana@quarterdeck.example");
      await page.goto(note.path);
      await page.getByRole("link", { name: "Share" }).click();
      await expect(page).toHaveURL(`${note.path}/share`);
      await page.getByLabel("Who it is for").fill("Gull Rock Fund");
      await page.getByRole("radio", { name: "Always the latest published" }).check();
      await page.getByRole("radio", { name: "On a day" }).check();
      await page.getByLabel("Last day, UTC").fill("2031-06-30");
      await page.getByLabel("Limit of views").fill("3");
      await page.getByRole("checkbox", { name: "Readers may download it" }).check();
      await page.getByRole("checkbox", { name: "Tell readers when a newer revision is out" }).uncheck();
      await page.getByLabel("Password, if it shall have one").fill(password);
      await make(page);
      await expect(page.getByRole("heading", { name: "The link for Gull Rock Fund is made" })).toBeVisible();
      await expect(page.getByRole("img", { name: "The address as a QR code" })).toBeVisible();
      const address = await newAddress(page);
      expect(page.url()).not.toContain("/s/");
      const row = page.getByRole("row", { name: /Gull Rock Fund/ });
      await expect(row).toContainText("The latest published");
      await expect(row).toContainText("Password, 0 of 3 views used, Downloads");
      await expect(row).toContainText("30 Jun 2031, 23:59 UTC");
      expect((await context.request.get(address)).status()).toBe(401);

      await row.getByRole("link", { name: "Gull Rock Fund" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Gull Rock Fund");
      await expect(page.getByText(address)).toHaveCount(0);
      await page.getByLabel("Who it is for").fill("Tern Capital");
      await page.getByRole("radio", { name: "r1, for ever" }).check();
      await page.getByRole("radio", { name: "No end" }).check();
      await page.getByLabel("Limit of views").fill("");
      await page.getByRole("checkbox", { name: "Readers may download it" }).uncheck();
      await page.getByRole("radio", { name: "Take it away" }).check();
      await save(page);
      await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tern Capital");
      await expect(page.getByLabel("Password, if it shall have one")).toBeEmpty();
      expect((await context.request.get(address)).status()).toBe(200);
      await page.reload();
      await page.getByRole("radio", { name: "In 7 days" }).check();
      await page.getByLabel("Password, if it shall have one").fill(password);
      await save(page);
      await expect(page.getByRole("radio", { name: "Keep the one it has" })).toBeChecked();
      await expect(page.getByRole("radio", { name: "As it is now" })).toBeChecked();
      expect((await context.request.get(address)).status()).toBe(401);
    });

    test("is told at its field what is wrong, and types nothing twice", async ({ page, note, signedInAs }) => {
      await signedInAs("ana@quarterdeck.example");
      await share(page, note.path);
      await page.getByLabel("Who it is for").fill("Gull Rock Fund");
      await page.getByRole("radio", { name: "On a day" }).check();
      await page.getByLabel("Last day, UTC").fill("2020-01-31");
      await page.getByLabel("Limit of views").fill("a few");
      await page.getByLabel("Who it is for").fill("");
      await page.getByLabel("Password, if it shall have one").fill("short");
      await make(page);
      await expect(page.getByLabel("Limit of views")).toHaveAccessibleDescription(/no whole number/);
      await expect(page.getByLabel("Last day, UTC")).toHaveAccessibleDescription(/is over already/);
      await expect(page.getByLabel("Last day, UTC")).toHaveValue("2020-01-31");
      await expect(page.getByLabel("Password, if it shall have one")).toHaveAccessibleDescription(
        /A link's password has 10 characters or more/,
      );
      const first = page.getByLabel("Who it is for");
      await expect(first).toHaveAccessibleDescription(/Name the link/);
      await expect(page.getByRole("alert").filter({ hasText: /./ })).toHaveCount(4);
      await first.fill("Gull Rock Fund");
      await page.getByRole("radio", { name: "In 90 days" }).check();
      await page.getByLabel("Limit of views").fill("9".repeat(30));
      await make(page);
      await expect(page.getByLabel("Limit of views")).toHaveAccessibleDescription(/100,000 views at most/);
      await expect(first).toHaveValue("Gull Rock Fund");
      await page.getByLabel("Limit of views").fill("");
      await page.getByLabel("Password, if it shall have one").fill("");
      await make(page);
      await expect(page.getByRole("row", { name: /Gull Rock Fund/ })).toContainText("23:59 UTC");
    });

    test("gives a link a new address, shown once, after which the old one opens nothing, and ends it", async ({
      page,
      context,
      note,
      signedInAs,
    }) => {
      await signedInAs("ana@quarterdeck.example");
      const link = await note.link("Gull Rock Fund");
      await page.goto(link.path);
      await page.getByLabel("Limit of views").fill("9");
      await save(page);
      await expect(page.getByText(/^Saved\./)).toBeVisible();
      await page.getByText("Give it a new address").click();
      await page.getByRole("button", { name: "Replace the address" }).click();
      await expect(page.getByRole("heading", { name: "The link has a new address" })).toBeVisible();
      await expect(page.getByText(/^Saved\./)).toHaveCount(0);
      const address = await newAddress(page);
      expect((await context.request.get(link.address)).status()).toBe(404);
      expect((await context.request.get(address)).status()).toBe(200);
      await page.goto(link.path);
      await page.getByRole("region", { name: "Ending it" }).getByText("End this link").click();
      await page.getByRole("button", { name: "End it for good" }).click();
      await expect(page.getByText(/Ended by Ana Alder on/)).toBeVisible();
      await expect(page.getByRole("button", { name: "Save", exact: true })).toHaveCount(0);
      expect((await context.request.get(address)).status()).toBe(404);
      await share(page, note.path);
      await expect(page.getByText("No link to this note is open.")).toBeVisible();
      await page.getByRole("link", { name: "Show the ended ones too" }).click();
      await expect(page.getByRole("row", { name: /Gull Rock Fund/ })).toContainText("Ended by Ana Alder");
    });

    test("who saves over what a colleague changed keeps what they typed, and sees what is new", async ({
      page,
      browser,
      note,
      sessionOf,
      signedInAs,
      workspace,
    }) => {
      await signedInAs("ana@quarterdeck.example");
      const link = await note.link("Gull Rock Fund");
      await page.goto(link.path);
      const context = await browser.newContext({ javaScriptEnabled });
      await context.addCookies([await sessionOf("rowan@quarterdeck.example")]);
      const other = await context.newPage();
      await other.goto(workspace.publicUrl + link.path);
      await other.getByLabel("Limit of views").fill("9");
      await save(other);
      await expect(other.getByText(/^Saved\./)).toBeVisible();
      await page.getByLabel("Who it is for").fill("Tern Capital");
      await save(page);
      await expect(page.getByText("Somebody changed this link meanwhile.")).toBeVisible();
      await expect(page.getByLabel("Who it is for")).toHaveValue("Tern Capital");
      await expect(page.getByLabel("Limit of views")).toHaveValue("9");
      await expect(page.getByLabel("Limit of views")).toHaveAccessibleDescription(/from no limit to 9/);
      await save(page);
      await expect(page.getByText(/^Saved\./)).toBeVisible();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tern Capital");
      await expect(page.getByLabel("Limit of views")).toHaveValue("9");
      await context.close();
    });
  });
}

test.describe("in Shanghai", () => {
  test.use({ timezoneId: "Asia/Shanghai", permissions: ["clipboard-read", "clipboard-write"] });

  test("an end is shown in UTC and as clocks show it there, and Y copies the address", async ({
    page,
    context,
    note,
    signedInAs,
  }) => {
    await signedInAs("ana@quarterdeck.example");
    await share(page, note.path);
    await page.getByLabel("Who it is for").fill("Y stays a letter in a field");
    await page.getByRole("radio", { name: "On a day" }).check();
    await page.getByLabel("Last day, UTC").fill("2031-06-30");
    await expect(page.getByText("30 Jun 2031, 23:59 UTC, which is 1 Jul 2031, 07:59 in Asia/Shanghai")).toBeVisible();
    await page.getByRole("radio", { name: "In 7 days" }).check();
    await expect(page.getByLabel("Last day, UTC")).toBeHidden();
    await make(page);
    await expect(page.getByRole("heading", { name: /is made$/ })).toBeFocused();
    await page.keyboard.press("y");
    await expect(page.getByRole("status").filter({ hasText: "Copied." })).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect((await context.request.get(copied)).status()).toBe(200);
    const row = page.getByRole("row", { name: /Y stays/ });
    await expect(row).toContainText(/23:59 UTC, which is .* 07:59 in Asia\/Shanghai/);
    await expect(row.getByRole("time").first()).toHaveAttribute("datetime", `${dayAfter(today(), 7)}T23:59:59.999Z`);
    await page.getByRole("link", { name: "Make another link" }).click();
    await expect(page.getByLabel("Who it is for")).toBeEmpty();
    expect(await page.content()).not.toContain(new URL(copied).pathname);
  });
});

inEveryLook(() => {
  test("the page to share a note and the new address are accessible, and fit their width", async ({
    page,
    note,
    signedInAs,
  }) => {
    await signedInAs("ana@quarterdeck.example");
    await note.link("x".repeat(200));
    await share(page, note.path);
    await page.getByRole("radio", { name: "On a day" }).check();
    await expectSound(page, "the form");
    await page.getByLabel("Last day, UTC").fill("2020-01-31");
    await page.getByLabel("Who it is for").fill("Gull Rock Fund");
    await make(page);
    await expect(page.getByText("is over already")).toBeVisible();
    await page.evaluate(() => scrollTo(0, 0)); // away from under the bar, where nothing is to be pressed
    await expectSound(page, "the form that was refused");
    await page.getByRole("radio", { name: "In 7 days" }).check();
    await make(page);
    await expect(page.getByRole("button", { name: "Copy the address" })).toBeVisible();
    await expectSound(page, "the new address");
  });
});
