import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/auth";
import { notes, revisionEditors, revisions } from "@/db/schema/notes";
import { publications } from "@/db/schema/publishing";
import { approvals } from "@/db/schema/review";
import { recordEvent } from "@/lib/audit/record";
import { authorisePerson } from "@/lib/auth/permissions";
import { sha256 } from "@/lib/auth/token";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { canonicalText, parseContent } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import { formatState } from "@/lib/notes/state";
import { article } from "./article";
import { articleStyle } from "./article-style";

const approveInput = z.strictObject({
  revisionId: z.uuid(),
  /** of the content that the reviewer read */
  contentSha256: z.string().regex(/^[0-9a-f]{64}$/, { error: "Open the revision again and approve what it shows." }),
});

/**
 * Approves exactly the content that was read, and publishes it: approval, number, state, article and event are one
 * transaction. Refused for whoever had a hand in it, and when anything is not what the reviewer saw.
 */
export async function approveRevision(ctx: Context, input: z.input<typeof approveInput>): Promise<{ number: number }> {
  const approver = authorisePerson(ctx.actor, "revision.approve");
  const { revisionId, contentSha256 } = parseInput(approveInput, input);
  return inTransaction(ctx, async (tx) => {
    const revision = await lockRevision(tx, revisionId);
    if (revision.state !== "in_review") {
      throw new Refused("conflict", `This revision is ${formatState(revision.state)}, not in review.`);
    }
    await refuseChanged(tx, revisionId, contentSha256, revision.contentSha256);
    const number = await nextNumber(tx, revision);
    const editors = await listEditors(tx, revisionId);
    if (editors.some(({ id }) => id === approver.id)) {
      throw new Refused("forbidden", "You had a hand in this revision. Ask another reviewer to approve it.");
    }
    await tx.db.insert(approvals).values({ revisionId, approverId: approver.id, contentSha256, approvedAt: ctx.now });
    const publishedAt = ctx.now;
    await tx.db.update(revisions).set({ state: "published", number, publishedAt }).where(eq(revisions.id, revisionId));
    const written = article(parseContent(revision.content ?? ""), {
      number,
      publishedAt,
      editors: editors.map(({ name }) => name),
      approvers: [approver.name],
      contentSha256,
    });
    await tx.db
      .insert(publications)
      .values({ revisionId, article: written, articleSha256: sha256(written), style: articleStyle(), publishedAt });
    await recordEvent(tx, {
      action: "revision.published",
      subject: revisionId,
      before: { state: "in_review" },
      after: { state: "published", number, contentSha256, approverIds: [approver.id] },
    });
    return { number };
  });
}

/** Locks the note too: two revisions of one note that are published at once take their numbers in turn. */
async function lockRevision(ctx: Context, revisionId: string) {
  const [note] = await ctx.db
    .select({ id: notes.id })
    .from(notes)
    .innerJoin(revisions, eq(revisions.noteId, notes.id))
    .where(eq(revisions.id, revisionId))
    .for("update", { of: notes });
  const [revision] = await ctx.db
    .select({
      noteId: revisions.noteId,
      basedOn: revisions.basedOn,
      state: revisions.state,
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
async function refuseChanged(ctx: Context, revisionId: string, read: string, submitted: string | null): Promise<void> {
  const content = await readContent(ctx.db, revisionId);
  if (read !== submitted || !content || sha256(canonicalText(content)) !== submitted) {
    throw new Refused(
      "conflict",
      "The revision is not what you read any more. Open it again and approve what it shows.",
    );
  }
}

function listEditors(ctx: Context, revisionId: string): Promise<{ id: string; name: string }[]> {
  return ctx.db
    .select({ id: users.id, name: users.name })
    .from(revisionEditors)
    .innerJoin(users, eq(users.id, revisionEditors.userId))
    .where(eq(revisionEditors.revisionId, revisionId))
    .orderBy(revisionEditors.since, users.name);
}

/** Refuses a draft that does not know of the newest revision: publishing it would undo what others wrote there. */
async function nextNumber(ctx: Context, { noteId, basedOn }: { noteId: string; basedOn: string | null }) {
  const [newest] = await ctx.db
    .select({ id: revisions.id, number: revisions.number })
    .from(revisions)
    .where(and(eq(revisions.noteId, noteId), eq(revisions.state, "published")))
    .orderBy(desc(revisions.number))
    .limit(1);
  if (newest && newest.id !== basedOn) {
    throw new Refused(
      "conflict",
      `r${newest.number} was published after this draft was begun, and would be undone. Open a draft on r${newest.number} and carry the changes over.`,
    );
  }
  return (newest?.number ?? 0) + 1;
}
