import { randomInt, randomUUID } from "node:crypto";
import { addComment, replyToComment } from "@/lib/comments/commands";
import type { Context, UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { itemsOf } from "@/lib/notes/content";
import { changeKey } from "@/lib/notes/diff";
import type { Edit } from "@/lib/notes/input";
import { approveRevision } from "@/lib/publishing/commands";
import { submitRevision } from "@/lib/review/commands";
import { decideChanges } from "@/lib/review/decide-commands";
import { reviewedOf, seen, set } from "@/lib/review/fixtures/reviewing";
import { addCompanyOf, publishText, readDraft, saveAs } from "@/lib/world";
import { test as base } from "./fixtures";

const rating = { severity: "high", likelihood: "likely", horizon: "0-12", status: "open", commentary: "Soon" } as const;

const noteOf = (ticker: string, rows: number) => `Format: quarterdeck 1
${ticker} Q1 2025: Orders recover

Positives:
- Orders: Orders rose 12% [doc 1].
- Kilns: The second kiln is lit.

Risks:
- Supply: One supplier is late [doc 2].
- Price: Clay costs more.

Guidance:
Metric | Period | Previous Guidance | Current Guidance | Change |
---|---|---|---|---|
${Array.from({ length: rows }, (_, at) => `Revenue ${at + 1} | FY 2025 | 10% | 12% | [raised] |`).join("\n")}
`;

type Person = Context & { actor: UserActor };

/** A company of its own whose note is out as r1, and what its analyst does with drafts of it. */
async function publishedNote(ana: Person, rowan: Person, rows = 3) {
  const { db } = ana;
  const ticker = `L${randomInt(1e6, 1e7)}`;
  await addCompanyOf(db, { ticker, exchange: "XNAS", name: "Fog Works", currency: "USD", fiscalYearEnd: "12" });
  const text = noteOf(ticker, rows);
  await publishText(db, { text, writer: ana.actor, reviewer: rowan.actor, summary: "First note" });
  return {
    ticker,
    begin: async () => {
      const { revisionId } = await createDraft(ana, { ticker, period: "2025-Q1", beside: true });
      return { revisionId, ...(await itemsIn(ana, revisionId)) };
    },
    edit: (revisionId: string, edits: Edit[]) => saveAs(db, ana.actor, revisionId, edits),
    submit: (revisionId: string, summary: string) => submitRevision(ana, { revisionId, summary }),
  };
}

async function itemsIn({ db }: Person, revisionId: string) {
  const { content } = await readDraft(db, revisionId);
  const [orders, kilns, supply, price] = itemsOf(content, "takeaway");
  const guidance = itemsOf(content, "guidance_row");
  const [row] = guidance;
  if (!orders || !kilns || !supply || !price || !row) throw new Error("It is another note.");
  return { orders, kilns, supply, price, row, guidance };
}

async function richReview(ana: Person, rowan: Person): Promise<string> {
  const { db } = ana;
  const { begin, edit, submit } = await publishedNote(ana, rowan);
  const { revisionId, orders, kilns, supply, price, row } = await begin();
  const margin = { ...row, id: randomUUID(), fields: { ...row.fields, metric: "Margin" } };
  await edit(revisionId, [
    set(orders, "title", "Orders and backlog"),
    { op: "remove", item: kilns },
    set(supply, "body", "One supplier of two is late."),
    set(supply, "assessment", rating),
    set(price, "kind", "positive"),
    set(row, "current", "13%"),
    { op: "add", item: margin, after: row.id },
  ]);
  await submit(revisionId, "Rate the supplier\nSay what is new");
  const keys = (await reviewedOf(db, revisionId)).changes.map(changeKey);
  const decide = async (itemId: string, verdict: "accepted" | "change_requested", comment = "") => {
    const [key = ""] = keys.filter((each) => each.startsWith(itemId));
    await decideChanges(rowan, { revisionId, verdict, changes: await seen(db, revisionId, [key]), comment });
  };
  await decide(kilns.id, "accepted");
  await decide(row.id, "accepted");
  await decide(supply.id, "change_requested", "Which of the two? @Ana");
  const { commentId } = await addComment(rowan, { revisionId, itemId: row.id, text: "Is it 13%?", words: null });
  await replyToComment(ana, { revisionId, commentId, text: "It is, see doc 1." });
  await addComment(rowan, { revisionId, itemId: kilns.id, text: "Why is it taken out?", words: null });
  const words = { field: null, quote: "Clay costs", start: null };
  await addComment(rowan, { revisionId, itemId: price.id, text: "Which clay?", words });
  return `/review/${revisionId}`;
}

async function reviewOfRows(ana: Person, rowan: Person, rows: number): Promise<string> {
  const { begin, edit, submit } = await publishedNote(ana, rowan, rows);
  const { revisionId, guidance } = await begin();
  await edit(
    revisionId,
    guidance.map((row) => set(row, "current", "13%")),
  );
  await submit(revisionId, "Rows");
  for (const { id: itemId } of guidance) await addComment(rowan, { revisionId, itemId, text: "Sure?", words: null });
  return `/review/${revisionId}`;
}

async function overtaken(ana: Person, rowan: Person) {
  const { ticker, begin, edit, submit } = await publishedNote(ana, rowan);
  const [slow, quick] = [await begin(), await begin()];
  const { orders, kilns, supply } = slow;
  await edit(slow.revisionId, [set(orders, "body", "Orders rose 12% at last."), set(kilns, "title", "Two kilns")]);
  await edit(quick.revisionId, [
    set(orders, "body", "All orders rose 12%."),
    { op: "remove", item: kilns },
    set(supply, "title", "Sole supplier"),
  ]);
  const { contentSha256 } = await submit(quick.revisionId, "Quicker");
  await submit(slow.revisionId, "Slower");
  await approveRevision(rowan, { revisionId: quick.revisionId, contentSha256 });
  return { review: `/review/${slow.revisionId}`, edit: `/companies/${ticker}/2025-Q1/edit/${slow.revisionId}` };
}

type Arranged = {
  /** Where a second revision is reviewed that has changes of every kind, verdicts of each kind, and comments. */
  richReview: () => ReturnType<typeof richReview>;
  /** Where a second revision is reviewed in which so many rows differ, each with a comment. */
  reviewOfRows: (rows: number) => ReturnType<typeof reviewOfRows>;
  /** A revision in review that was overtaken: both wrote in one field, one took out what the other rewrote, and more. */
  overtaken: () => ReturnType<typeof overtaken>;
};

type Arrange = <R>(work: (ana: Person, rowan: Person) => Promise<R>) => Promise<R>;

export const test = base.extend<Arranged & { arrange: Arrange }>({
  arrange: async ({ contextOf }, use) => {
    await use(async (work) =>
      work(await contextOf("ana@quarterdeck.example"), await contextOf("rowan@quarterdeck.example")),
    );
  },
  richReview: async ({ arrange }, use) => use(() => arrange(richReview)),
  reviewOfRows: async ({ arrange }, use) => use((rows) => arrange((ana, rowan) => reviewOfRows(ana, rowan, rows))),
  overtaken: async ({ arrange }, use) => use(() => arrange(overtaken)),
});
