import { eq } from "drizzle-orm";
import { z } from "zod";
import { revisions } from "@/db/schema/notes";
import { approvals } from "@/db/schema/review";
import { recordEvent } from "@/lib/audit/record";
import { authorisePerson } from "@/lib/auth/permissions";
import { sha256 } from "@/lib/auth/token";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { insertRevision } from "@/lib/notes/commands";
import { canonicalText, contentFormat, uuid } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import { type Part, partOf } from "@/lib/notes/part";
import { copyPart } from "@/lib/notes/part-commands";
import { type RevisionState, whatItIs } from "@/lib/notes/state";
import { type Reviewed, readReviewed } from "@/lib/review/change-queries";
import { refuseIncomplete } from "@/lib/review/commands";
import { summaryInput } from "@/lib/review/input";
import { lockRevision, publishApproved, refuseUnfit } from "./commands";

const partInput = z.strictObject({
  revisionId: uuid,
  /** of the part as it was shown whole */
  partSha256: z.string().regex(/^[0-9a-f]{64}$/, { error: "Open the part again and approve what it shows." }),
  /** of what goes out; the rest keeps that of the whole */
  summary: summaryInput,
});

/** The accepted changes of a revision on its base, and the keys of the changes that are in it. */
export function acceptedPart({ base, head, changes, decisions }: Reviewed): Part & { accepted: string[] } {
  const accepted = [...decisions].flatMap(([key, { verdict }]) => (verdict === "accepted" ? [key] : []));
  return { ...partOf(base, head, changes, new Set(accepted)), accepted };
}

/**
 * Approves the accepted changes of a revision in review, as they were shown with the base around them, and publishes
 * that, or leaves it in review while another approval is asked for. The rest goes back to its writers: as a draft on top
 * of what is published, `changes requested` if any was asked for.
 */
export async function publishPart(
  ctx: Context,
  input: z.input<typeof partInput>,
): Promise<{ revisionId: string; number: number | null }> {
  const approver = authorisePerson(ctx.actor, "revision.approve");
  const { revisionId, partSha256, summary } = parseInput(partInput, input);
  return inTransaction(ctx, async (tx) => {
    const whole = await lockRevision(tx, revisionId);
    if (whole.state !== "in_review") {
      throw new Refused("conflict", `This revision ${whatItIs(whole.state)}, not in review.`);
    }
    await refuseUnfit(tx, revisionId, approver);
    const reviewed = await readReviewed(tx.db, revisionId);
    if (!reviewed) throw new Refused("not_found", "There is no such revision.");
    const part = acceptedPart(reviewed);
    refuseNoPart(reviewed, part.accepted);
    const content = canonicalText(part.content);
    const contentSha256 = sha256(content);
    if (contentSha256 !== partSha256) {
      throw new Refused(
        "conflict",
        "The accepted part is not what you read any more: somebody decided otherwise meanwhile. Read what it is now, then approve that.",
        "partSha256",
      );
    }
    refuseIncomplete(part.content);
    const { noteId, basedOn } = whole;
    const id = await insertRevision(tx, noteId, basedOn, revisionId);
    await copyPart(tx, { noteId, part: id, base: basedOn, head: revisionId }, part.items);
    await refuseOtherwise(tx, id, content);
    const { submittedBy } = whole;
    const submitted = { state: "in_review", summary, submittedBy, submittedAt: ctx.now } as const;
    await tx.db
      .update(revisions)
      .set({ ...submitted, content, contentFormat, contentSha256 })
      .where(eq(revisions.id, id));
    await tx.db
      .insert(approvals)
      .values({ revisionId: id, approverId: approver.id, contentSha256, approvedAt: ctx.now });
    const number = await publishApproved(tx, { id, noteId, basedOn, content, contentSha256 }, [approver]);
    const isAsked = [...reviewed.decisions.values()].some(({ verdict }) => verdict === "change_requested");
    const state: RevisionState = isAsked ? "changes_requested" : "draft";
    const rest = { state, basedOn: number === null ? basedOn : id };
    await tx.db.update(revisions).set(rest).where(eq(revisions.id, revisionId));
    await recordEvent(tx, {
      action: "revision.cut",
      subject: id,
      before: null,
      after: {
        cutFrom: revisionId,
        accepted: part.accepted,
        basedOn,
        summary,
        content: part.content,
        contentSha256,
        approverIds: [approver.id],
        state: number === null ? "in_review" : "published",
        number,
        rest,
      },
    });
    return { revisionId: id, number };
  });
}

function refuseNoPart({ changes }: Reviewed, accepted: readonly string[]): void {
  if (accepted.length === 0) throw new Refused("invalid", "No change is accepted: there is nothing to publish yet.");
  if (accepted.length === changes.length) {
    throw new Refused("invalid", "Every change is accepted: approve and publish the whole revision.");
  }
}

/** What the tables hold is what was shown: whatever copying them could ever get wrong is not published. */
async function refuseOtherwise(ctx: Context, id: string, content: string): Promise<void> {
  const copied = await readContent(ctx.db, id);
  if (!copied || canonicalText(copied) !== content) throw new Error("A part whose rows are not what was shown.");
}
