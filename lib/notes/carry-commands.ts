import { randomUUID } from "node:crypto";
import { and, eq, ne } from "drizzle-orm";
import { generateNKeysBetween } from "fractional-indexing";
import { companies } from "@/db/schema/companies";
import { revisionEditors, revisions } from "@/db/schema/notes";
import { threadMembers, threads } from "@/db/schema/threads";
import { recordEvent } from "@/lib/audit/record";
import { authorisePerson } from "@/lib/auth/permissions";
import { type Context, inTransaction } from "@/lib/context";
import { Refused } from "@/lib/errors";
import { type Carried, carry } from "./carry";
import { companyAt, insertRevision, lockNote } from "./commands";
import { readContent } from "./content-queries";
import { listPublishedBefore } from "./draft-queries";
import { insertItems } from "./item-commands";
import { formatPeriod, type Period } from "./period";
import { readAssessed } from "./save-queries";

/**
 * Makes the first draft of a quarter's note from the newest published revision of the latest earlier quarter that has
 * one: what is still open there, in the same threads. The actor is its editor. Refused when the quarter has a note.
 */
export async function carryForward(
  ctx: Context,
  { ticker, period }: { ticker: string; period: Period },
): Promise<{ revisionId: string; from: Period }> {
  const editor = authorisePerson(ctx.actor, "revision.create");
  return inTransaction(ctx, async (tx) => {
    const company = await companyAt(tx, ticker);
    // Two quarters carried at once would each make the threads of the one before them.
    await tx.db.select({ id: companies.id }).from(companies).where(eq(companies.id, company.id)).for("no key update");
    const note = await lockNote(tx, company.id, period);
    if (!note.isNew) await refuseBegun(tx, note.id, `${ticker} has a note for ${formatPeriod(period)}`);
    const published = await listPublishedBefore(tx.db, company.id, period);
    const [base] = published;
    if (!base) {
      throw new Refused("not_found", `${ticker} has no published note before ${formatPeriod(period)}. Start empty.`);
    }
    const carried = carry({
      period,
      notes: published.map(({ content }) => content),
      threads: await readThreads(tx, company.id),
      newId: randomUUID,
    });
    const revisionId = await insertRevision(tx, note.id, null);
    await tx.db.insert(revisionEditors).values({ revisionId, userId: editor.id, since: ctx.now });
    const ranks = generateNKeysBetween(null, null, carried.length);
    const assessed = await readAssessed(tx.db, base.revisionId);
    await insertItems(
      tx,
      { noteId: note.id, revisionId, editorId: editor.id },
      carried.map(({ item, from }, at) => ({ item, rank: ranks[at] ?? "", assessed: assessed.get(from) })),
    );
    await joinThreads(tx, company.id, editor.id, carried);
    const content = await readContent(tx.db, revisionId);
    if (!content) throw new Error("A draft that cannot be read back.");
    await recordEvent(tx, {
      action: "revision.created",
      subject: revisionId,
      before: null,
      after: { noteId: note.id, basedOn: null, carriedFrom: base.revisionId, content },
    });
    return { revisionId, from: base.content.period };
  });
}

/** A note of which every draft was discarded can be begun again. */
async function refuseBegun(ctx: Context, noteId: string, sentence: string): Promise<void> {
  const [begun] = await ctx.db
    .select({ id: revisions.id })
    .from(revisions)
    .where(and(eq(revisions.noteId, noteId), ne(revisions.state, "discarded")))
    .limit(1);
  if (begun) throw new Refused("conflict", `${sentence} already. Open that one.`);
}

/** The threads of a company by item id. */
async function readThreads(ctx: Context, companyId: string): Promise<Map<string, string>> {
  const rows = await ctx.db
    .select({ itemId: threadMembers.itemId, threadId: threadMembers.threadId })
    .from(threadMembers)
    .innerJoin(threads, eq(threads.id, threadMembers.threadId))
    .where(eq(threads.companyId, companyId));
  return new Map(rows.map(({ itemId, threadId }) => [itemId, threadId]));
}

async function joinThreads(ctx: Context, companyId: string, joinedBy: string, carried: Carried[]): Promise<void> {
  if (carried.length === 0) return;
  const made = carried.map(({ item, thread, joining }) => {
    return { id: thread ?? randomUUID(), isNew: thread === null, kind: item.kind, members: [...joining, item.id] };
  });
  const added = made.filter(({ isNew }) => isNew);
  if (added.length > 0) {
    const rows = added.map(({ id, kind }) => ({ id, companyId, kind, createdAt: ctx.now }));
    await ctx.db.insert(threads).values(rows);
  }
  const members = made.flatMap(({ id, members }) => members.map((itemId) => ({ itemId, threadId: id })));
  await ctx.db.insert(threadMembers).values(members.map((each) => ({ ...each, joinedBy, joinedAt: ctx.now })));
}
