import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { comments } from "@/db/schema/comments";
import { revisions } from "@/db/schema/notes";
import { decisions } from "@/db/schema/review";
import { recordEvent } from "@/lib/audit/record";
import { authorise, authorisePerson } from "@/lib/auth/permissions";
import { insertComment, mentionedIn } from "@/lib/comments/commands";
import { type Context, inTransaction, type UserActor } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { uuid } from "@/lib/notes/content";
import { changeKey } from "@/lib/notes/diff";
import { whatItIs } from "@/lib/notes/state";
import { isStorable } from "@/lib/notes/text";
import type { HashedChange } from "./change";
import { type Reviewed, readReviewed } from "./change-queries";

const remark = z
  .string()
  .trim()
  .max(2_000, { error: "Keep it under 2,000 characters." })
  .refine(isStorable, { error: "This has a character that cannot be kept. Remove it." });

const decideInput = z.strictObject({
  revisionId: uuid,
  verdict: z.enum(["accepted", "change_requested", "undecided"]),
  /** the changes as they were seen */
  changes: z
    .array(
      z.strictObject({
        itemId: uuid,
        part: z.enum(["text", "assessment", "place"]),
        changeSha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/, { error: "Open the revision again and decide on what it shows." }),
      }),
    )
    .min(1, { error: "Name a change to decide on." })
    .max(2_000),
  /** what is asked for, or said beside it */
  comment: remark.default(""),
});

/**
 * Says of changes of a revision in review that they are accepted, that another wording is asked for (and which), or takes
 * that back. Refused for a change that is not the one that was seen, and for whoever had a hand in the revision.
 */
export async function decideChanges(ctx: Context, input: z.input<typeof decideInput>): Promise<void> {
  const reviewer = authorisePerson(ctx.actor, "revision.review");
  const { revisionId, verdict, changes, comment } = parseInput(decideInput, input);
  const [first] = changes;
  if (verdict === "change_requested" && (comment === "" || changes.length > 1)) {
    throw new Refused("invalid", "Say what should be changed: without it, its writer cannot know.", "comment");
  }
  await inTransaction(ctx, async (tx) => {
    await holdReview(tx, revisionId, reviewer);
    const reviewed = await readReviewed(tx.db, revisionId);
    refuseUnseen(changes, reviewed?.changes ?? []);
    if (await isSaid(tx, reviewer, { revisionId, verdict, changes, comment }, reviewed)) return;
    const of = { revisionId, decidedBy: reviewer.id, decidedAt: tx.now, verdict };
    await tx.db.insert(decisions).values(changes.map((change) => ({ ...of, ...change })));
    const said = first && comment ? await say(tx, reviewer, revisionId, first.itemId, comment) : null;
    await recordEvent(tx, {
      action: "changes.decided",
      subject: revisionId,
      before: null,
      after: { verdict, changes, comment: said },
    });
  });
}

type Said = z.output<typeof decideInput>;

/** Whether just that stands already: a form that is sent twice says it once. */
async function isSaid(
  ctx: Context,
  by: UserActor,
  { revisionId, verdict, changes, comment }: Said,
  reviewed: Reviewed | null,
): Promise<boolean> {
  const stands = changes.every((change) => {
    const held = reviewed?.decisions.get(changeKey(change));
    return verdict === "undecided" ? !held : held?.verdict === verdict && held.byId === by.id;
  });
  const [first] = changes;
  if (!stands || !first || comment === "") return stands;
  const [same] = await ctx.db
    .select({ id: comments.id })
    .from(comments)
    .where(
      and(
        eq(comments.revisionId, revisionId),
        eq(comments.itemId, first.itemId),
        eq(comments.writtenBy, by.id),
        eq(comments.text, comment),
      ),
    )
    .limit(1);
  return same !== undefined;
}

/** Keeps a revision in review, for this one decision alone, until the transaction ends. Refuses who may not review it. */
async function holdReview(ctx: Context, revisionId: string, reviewer: UserActor): Promise<void> {
  const [revision] = await ctx.db
    .select({ state: revisions.state, hadAHand: sql<boolean>`had_a_hand(${revisions.id}, ${reviewer.id})` })
    .from(revisions)
    .where(eq(revisions.id, revisionId))
    .for("update");
  if (!revision) throw new Refused("not_found", "There is no such revision.");
  if (revision.state !== "in_review") {
    throw new Refused("conflict", `This revision ${whatItIs(revision.state)}, not in review.`);
  }
  const relation = revision.hadAHand ? "had a hand" : "neither";
  const handIn = "You had a hand in this revision. Another reviewer decides on it.";
  authorise(reviewer, "revision.review", relation, handIn);
}

type Seen = z.output<typeof decideInput>["changes"];

function refuseUnseen(seen: Seen, changes: readonly HashedChange[]): void {
  const now = new Map(changes.map((change) => [changeKey(change), change.sha256]));
  if (seen.every((change) => now.get(changeKey(change)) === change.changeSha256)) return;
  throw new Refused(
    "conflict",
    "This change is not what you saw any more. Read it again and decide on what it says now.",
  );
}

/** What is said with a decision begins a thread on its item, as any comment does. */
async function say(ctx: Context, by: UserActor, revisionId: string, itemId: string, text: string) {
  const mentions = await mentionedIn(ctx, text);
  const { id } = await insertComment(ctx, { itemId, revisionId, text, writtenBy: by.id }, undefined, mentions);
  return { id, text, mentions };
}

const sendBackInput = z.strictObject({
  revisionId: uuid,
  reason: remark.min(1, { error: "Say in a line what its writers should do." }),
});

/** Sends a revision in review back to its writers, who find the reason with it. What was decided of it stays. */
export async function sendBackRevision(ctx: Context, input: z.input<typeof sendBackInput>): Promise<void> {
  const reviewer = authorisePerson(ctx.actor, "revision.review");
  const { revisionId, reason } = parseInput(sendBackInput, input);
  await inTransaction(ctx, async (tx) => {
    await holdReview(tx, revisionId, reviewer);
    const [sent] = await tx.db
      .update(revisions)
      .set({ state: "changes_requested" })
      .where(eq(revisions.id, revisionId))
      .returning({ contentSha256: revisions.contentSha256 });
    await recordEvent(tx, {
      action: "revision.sent_back",
      subject: revisionId,
      before: { state: "in_review", contentSha256: sent?.contentSha256 ?? "" },
      after: { state: "changes_requested", reason },
    });
  });
}
