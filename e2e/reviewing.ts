import { randomBytes } from "node:crypto";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright/test";
import type { Role } from "@/lib/auth/roles";
import type { Context, UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import type { Item } from "@/lib/notes/content";
import { type FieldValue, valueAt } from "@/lib/notes/field";
import type { Edit } from "@/lib/notes/input";
import { readReviewed } from "@/lib/review/change-queries";
import { decideChanges } from "@/lib/review/decide-commands";
import { addCompanyOf, addMember, as, readDraft, saveAs } from "@/lib/world";
import { nth } from "./draft";
import { test as base, expect } from "./fixtures";
import { type PublishedNote, publishedNote, severalSections } from "./published";

export { expect };

type Person = Context & { actor: UserActor };

/** Who is new to the team, and the email that they sign in with. */
type Newcomer = Person & { email: string };

/** A note of this test's own, out as r1. */
type Note = PublishedNote & {
  /** begins a draft on what is out, as this person, and writes in it */
  draft: (by: Person, values: Values) => Promise<string>;
  /** writes in a draft, over what it says now */
  write: (by: Person, revisionId: string, values: Values) => Promise<void>;
};

/** What a draft says where the first revision says something else. */
type Values = Partial<Record<keyof typeof places, string>>;

const places = {
  headline: { kind: "headline", place: 0, field: "text" },
  orders: { kind: "takeaway", place: 0, field: "body" },
  supply: { kind: "takeaway", place: 1, field: "body" },
  supplyTitle: { kind: "takeaway", place: 1, field: "title" },
  revenue: { kind: "guidance_row", place: 0, field: "current" },
} as const;

export const test = base.extend<{
  ana: Person;
  rowan: Person;
  newcomer: (name: string, role: Role) => Promise<Newcomer>;
  /** A company of this test's own, without a note, by its ticker. */
  ticker: string;
  note: Note;
  /** A page in a browser of this person's own. */
  pageOf: (email: string, options?: BrowserContextOptions) => Promise<Page>;
}>({
  ana: async ({ contextOf }, use) => use(await contextOf("ana@quarterdeck.example")),
  rowan: async ({ contextOf }, use) => use(await contextOf("rowan@quarterdeck.example")),
  newcomer: async ({ connection: { db } }, use) => {
    await use(async (name, role) => {
      const email = `${randomBytes(8).toString("hex")}@fog.example`;
      const { actor } = await addMember(db, { email, name, roles: [role] });
      return { ...as(db, actor), actor, email };
    });
  },
  ticker: async ({ connection }, use) => {
    const ticker = `V${randomBytes(4).toString("hex").toUpperCase()}`;
    const facts = { exchange: "XNAS", name: `Vane Works ${ticker}`, currency: "USD", fiscalYearEnd: "12" };
    await addCompanyOf(connection.db, { ticker, ...facts });
    await use(ticker);
  },
  note: async ({ ticker, ana, rowan }, use) => {
    const people = { writer: ana.actor, reviewer: rowan.actor };
    const published = await publishedNote(ana, people, severalSections, ticker);
    const write: Note["write"] = async (by, draftId, values) => {
      const { content } = await readDraft(by.db, draftId);
      const edits = Object.entries(values).map(([name, value]) => {
        const { kind, place, field } = places[name as keyof Values];
        return set(nth(content, kind, place), field, value);
      });
      await saveAs(by.db, by.actor, draftId, edits);
    };
    const draft: Note["draft"] = async (by, values) => {
      const begun = await createDraft(by, { ticker, period: "2025-Q1", beside: true });
      await write(by, begun.revisionId, values);
      return begun.revisionId;
    };
    await use({ ...published, draft, write });
  },
  pageOf: async ({ browser, sessionOf }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (email, options = {}) => {
      const context = await browser.newContext(options);
      opened.push(context);
      await context.addCookies([await sessionOf(email)]);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },
});

function set(item: Item, field: string, value: FieldValue): Edit {
  return { op: "set", kind: item.kind, itemId: item.id, field, base: valueAt(item, field), value };
}

/** Accepts all changes of a revision in review, as they are now. */
export async function acceptAll(by: Person, revisionId: string): Promise<void> {
  const changes = (await readReviewed(by.db, revisionId))?.changes ?? [];
  const seen = changes.map(({ itemId, part, sha256: changeSha256 }) => ({ itemId, part, changeSha256 }));
  await decideChanges(by, { revisionId, verdict: "accepted", changes: seen });
}

/** A change on the page of a review, by its number. */
export const changeOn = (page: Page, number: number) =>
  page.getByRole("article", { name: new RegExp(`^Change ${number}: `) });

export const decisionOn = (page: Page) => page.getByRole("region", { name: "Decision" });

/** How many revisions the navigation says wait for the person's review. */
export async function waitingIn(page: Page): Promise<number> {
  const link = page.getByRole("navigation", { name: "Main", exact: true }).getByRole("link", { name: /^Reviews/ });
  return Number(/\d+/.exec((await link.textContent()) ?? "")?.[0] ?? 0);
}
