import { readFileSync } from "node:fs";
import { test as base } from "playwright/test";
import { type Connection, connect } from "@/db/connect";
import { createSession } from "@/lib/auth/commands";
import { findActorByEmail } from "@/lib/auth/queries";
import { type ServedWorkspace, servedWorkspace } from "./workspace";

export { expect } from "playwright/test";

type ForATest = {
  /** Gives the browser a session of this person, as if they had signed in. */
  signedInAs: (email: string) => Promise<void>;
  /** The statements that the server sends to PostgreSQL to answer this address, in their order. */
  queriesOf: (path: string) => Promise<string[]>;
};
type ForAWorker = { workspace: ServedWorkspace; connection: Connection };

export const test = base.extend<ForATest, ForAWorker>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  workspace: [async ({}, use) => use(servedWorkspace()), { scope: "worker" }],
  connection: [
    async ({ workspace }, use) => {
      const connection = connect(workspace.databaseUrl, { max: 2, name: "e2e" });
      await use(connection);
      await connection.close();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ workspace }, use) => use(workspace.publicUrl),
  signedInAs: async ({ context, connection, workspace }, use) => {
    await use(async (email) => {
      const ctx = { db: connection.db, actor: { kind: "system", name: "e2e" } as const, now: new Date() };
      const person = await findActorByEmail(ctx, email);
      if (!person) throw new Error(`${email} is not in the demo.`);
      const { token, expiresAt } = await createSession(ctx, person.id);
      const expires = Math.floor(expiresAt.getTime() / 1000);
      const cookie = { name: "session", value: token, url: workspace.publicUrl, expires };
      await context.addCookies([{ ...cookie, httpOnly: true, sameSite: "Lax" }]);
    });
  },
  queriesOf: async ({ context, workspace }, use) => {
    await use(async (path) => {
      await context.request.get(path); // once before, for what only a new connection asks
      const before = statements(workspace.log).length;
      await context.request.get(path);
      return statements(workspace.log).slice(before);
    });
  },
});

/** What the served product asked, without the frames of transactions. */
function statements(log: string): string[] {
  return readFileSync(log, "utf8")
    .split("\n")
    .map((line) => /^quarterdeck(?: share)?\|LOG: {2}(?:execute [^:]*|statement): (.*)/.exec(line)?.[1] ?? "")
    .filter((statement) => statement !== "" && !/^(begin|commit|rollback|savepoint|release)\b/i.test(statement));
}
