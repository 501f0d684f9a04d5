import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/auth";
import { notes, revisionEditors, revisions } from "@/db/schema/notes";
import { publications, recalls } from "@/db/schema/publishing";
import { approvals, reviewSettings } from "@/db/schema/review";
import { recordEvent } from "@/lib/audit/record";
import { authorise, authorisePerson } from "@/lib/auth/permissions";
import { sha256 } from "@/lib/auth/token";
import { type Context, inTransaction, type UserActor } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { canonicalText, type NoteContent, parseContent } from "@/lib/notes/content";
import { followPublished } from "@/lib/notes/merge-commands";
import { whatItIs } from "@/lib/notes/state";
import { type Reviewed, readReviewed } from "@/lib/review/change-queries";
import { article } from "./article";
import { articleStyle } from "./article-style";

const approveInput = z.strictObject({
  revisionId: z.uuid(),
  /** of the content that the reviewer read */
  contentSha256: z.string().regex(/^[0-9a-f]{64}$/, { error: "Open the revision again and approve what it shows." }),
});

/**
 * Approves exactly the content that was read; the approval that completes the number asked for publishes it: approval,
 * number, state, article and event are one transaction. `number` is null while another approval is asked for. Refused for
 * whoever had a hand in it, when anything is not what the reviewer saw, and while another wording is asked for.
 */
export async function approveRevision(
  ctx: Context,
  input: z.input<typeof approveInput>,
): Promise<{ number: number | null }> {
  const approver = authorisePerson(ctx.actor, "revision.approve");
  const { revisionId, contentSha256 } = parseInput(approveInput, input);
  return inTransaction(ctx, async (tx) => {
    const revision = await lockRevision(tx, revisionId);
    if (revision.state !== "in_review") {
      throw new Refused("conflict", `This revision ${whatItIs(revision.state)}, not in review.`);
    }
    const reviewed = await readReviewed(tx.db, revisionId);
    refuseChanged(reviewed?.head ?? null, contentSha256, revision.contentSha256);
    refuseAsked(reviewed?.decisions ?? new Map());
    await nextNumber(tx, revision);
    await refuseUnfit(tx, revisionId, approver);
    const made = await tx.db
      .insert(approvals)
      .values({ revisionId, approverId: approver.id, contentSha256, approvedAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: approvals.id });
    const approvers = await listApprovers(tx, revision);
    const number = await publishApproved(tx, revision, approvers);
    // An approval that did not count when it was given may do so by now, and then its maker can publish with it.
    if (number === null && made.length === 0) {
      throw new Refused(
        "conflict",
        "You have approved this already. It goes out when another reviewer approves it too.",
      );
    }
    const basedOn = revision.cutFrom && number !== null ? await followPublished(tx, revision.cutFrom) : null;
    const rest = revision.cutFrom && basedOn ? { revisionId: revision.cutFrom, basedOn } : null;
    const after = { contentSha256, approverIds: approvers.map(({ id }) => id) };
    await recordEvent(
      tx,
      number === null
        ? { action: "revision.approved", subject: revisionId, before: null, after }
        : {
            action: "revision.published",
            subject: revisionId,
            before: { state: "in_review" },
            after: { state: "published", number, ...after, rest },
          },
    );
    return { number };
  });
}

type Submitted = {
  id: string;
  noteId: string;
  basedOn: string | null;
  content: string | null;
  contentSha256: string | null;
};

type Person = { id: string; name: string };

/**
 * Publishes a revision in review, locked together with its note, if as many people as are asked for have approved it:
 * number, state and article. Returns its number, or null while approvals are missing. Records no event: that is the
 * command's.
 */
export async function publishApproved(ctx: Context, revision: Submitted, approvers: Person[]): Promise<number | null> {
  // Held until the end: an admin who asks for more meanwhile asks it of what comes after.
  const [asked] = await ctx.db.select({ needed: reviewSettings.approvalsNeeded }).from(reviewSettings).for("share");
  if (!asked || approvers.length < asked.needed) return null;
  const { id: revisionId, content, contentSha256 } = revision;
  const number = await nextNumber(ctx, revision);
  const publishedAt = ctx.now;
  await ctx.db.update(revisions).set({ state: "published", number, publishedAt }).where(eq(revisions.id, revisionId));
  const written = article(parseContent(content ?? ""), {
    number,
    publishedAt,
    editors: (await listEditors(ctx, revisionId)).map(({ name }) => name),
    approvers: approvers.map(({ name }) => name),
    contentSha256: contentSha256 ?? "",
  });
  await ctx.db
    .insert(publications)
    .values({ revisionId, article: written, articleSha256: sha256(written), style: articleStyle(), publishedAt });
  return number;
}

