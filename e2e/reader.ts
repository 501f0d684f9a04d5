import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext } from "playwright/test";
import type { Context, UserActor } from "@/lib/context";
import { env } from "@/lib/env";
import { type MailServer, startMailServer } from "@/lib/mail/fixtures/mail-server";
import { issueLink } from "@/lib/sharing/commands";
import { test as base } from "./fixtures";
import { OwnServer } from "./own-server";
import { type PublishedNote, publishedNote } from "./published";

type Link = Omit<Parameters<typeof issueLink>[1], "revisionId" | "label" | "expiresAt">;

const textOf = (address: string) => `Documents:
- doc 1: Results | release | 2025-05-01 | ${address}

Guidance:
Metric | Period | Previous Guidance | Current Guidance | Change |
---|---|---|---|---|
Revenue | FY 2025 | USD 10 million | USD 11 million [doc 1] | [raised] |
`;

/** What a person reads with; a browser that says that nobody looks at it is not counted. */
export const userAgent =
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

export const test = base.extend<ForATest, ForAWorker>({
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
