import { recallRevision } from "@/lib/publishing/recall-commands";
import { as } from "@/lib/world";
import { expect } from "../fixtures";
import { publishNext } from "../published";
import { test, userAgent } from "../reader";
import { expectSound } from "../sound";

test("A password opens the note for this browser, and the address of the link leaves it.", async ({
  share,
  reader,
}) => {
  const page = await reader.newPage();
  const address = await share({ password: "Lantern by the bay" });
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This note asks for a password");
  await expectSound(page, "what a reader sees");
  await page.getByLabel("Password").fill("Lantern by the sea");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(/This is not the password/);
  await page.getByLabel("Password").fill("Lantern by the bay");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Orders recover");
  expect(page.url()).not.toContain(new URL(address).pathname);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Orders recover");
  const place = page.url();
  const cookies = await reader.cookies();
  expect(cookies.map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual(Array(2).fill([true, "Lax"]));
  const paths = [place, address].map((url) => new URL(url).pathname);
  expect(cookies.map(({ path }) => path).sort()).toEqual(paths.sort());
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Orders recover");
  expect(page.url()).toBe(place);
});

test("A code that is sent to an address of the link opens it.", async ({ share, reader, mail }) => {
  const page = await reader.newPage();
  await page.goto(await share({ recipients: ["@fund.example"] }));
  await page.getByLabel("Your e-mail address").fill("nobody@nowhere");
  await page.getByRole("button", { name: "Send the code" }).click();
  await expect(page.getByRole("alert")).toHaveText(/This is no e-mail address/);
  await page.getByLabel("Your e-mail address").fill("client@fund.example");
  await page.getByRole("button", { name: "Send the code" }).click();
  await expectSound(page, "what a reader sees");
  await expect(() => expect(mail.received.at(-1)?.to).toEqual(["client@fund.example"])).toPass();
  const code = /^(\d{6}) /.exec(mail.received.at(-1)?.text ?? "")?.[1] ?? "";
  await page.getByLabel("Code").fill(code);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Orders recover");
});

test("A link with a number of views takes one at each press, and is gone after the last.", async ({
  share,
  reader,
}) => {
  const page = await reader.newPage();
  const address = await share({ viewsMax: 2 });
  for (const left of ["2 times more", "once more"]) {
    await page.goto(address);
    await expect(page.getByText(`It can be opened ${left}.`, { exact: false })).toBeVisible();
    await page.reload();
    await page.getByRole("button", { name: "Open the note" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Orders recover");
  }
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link opens nothing");
});

test("A newer revision and a recall are seen at the next load, and by a link that follows the note as by any.", async ({
  share,
  reader,
  note,
  connection,
  ana,
  rowan,
}) => {
  const [fixed, following] = [await reader.newPage(), await reader.newPage()];
  await fixed.goto(await share());
  await following.goto(await share({ policy: "latest" }));
  for (const page of [fixed, following]) await expect(page.getByText("USD 11 million")).toBeVisible();
  const second = await publishNext(connection, { writer: ana.actor, reviewer: rowan.actor }, note, ({ content }) => {
    const itemId = content.items.find(({ kind }) => kind === "guidance_row")?.id ?? "";
    const of = { op: "set", kind: "guidance_row", itemId, field: "current" } as const;
    return [{ ...of, base: "USD 11 million", value: "USD 12 million" }];
  });
  await fixed.reload();
  await expect(fixed.getByRole("note")).toContainText(/r2 is out since .*, 1 change\./);
  await fixed.getByText("What r2 changes").click();
  await expect(fixed.getByText("Guidance: Revenue, current: “USD 11 million”, now “USD 12 million”")).toBeVisible();
  await expect(fixed.getByRole("cell", { name: /USD 11 million/ })).toBeVisible();
  await expectSound(fixed, "what a reader sees");
  await following.reload();
  await expect(following.getByRole("cell", { name: /USD 12 million/ })).toBeVisible();
  await recallRevision(as(connection.db, rowan.actor), {
    revisionId: second,
    reason: "The figure was of another year.",
  });
  await following.reload();
  await expect(following.getByRole("heading", { level: 1 })).toHaveText("This note was recalled");
  await expect(following.getByText("The figure was of another year.")).toBeVisible();
  await expect(following.getByText("USD")).toHaveCount(0);
  await fixed.reload();
  await expect(fixed.getByRole("note")).toHaveCount(0);
});

test("The files of a link are those of the note; the PDF has the pages that a print has.", async ({
  share,
  reader,
  workspace,
  door,
}) => {
  const page = await reader.newPage();
  await page.goto(await share({ mayDownload: true }));
  const got: Record<string, string> = {};
  for (const name of ["PDF", "Markdown", "JSON"]) {
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk);
    got[name] = Buffer.concat(chunks).toString("latin1");
    expect(file.suggestedFilename()).toMatch(/^T\d+-2025-Q1-r1\.(pdf|md|json)$/);
  }
  expect(got.Markdown).toContain("# Orders recover\n");
  expect(JSON.parse(got.JSON ?? "")).toMatchObject({ revision: 1, period: "2025-Q1" });
  expect(got.PDF?.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  expect(got.PDF).toMatch(/\/Title \(T\d+ Q1 2025, r1\)/);

  // Paper of the demo's long note, as a reader prints it.
  await page.goto(door.url + workspace.sharedLinkPath);
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(paper.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(5);
});

test("On a phone nothing is wider than the page, and each section is one press away.", async ({ share, browser }) => {
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, userAgent });
  const page = await phone.newPage();
  await page.goto(await share({ mayDownload: true, policy: "latest" }));
  await expectSound(page, "what a reader sees");
  const isAtTarget = () =>
    page.locator(":target").evaluate((heading) => {
      const { top } = heading.getBoundingClientRect();
      return top >= 0 && top < window.innerHeight ? heading.textContent : "";
    });
  for (const name of ["Takeaways", "Guidance", "Topics", "Q&A digest", "Covering analysts", "Sources"]) {
    await page.getByRole("navigation").getByRole("link", { name }).click();
    await expect.poll(isAtTarget).toMatch(new RegExp(`^${name}`));
  }
  await phone.close();
});
