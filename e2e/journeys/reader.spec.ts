import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext } from "playwright/test";
import type { Context, UserActor } from "@/lib/context";
import { env } from "@/lib/env";
import { type MailServer, startMailServer } from "@/lib/mail/fixtures/mail-server";
import { recallRevision } from "@/lib/publishing/recall-commands";
import { issueLink } from "@/lib/sharing/commands";
import { as } from "@/lib/world";
import { test as base, expect } from "../fixtures";
import { OwnServer } from "../own-server";
import { type PublishedNote, publishedNote, publishNext } from "../published";
import { expectSound } from "../sound";

type Link = Omit<Parameters<typeof issueLink>[1], "revisionId" | "label" | "expiresAt">;

const textOf = (address: string) => `Documents:
- doc 1: Results | release | 2025-05-01 | ${address}

Guidance:
Metric | Period | Previous Guidance | Current Guidance | Change |
---|---|---|---|---|
Revenue | FY 2025 | USD 10 million | USD 11 million [doc 1] | [raised] |
`;

/** What a person reads with; a browser that says that nobody looks at it is not counted. */
const userAgent =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

type ForATest = {
  ana: Context & { actor: UserActor };
  rowan: Context & { actor: UserActor };
  note: PublishedNote;
  /** Makes a link to the note; its address, at a server that sends mail and prints. */
  share: (terms?: Link) => Promise<string>;
  /** a browser of nobody whom the workspace knows */
  reader: BrowserContext;
};
type ForAWorker = { mail: MailServer; door: OwnServer /** a page that a note leads to */; sink: Sink };
type Sink = { url: string; referrers: (string | undefined)[] };

const test = base.extend<ForATest, ForAWorker>({
  sink: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const referrers: Sink["referrers"] = [];
      const server = createServer((request, response) => {
        if (request.url === "/elsewhere") referrers.push(request.headers.referer);
        response.end("Elsewhere");
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as AddressInfo;
      await use({ url: `http://127.0.0.1:${port}/elsewhere`, referrers });
      server.close();
    },
    { scope: "worker" },
  ],
  mail: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const server = await startMailServer();
      await use(server);
      await server.close();
    },
    { scope: "worker" },
  ],
  door: [
    async ({ workspace, mail }, use) => {
      const server = await OwnServer.start(workspace.databaseUrl, {
        DATABASE_SHARE_URL: workspace.shareUrl,
        SMTP_URL: mail.url,
        MAIL_FROM: "Quarterdeck <notes@fog.example>",
        CHROMIUM_PATH: env().CHROMIUM_PATH ?? "",
      });
      await use(server);
      await server.kill();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  ana: async ({ contextOf }, use) => use(await contextOf("ana@quarterdeck.example")),
  rowan: async ({ contextOf }, use) => use(await contextOf("rowan@quarterdeck.example")),
  note: async ({ connection, ana, rowan, sink }, use) =>
    use(await publishedNote(connection, { writer: ana.actor, reviewer: rowan.actor }, textOf(sink.url))),
  share: async ({ ana, note, door }, use) => {
    await use(async (terms = {}) => {
      const link = { revisionId: note.revisionId, label: "A client", expiresAt: null, ...terms };
      return `${door.url}/s/${(await issueLink(ana, link)).token}`;
    });
  },
  reader: async ({ browser }, use) => {
    const context = await browser.newContext({ userAgent });
    await use(context);
    await context.close();
  },
});

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
  expect((await reader.cookies()).map(({ httpOnly, sameSite, path }) => [httpOnly, sameSite, path])).toEqual([
    [true, "Lax", new URL(page.url()).pathname],
  ]);
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

  // Paper of the demo's long note, as a reader prints it.
  await page.goto(door.url + workspace.sharedLinkPath);
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(paper.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(5);
});

test("On a phone nothing is wider than the page.", async ({ share, browser }) => {
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, userAgent });
  const page = await phone.newPage();
  await page.goto(await share({ mayDownload: true, policy: "latest" }));
  await expectSound(page, "what a reader sees");
  await phone.close();
});

test("R34: a page that a reader goes on to does not learn where they came from.", async ({ share, reader, sink }) => {
  const page = await reader.newPage();
  for (const terms of [{}, { password: "Lantern by the bay" }]) {
    await page.goto(await share(terms));
    if ("password" in terms) {
      await page.getByLabel("Password").fill(terms.password);
      await page.keyboard.press("Enter");
    }
    await page.getByRole("link", { name: /^http/ }).click();
    await expect(page.getByText("Elsewhere")).toBeVisible();
  }
  expect(sink.referrers).toEqual([undefined, undefined]);
});
