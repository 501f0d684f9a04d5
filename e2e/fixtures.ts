import { readFileSync } from "node:fs";
import { type BrowserContext, test as base, expect } from "playwright/test";
import { type Connection, connect } from "@/db/connect";
import { createSession } from "@/lib/auth/commands";
import { findActorByEmail } from "@/lib/auth/queries";
import type { Context, UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import type { NoteContent } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import type { Period } from "@/lib/notes/period";
import { type ServedWorkspace, servedWorkspace } from "./workspace";

export { expect };

type Person = "ana@quarterdeck.example" | "rowan@quarterdeck.example" | "ada@quarterdeck.example";

type Cookie = Parameters<BrowserContext["addCookies"]>[0][number];

type ForATest = {
  /** A new session of this person, for a browser of their own. */
  sessionOf: (email: string) => Promise<Cookie>;
  /** As this person acts, to arrange with commands what a journey begins with. */
  contextOf: (email: Person) => Promise<Context & { actor: UserActor }>;
  /** A new draft of a published note of the demo, beside any other, and where its editor is. */
  newDraft: (ticker: string, period: Period) => Promise<{ revisionId: string; path: string }>;
  /** What a draft holds in the database. */
  contentOf: (revisionId: string) => Promise<NoteContent>;
  /** Every page of the browser, and of those that a test opens beside it, keeps to its content policy, and throws nothing. */
  quiet: undefined;
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
  quiet: [
    async ({ browser, context }, use) => {
      const broken = [brokenIn(context)];
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const made = await newContext(options);
        broken.push(brokenIn(made));
        return made;
      };
      await use(undefined);
      browser.newContext = newContext;
      expect(broken.flat()).toEqual([]);
    },
    { auto: true },
  ],
  contextOf: async ({ connection }, use) => {
    await use(async (email) => {
      const ctx = { db: connection.db, actor: { kind: "system", name: "e2e" } as const, now: new Date() };
      const actor = await findActorByEmail(ctx, email);
      if (!actor) throw new Error(`${email} is not in the demo.`);
      return { ...ctx, actor };
    });
  },
  newDraft: async ({ contextOf }, use) => {
    await use(async (ticker, period) => {
      const ctx = await contextOf("ana@quarterdeck.example");
      const { revisionId } = await createDraft(ctx, { ticker, period, beside: true });
      return { revisionId, path: `/companies/${ticker}/${period}/edit/${revisionId}` };
    });
  },
  contentOf: async ({ connection }, use) => {
    await use(async (revisionId) => {
      const content = await readContent(connection.db, revisionId);
      if (!content) throw new Error("There is no such draft.");
      return content;
    });
  },
  baseURL: async ({ workspace }, use) => use(workspace.publicUrl),
  sessionOf: async ({ connection, workspace }, use) => {
    await use(async (email) => {
      const ctx = { db: connection.db, actor: { kind: "system", name: "e2e" } as const, now: new Date() };
      const person = await findActorByEmail(ctx, email);
      if (!person) throw new Error(`${email} is not in the demo.`);
      const { token, expiresAt } = await createSession(ctx, person.id);
      const expires = Math.floor(expiresAt.getTime() / 1000);
      return { name: "session", value: token, url: workspace.publicUrl, expires, httpOnly: true, sameSite: "Lax" };
    });
  },
  signedInAs: async ({ context, sessionOf }, use) => {
    await use(async (email) => context.addCookies([await sessionOf(email)]));
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

/** What goes wrong from now on in the pages of a browser: against its content policy, or thrown. */
function brokenIn(context: BrowserContext): string[] {
  const broken: string[] = [];
  context.on("console", (message) => {
    if (/Content.Security.Policy|hydrat/i.test(message.text())) broken.push(message.text());
  });
  context.on("weberror", (error) => broken.push(error.error().message));
  return broken;
}

/** What the served product asked, without the frames of transactions. */
function statements(log: string): string[] {
  return readFileSync(log, "utf8")
    .split("\n")
    .map((line) => /^quarterdeck(?: share)?\|LOG: {2}(?:execute [^:]*|statement): (.*)/.exec(line)?.[1] ?? "")
    .filter((statement) => !statement.includes("graphile_worker")) // the worker looks after its queue by itself
    .filter((statement) => statement !== "" && !/^(begin|commit|rollback|savepoint|release)\b/i.test(statement));
}
