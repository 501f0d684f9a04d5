import { randomInt } from "node:crypto";
import type { Page } from "playwright/test";
import { type Connection, connect } from "@/db/connect";
import { removeData, startEmbedded } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { throwawayFolder, throwawaySettings } from "@/db/throwaway";
import type { Role } from "@/lib/auth/roles";
import { env } from "@/lib/env";
import { type MailServer, startMailServer } from "@/lib/mail/fixtures/mail-server";
import { addMember } from "@/lib/world";
import { test as base, expect } from "./fixtures";
import { type Issuer, startIssuer } from "./issuer";
import { freePort, OwnServer } from "./own-server";

export { expect };

export type Member = { email: string; name: string; password: string };

type Entry = { url: string; connection: Connection; mail: MailServer; issuer: Issuer };

type ForATest = {
  /** Adds somebody whom no other test knows. */
  newMember: (role: Role) => Promise<Member>;
};

/** A workspace of its own, empty but for its people, with every way in: what it asks of everybody concerns no other test. */
export const test = base.extend<ForATest, { entry: Entry }>({
  entry: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const folder = await throwawayFolder("entry");
      const database = await startEmbedded(folder, { settings: throwawaySettings });
      await migrateDatabase(database.ownerUrl);
      const mail = await startMailServer();
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const issuer = await startIssuer(`${url}/api/auth/callback/oidc`);
      const server = await OwnServer.start(database.url, {
        DATABASE_SHARE_URL: database.shareUrl,
        AUTH_SECRET: database.authSecret,
        PORT: String(port),
        SMTP_URL: mail.url,
        MAIL_FROM: "Quarterdeck <notes@quarterdeck.example>",
        OIDC_ISSUER: issuer.url,
        OIDC_CLIENT_ID: issuer.clientId,
        OIDC_CLIENT_SECRET: issuer.clientSecret,
        OIDC_ALLOWED_DOMAINS: "quarterdeck.example",
        OIDC_NAME: "Fog Identity",
        CHROMIUM_PATH: env().CHROMIUM_PATH ?? "",
      });
      const connection = connect(database.url, { max: 2, name: "e2e" });
      await use({ url, connection, mail, issuer });
      await server.kill();
      await connection.close();
      await Promise.all([issuer.close(), mail.close()]);
      await database.stop();
      await removeData(folder);
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ entry }, use) => use(entry.url),
  newMember: async ({ entry }, use) => {
    await use(async (role) => {
      const name = `Nan ${randomInt(1e6, 1e7)}`;
      const email = `${name.toLowerCase().replace(" ", ".")}@quarterdeck.example`;
      const { password } = await addMember(entry.connection.db, { email, name, roles: [role] });
      return { email, name, password };
    });
  },
});

/** Types an address and a password on the sign-in page. */
export async function signInAs(page: Page, { email, password }: Member, path = "/sign-in"): Promise<void> {
  await page.goto(path);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/** The path of the link in the mail that was sent to somebody last. */
export async function linkSentTo({ mail }: Entry, { email }: Member): Promise<string> {
  const sent = () => mail.received.filter(({ to }) => to.includes(email)).at(-1)?.text ?? "";
  await expect.poll(sent, { timeout: 20_000 }).toContain("http");
  return /http:\/\/\S+(\/sign-in\/\S+)/.exec(sent())?.[1] ?? "";
}