/** Whose approvals of exactly this content hold now: reviewers still, who had no hand in it. In the order in which they approved. */
function listApprovers(
  ctx: Context,
  { id, contentSha256 }: Pick<Submitted, "id" | "contentSha256">,
): Promise<Person[]> {
  return ctx.db
    .select({ id: users.id, name: users.name })
    .from(approvals)
    .innerJoin(users, eq(users.id, approvals.approverId))
    .where(
      and(
        eq(approvals.revisionId, id),
        eq(approvals.contentSha256, contentSha256 ?? ""),
        sql`is_reviewer(${users.id})`,
        sql`not had_a_hand(${id}::uuid, ${users.id})`,
      ),
    )
    .orderBy(approvals.approvedAt, users.name);
}

/** Asked of the database, and not of the session: a role may have gone since the page was opened. */
export async function refuseUnfit(ctx: Context, revisionId: string, approver: UserActor): Promise<void> {
  const [now] = await ctx.db.execute<{ wrote: boolean; reviews: boolean }>(sql`
    select had_a_hand(${revisionId}::uuid, ${approver.id}::uuid) as wrote, is_reviewer(${approver.id}::uuid) as reviews`);
  const relation = now?.wrote ? "had a hand" : "neither";
  const handIn = "You had a hand in this revision. Ask another reviewer to approve it.";
  authorise(approver, "revision.approve", relation, handIn);
  if (!now?.reviews) throw new Refused("forbidden", "You are no reviewer any more. An admin can change that.");
}

/**
 * Locks the note too, and first: two revisions of one note that are published at once take their numbers in turn. Not so
 * that nobody may name the note meanwhile, as whoever adds an item to a draft does with the draft locked.
 */
export async function lockRevision(ctx: Context, revisionId: string) {
  const [note] = await ctx.db
    .select({ id: notes.id })
    .from(notes)
    .innerJoin(revisions, eq(revisions.noteId, notes.id))
    .where(eq(revisions.id, revisionId))
    .for("no key update", { of: notes });
  const [revision] = await ctx.db
    .select({
      id: revisions.id,
      noteId: revisions.noteId,
      basedOn: revisions.basedOn,
      state: revisions.state,
      summary: revisions.summary,
      submittedBy: revisions.submittedBy,
      cutFrom: revisions.cutFrom,
      content: revisions.content,
      contentSha256: revisions.contentSha256,
    })
    .from(revisions)
    .where(eq(revisions.id, revisionId))
    .for("update");
  if (!note || !revision) throw new Refused("not_found", "There is no such revision.");
  return revision;
}

/** What was read, what was submitted and what the tables hold must be one and the same. */
function refuseChanged(content: NoteContent | null, read: string, submitted: string | null): void {
  if (read !== submitted || !content || sha256(canonicalText(content)) !== submitted) {
    throw new Refused(
      "conflict",
      "The revision is not what you read any more. Open it again and approve what it shows.",
    );
  }
}

/** Whoever asks for another wording does not want this one to go out; an approval of the whole is not asked to overlook it. */
function refuseAsked(decisions: Reviewed["decisions"]): void {
  const asked = [...decisions.values()].filter(({ verdict }) => verdict === "change_requested");
  const [first] = asked;
  if (!first) return;
  const names = [...new Set(asked.map(({ by }) => by))].join(" and ");
  throw new Refused(
    "conflict",
    `${names} asked for ${asked.length === 1 ? "a change" : `${asked.length} changes`} in this revision. It can be approved once that is answered or taken back.`,
  );
}

function listEditors(ctx: Context, revisionId: string): Promise<Person[]> {
  return ctx.db
    .select({ id: users.id, name: users.name })
    .from(revisionEditors)
    .innerJoin(users, eq(users.id, revisionEditors.userId))
    .where(eq(revisionEditors.revisionId, revisionId))
    .orderBy(revisionEditors.since, users.name);
}

/**
 * The number that it gets. Refuses a draft that does not know of what came out since, and would undo what others wrote
 * there: it follows the newest revision, recalled or not, or the newest that readers can still have.
 */
async function nextNumber(ctx: Context, { noteId, basedOn }: Pick<Submitted, "noteId" | "basedOn">): Promise<number> {
  const out = await ctx.db
    .select({ id: revisions.id, number: revisions.number, recalledAt: recalls.recalledAt })
    .from(revisions)
    .leftJoin(recalls, eq(recalls.revisionId, revisions.id))
    .where(and(eq(revisions.noteId, noteId), eq(revisions.state, "published")))
    .orderBy(desc(revisions.number));
  const newest = out[0] ?? null;
  const standing = out.find(({ recalledAt }) => recalledAt === null) ?? null;
  const missed = standing ?? newest;
  if (missed && basedOn !== (newest?.id ?? null) && basedOn !== (standing?.id ?? null)) {
    throw new Refused(
      "conflict",
      `r${missed.number} was published after this draft was begun, and would be undone. Its writers take it back and bring it up to date.`,
    );
  }
  return (newest?.number ?? 0) + 1;
}
