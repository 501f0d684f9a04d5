import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/auth";
import { companies } from "@/db/schema/companies";
import { notes, revisionEditors, revisions } from "@/db/schema/notes";
import { reviewRequests } from "@/db/schema/review";
import { recordEvent } from "@/lib/audit/record";
import { authorise, authorisePerson } from "@/lib/auth/permissions";
import { sha256 } from "@/lib/auth/token";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { unsaidIn } from "@/lib/guidance/unsaid";
import {
  canonicalText,
  contentFormat,
  contentSchema,
  headlineOf,
  itemsOf,
  type NoteContent,
  uuid,
} from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import { findNewer } from "@/lib/notes/draft-queries";
import { itemLabels } from "@/lib/notes/labels";
import { isOpen, whatItIs } from "@/lib/notes/state";
import { summaryInput } from "./input";
import { listReviewersFor } from "./queries";
import { readReviewSettings } from "./settings-queries";

const submitInput = z.strictObject({
  revisionId: z.uuid(),
  summary: summaryInput,
  /** whom it is sent to; none: to any reviewer */
  reviewerIds: z.array(uuid).max(20, { error: "Name at most 20 reviewers." }).default([]),
});

/**
 * Freezes a draft's content under its hash and puts it in review.
 * The row lock is taken before the items are read: an edit under way is finished first, and none begins after.
 */
export async function submitRevision(
  ctx: Context,
  input: z.input<typeof submitInput>,
): Promise<{ contentSha256: string }> {
  const submitter = authorisePerson(ctx.actor, "revision.submit");
  const { revisionId, summary, reviewerIds } = parseInput(submitInput, input);
  return inTransaction(ctx, async (tx) => {
    const [revision] = await tx.db
      .select({ noteId: revisions.noteId, state: revisions.state, basedOn: revisions.basedOn })
      .from(revisions)
      .where(eq(revisions.id, revisionId))
      .for("update");
    if (revision) await holdCompany(tx, revision.noteId);
    const content = await readContent(tx.db, revisionId);
    if (!revision || !content) throw new Refused("not_found", "There is no such draft.");
    if (revision.state !== "draft" && revision.state !== "changes_requested") {
      throw new Refused("conflict", `This revision ${whatItIs(revision.state)} and cannot be submitted.`);
    }
    refuseIncomplete(content);
    refuseUnsaid(content);
    await refuseOutdated(tx, revision);
    await refuseUncited(tx, content);
    const written = canonicalText(content);
    const contentSha256 = sha256(written);
    await refuseUnchanged(tx, revision.basedOn, contentSha256);
    await tx.db
      .update(revisions)
      .set({
        state: "in_review",
        summary,
        submittedBy: submitter.id,
        submittedAt: ctx.now,
        content: written,
        contentFormat,
        contentSha256,
      })
      .where(eq(revisions.id, revisionId));
    await askReviewers(tx, revisionId, [...new Set(reviewerIds)]);
    await recordEvent(tx, {
      action: "revision.submitted",
      subject: revisionId,
      before: { state: revision.state },
      after: { state: "in_review", summary, contentSha256, reviewerIds },
    });
    return { contentSha256 };
  });
}

/** Its name and ticker are part of what is hashed: whoever changes them waits, and then finds the revision in review. */
async function holdCompany(ctx: Context, noteId: string): Promise<void> {
  await ctx.db
    .select({ id: companies.id })
    .from(companies)
    .innerJoin(notes, eq(notes.companyId, companies.id))
    .where(eq(notes.id, noteId))
    .for("share", { of: companies });
}

/** Those who were asked before are asked no more. Refuses who cannot approve it. */
async function askReviewers(ctx: Context, revisionId: string, reviewerIds: string[]): Promise<void> {
  await ctx.db.delete(reviewRequests).where(eq(reviewRequests.revisionId, revisionId));
  if (reviewerIds.length === 0) return;
  const able = await listReviewersFor(ctx.db, revisionId);
  if (!reviewerIds.every((id) => able.some((reviewer) => reviewer.id === id))) {
    throw new Refused(
      "invalid",
      "Somebody whom you named cannot review this: they wrote in it, or are no reviewer any more. Name somebody else.",
      "reviewerIds",
    );
  }
  const rows = reviewerIds.map((reviewerId) => ({ revisionId, reviewerId, requestedAt: ctx.now }));
  await ctx.db.insert(reviewRequests).values(rows);
}

/** What was published since the draft was begun would be undone by it. */
async function refuseOutdated(ctx: Context, revision: { noteId: string; basedOn: string | null }): Promise<void> {
  const newer = await findNewer(ctx.db, revision);
  if (newer) {
    throw new Refused(
      "conflict",
      `r${newer.number} came out since this draft was begun. Bring the draft up to date first.`,
      "basedOn",
    );
  }
}

/** A content that is submitted can be read back: approving parses it. */
export function refuseIncomplete(content: NoteContent): void {
  parseInput(contentSchema, content);
  if (headlineOf(content).trim() === "") throw new Refused("invalid", "The note has no headline. Write one first.");
}

