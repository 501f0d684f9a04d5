import { and, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { users } from "@/db/schema/auth";
import { commentMentions, comments } from "@/db/schema/comments";
import { items, revisions } from "@/db/schema/notes";
import { recordEvent } from "@/lib/audit/record";
import { authorisePerson } from "@/lib/auth/permissions";
import { listTeam } from "@/lib/auth/queries";
import { readable } from "@/lib/auth/scope";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import type { Item } from "@/lib/notes/content";
import { readItems } from "@/lib/notes/content-queries";
import { citedText } from "@/lib/notes/field";
import { addCommentInput, replyInput, threadInput } from "./input";
import { findMentioned, findUnclear } from "./mention";
import { findWords, type Stretch } from "./words";

type Words = NonNullable<z.output<typeof addCommentInput>["words"]>;

/** Begins a thread on an item, or on words of it that stand in the revision now; of what it takes out, as its base has it. */
export async function addComment(ctx: Context, input: z.input<typeof addCommentInput>): Promise<{ commentId: string }> {
  const writer = authorisePerson(ctx.actor, "comment.write");
  const { key, revisionId, itemId, text, words } = parseInput(addCommentInput, input);
  return inTransaction(ctx, async (tx) => {
    const { noteId, basedOn } = await readableRevision(tx, revisionId);
    const item = (await findItem(tx, revisionId, itemId)) ?? (basedOn && (await findItem(tx, basedOn, itemId)));
    if (!item) throw new Refused("not_found", "This item is not in the revision any more. Reload the page.");
    const stretch = words && stretchOf(item, words);
    const mentions = await mentionedIn(tx, text);
    const row = { itemId, revisionId, text, writtenBy: writer.id };
    const written = await insertComment(tx, { ...row, ...columnsOf(stretch) }, key, mentions);
    if (!written.isNew) return { commentId: written.id };
    await refuseWhenFull(tx, noteId);
    await recordEvent(tx, {
      action: "comment.added",
      subject: written.id,
      before: null,
      after: { revisionId, itemId, text, words: stretch, mentions },
    });
    return { commentId: written.id };
  });
}

/** Answers in a thread that is not resolved. */
export async function replyToComment(ctx: Context, input: z.input<typeof replyInput>): Promise<{ commentId: string }> {
  const writer = authorisePerson(ctx.actor, "comment.write");
  const { key, commentId, revisionId, text } = parseInput(replyInput, input);
  return inTransaction(ctx, async (tx) => {
    const thread = await lockThread(tx, commentId, "share");
    if (thread.resolvedAt) {
      throw new Refused("conflict", `${thread.resolver ?? "Somebody"} has resolved this thread. Reopen it to answer.`);
    }
    const { noteId } = await readableRevision(tx, revisionId);
    if (noteId !== thread.noteId) throw new Refused("not_found", "There is no such comment beside this note.");
    const mentions = await mentionedIn(tx, text);
    const { itemId, id: repliesTo } = thread;
    const row = { itemId, revisionId, repliesTo, text, writtenBy: writer.id };
    const written = await insertComment(tx, row, key, mentions);
    if (!written.isNew) return { commentId: written.id };
    await refuseWhenFull(tx, noteId);
    await recordEvent(tx, {
      action: "comment.replied",
      subject: thread.id,
      before: null,
      after: { commentId: written.id, revisionId, itemId, text, mentions },
    });
    return { commentId: written.id };
  });
}

/** Says that nothing is left to do about a thread. */
export async function resolveThread(ctx: Context, input: z.input<typeof threadInput>): Promise<void> {
  const person = authorisePerson(ctx.actor, "comment.write");
  const { commentId } = parseInput(threadInput, input);
  await inTransaction(ctx, async (tx) => {
    const thread = await lockThread(tx, commentId, "update");
    if (thread.resolvedAt) {
      throw new Refused("conflict", `${thread.resolver ?? "Somebody"} has resolved this thread already.`);
    }
    await tx.db.update(comments).set({ resolvedBy: person.id, resolvedAt: ctx.now }).where(eq(comments.id, thread.id));
    await recordEvent(tx, {
      action: "comment.resolved",
      subject: thread.id,
      before: { resolvedAt: null },
      after: { resolvedAt: ctx.now.toISOString() },
    });
  });
}

/** Takes that back. */
export async function reopenThread(ctx: Context, input: z.input<typeof threadInput>): Promise<void> {
  authorisePerson(ctx.actor, "comment.write");
  const { commentId } = parseInput(threadInput, input);
  await inTransaction(ctx, async (tx) => {
    const thread = await lockThread(tx, commentId, "update");
    if (!thread.resolvedAt || !thread.resolvedBy) throw new Refused("conflict", "This thread is open already.");
    await tx.db.update(comments).set({ resolvedBy: null, resolvedAt: null }).where(eq(comments.id, thread.id));
    await recordEvent(tx, {
      action: "comment.reopened",
      subject: thread.id,
      before: { resolvedBy: thread.resolvedBy, resolvedAt: thread.resolvedAt.toISOString() },
      after: { resolvedAt: null },
    });
  });
}

const commentsMax = 5_000;

/** Every page of a note has all that was said on it: there is an end to that, and it is told to whoever comes to it. */
async function refuseWhenFull({ db }: Context, noteId: string): Promise<void> {
  const ofNote = db.select({ id: items.id }).from(items).where(eq(items.noteId, noteId));
  if ((await db.$count(comments, inArray(comments.itemId, ofNote))) <= commentsMax) return;
  throw new Refused("conflict", "There are 5,000 comments on this note, and no more can be added.");
}

/** The note and the base of a revision that the actor may know of. */
async function readableRevision(ctx: Context, revisionId: string) {
  const [revision] = await ctx.db
    .select({ noteId: revisions.noteId, basedOn: revisions.basedOn })
    .from(revisions)
    .where(and(eq(revisions.id, revisionId), readable(ctx.actor)));
  if (revision) return revision;
  throw new Refused("not_found", "There is no such revision any more. Reload the page.");
}

async function findItem(ctx: Context, revisionId: string, itemId: string): Promise<Item | null> {
  const { content } = await readItems(ctx.db, revisionId);
  return content.items.find(({ id }) => id === itemId) ?? null;
}

/** The first comment of a thread, by its id or that of an answer; what another does with the thread waits, or is waited for. */
async function lockThread(ctx: Context, commentId: string, strength: "share" | "update") {
  const [asked] = await ctx.db
    .select({ id: comments.id, repliesTo: comments.repliesTo })
    .from(comments)
    .where(eq(comments.id, commentId));
  const [thread] = await ctx.db
    .select({
      id: comments.id,
      itemId: comments.itemId,
      noteId: items.noteId,
      resolvedBy: comments.resolvedBy,
      resolvedAt: comments.resolvedAt,
      resolver: users.name,
    })
    .from(comments)
    .innerJoin(items, eq(items.id, comments.itemId))
    .leftJoin(users, eq(users.id, comments.resolvedBy))
    .where(eq(comments.id, asked?.repliesTo ?? commentId))
    .for(strength, { of: comments });
  if (!thread) throw new Refused("not_found", "There is no such comment.");
  return thread;
}

/** What was said is compared with what stands there: a comment never hangs on words that its writer did not see. */
function stretchOf(item: Item, { field, quote, start }: Words): Stretch {
  const refused = (sentence: string) => new Refused("conflict", sentence, "quote");
  if (field !== null && start !== null) {
    const fieldText = citedText(item, field) ?? "";
    if (fieldText.startsWith(quote, start)) return { field, fieldText, start, end: start + quote.length };
    throw refused("These words do not stand there any more. Choose them again.");
  }
  const [found, another] = findWords(item, quote, field);
  if (!found) throw refused("These words do not stand in the item now. Copy them from its text.");
  if (another) throw refused("These words stand there more than once. Choose more of them, or the field they are in.");
  return found;
}

function columnsOf(stretch: Stretch | null) {
  if (!stretch) return {};
  const { field, fieldText, start, end } = stretch;
  return { field, fieldText, quoteStart: start, quoteEnd: end };
}

/** Ids of the team members whom a text calls on. Refuses a name that several of them have. */
export async function mentionedIn(ctx: Context, text: string): Promise<string[]> {
  if (!text.includes("@")) return [];
  const team = await listTeam(ctx);
  const unclear = findUnclear(text, team);
  if (unclear) {
    const sentence = `${unclear.written} could be ${unclear.names.join(" or ")}. Write the whole name.`;
    throw new Refused("invalid", sentence, "text");
  }
  return findMentioned(text, team);
}

type NewComment = Omit<typeof comments.$inferInsert, "id" | "writtenAt">;

/** Under a key that the same person has used before, it is the comment that was written then. */
export async function insertComment(
  ctx: Context,
  row: NewComment,
  key: string | undefined,
  mentions: readonly string[],
) {
  const [written] = await ctx.db
    .insert(comments)
    .values({ ...row, ...(key && { id: key }), writtenAt: ctx.now })
    .onConflictDoNothing({ target: comments.id })
    .returning({ id: comments.id });
  if (written) {
    const called = mentions.map((userId) => ({ commentId: written.id, userId }));
    if (called.length > 0) await ctx.db.insert(commentMentions).values(called);
    return { ...written, isNew: true };
  }
  const [before] = await ctx.db
    .select({ id: comments.id, text: comments.text })
    .from(comments)
    .where(and(eq(comments.id, key ?? ""), eq(comments.writtenBy, row.writtenBy)));
  if (before?.text === row.text) return { id: before.id, isNew: false };
  throw new Refused("conflict", "This form was sent before with other words. Reload the page to say more.");
}