/** A published row says what it is about and what became of it: silence is a change of its own, “not addressed”. */
function refuseUnsaid(content: NoteContent): void {
  const { unnamed, unchanged } = unsaidIn(content);
  if (unnamed.length > 0) {
    throw new Refused("invalid", `No metric is written in ${named(content, unnamed)}. Write it, or delete the row.`);
  }
  if (unchanged.length > 0) {
    throw new Refused("invalid", `No change is chosen in ${named(content, unchanged)}. Choose one in each.`);
  }
}

/** At most this many items are named in a refusal. */
const namedMax = 8;

/** `R1, R3 and 2 more` */
function named(content: NoteContent, items: readonly { id: string }[]): string {
  const labels = itemLabels(content);
  const more = items.length - namedMax;
  const first = items.slice(0, namedMax).map(({ id }) => labels.get(id));
  return `${first.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

async function refuseUncited(ctx: Context, content: NoteContent): Promise<void> {
  const uncited = itemsOf(content, "takeaway").filter(({ citations }) => citations.length === 0);
  if (uncited.length === 0 || !(await readReviewSettings(ctx.db)).uncitedBlocks) return;
  throw new Refused(
    "invalid",
    `No source is cited in ${named(content, uncited)}. Cite one in each: this workspace submits no takeaway without a source.`,
  );
}

async function refuseUnchanged(ctx: Context, basedOn: string | null, contentSha256: string): Promise<void> {
  if (!basedOn) return;
  const [base] = await ctx.db
    .select({ number: revisions.number, contentSha256: revisions.contentSha256 })
    .from(revisions)
    .where(eq(revisions.id, basedOn));
  if (base?.contentSha256 === contentSha256) {
    throw new Refused("invalid", `Nothing has changed since r${base.number}: there is nothing to review.`);
  }
}

const revisionInput = z.strictObject({ revisionId: z.uuid() });

/**
 * Takes a revision in review back to draft, as one of its editors or whoever submitted it. What it was submitted as
 * stays on record until it is submitted again.
 */
export async function takeBackRevision(ctx: Context, input: z.input<typeof revisionInput>): Promise<void> {
  const person = authorisePerson(ctx.actor, "revision.take_back");
  const { revisionId } = parseInput(revisionInput, input);
  await inTransaction(ctx, async (tx) => {
    const revision = await lockRevision(tx, revisionId);
    if (revision.state !== "in_review") {
      throw new Refused("conflict", `This revision ${whatItIs(revision.state)}, not in review.`);
    }
    const editors = await tx.db
      .select({ id: users.id, name: users.name })
      .from(revisionEditors)
      .innerJoin(users, eq(users.id, revisionEditors.userId))
      .where(eq(revisionEditors.revisionId, revisionId))
      .orderBy(revisionEditors.since, users.name);
    const isTheirs = revision.submittedBy === person.id || editors.some(({ id }) => id === person.id);
    const names = editors.map(({ name }) => name).join(", ");
    const ask = `Only those who wrote it can take it back: ask ${names || "who submitted it"}.`;
    authorise(person, "revision.take_back", isTheirs ? "had a hand" : "neither", ask);
    await tx.db.update(revisions).set({ state: "draft" }).where(eq(revisions.id, revisionId));
    await recordEvent(tx, {
      action: "revision.taken_back",
      subject: revisionId,
      before: { state: "in_review", contentSha256: revision.contentSha256 ?? "" },
      after: { state: "draft" },
    });
  });
}

/** Discards a revision that is not published: it is kept, and nobody goes on with it. `isLast`: nothing is left of its note. */
export async function discardRevision(
  ctx: Context,
  input: z.input<typeof revisionInput>,
): Promise<{ isLast: boolean }> {
  authorisePerson(ctx.actor, "revision.discard");
  const { revisionId } = parseInput(revisionInput, input);
  return inTransaction(ctx, async (tx) => {
    const { noteId, state } = await lockRevision(tx, revisionId);
    if (!isOpen(state)) throw new Refused("conflict", `This revision is ${state} and cannot be discarded.`);
    await tx.db.update(revisions).set({ state: "discarded" }).where(eq(revisions.id, revisionId));
    const left = await tx.db.$count(revisions, and(eq(revisions.noteId, noteId), ne(revisions.state, "discarded")));
    await recordEvent(tx, {
      action: "revision.discarded",
      subject: revisionId,
      before: { state },
      after: { state: "discarded" },
    });
    return { isLast: left === 0 };
  });
}

async function lockRevision(ctx: Context, revisionId: string) {
  const [revision] = await ctx.db
    .select({
      noteId: revisions.noteId,
      state: revisions.state,
      submittedBy: revisions.submittedBy,
      contentSha256: revisions.contentSha256,
    })
    .from(revisions)
    .where(eq(revisions.id, revisionId))
    .for("update");
  if (!revision) throw new Refused("not_found", "There is no such revision.");
  return revision;
}
