import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { revisions } from "@/db/schema/notes";
import { recalls } from "@/db/schema/publishing";
import { shareLinks } from "@/db/schema/sharing";
import { recordEvent } from "@/lib/audit/record";
import { authorisePerson } from "@/lib/auth/permissions";
import { newToken, sha256 } from "@/lib/auth/token";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { isStorable } from "@/lib/notes/text";

const issueInput = z.strictObject({
  revisionId: z.uuid(),
  label: z
    .string()
    .trim()
    .min(1, { error: "Name the link after whoever it is for." })
    .max(200, { error: "Keep the name of the link under 200 characters." })
    .refine(isStorable, { error: "The name has a character that cannot be kept. Remove it." }),
  /** null: until it is revoked */
  expiresAt: z.date().nullable(),
});

/** A link to one published revision. Its token is returned once; only the hash is kept. */
export async function issueLink(
  ctx: Context,
  input: z.input<typeof issueInput>,
): Promise<{ linkId: string; token: string }> {
  const issuer = authorisePerson(ctx.actor, "link.issue");
  const { revisionId, label, expiresAt } = parseInput(issueInput, input);
  if (expiresAt && expiresAt <= ctx.now) throw new Refused("invalid", "The end of the link is over already.");
  return inTransaction(ctx, async (tx) => {
    const [revision] = await tx.db
      .select({ number: revisions.number, recalledAt: recalls.recalledAt })
      .from(revisions)
      .leftJoin(recalls, eq(recalls.revisionId, revisions.id))
      .where(and(eq(revisions.id, revisionId), eq(revisions.state, "published")));
    if (!revision)
      throw new Refused("not_found", "There is no such published revision. Only what is published is shared.");
    if (revision.recalledAt) {
      throw new Refused("conflict", `r${revision.number} was recalled. Share a revision that readers may rely on.`);
    }
    const token = newToken();
    const [link] = await tx.db
      .insert(shareLinks)
      .values({ revisionId, label, tokenSha256: sha256(token), issuedBy: issuer.id, issuedAt: ctx.now, expiresAt })
      .returning({ id: shareLinks.id });
    if (!link) throw new Error("An insert that returned nothing.");
    await recordEvent(tx, {
      action: "link.issued",
      subject: link.id,
      before: null,
      after: { revisionId, label, expiresAt: expiresAt?.toISOString() ?? null },
    });
    return { linkId: link.id, token };
  });
}

/** Ends a link for good, from the next request on; ending one that has ended already changes nothing. */
export async function revokeLink(ctx: Context, linkId: string): Promise<void> {
  const revoker = authorisePerson(ctx.actor, "link.revoke");
  await inTransaction(ctx, async (tx) => {
    const [link] = await tx.db
      .select({ revokedAt: shareLinks.revokedAt })
      .from(shareLinks)
      .where(eq(shareLinks.id, parseInput(z.uuid({ error: "There is no such link." }), linkId)))
      .for("update");
    if (!link) throw new Refused("not_found", "There is no such link.");
    if (link.revokedAt) return;
    await tx.db
      .update(shareLinks)
      .set({ revokedAt: ctx.now, revokedBy: revoker.id })
      .where(and(eq(shareLinks.id, linkId), isNull(shareLinks.revokedAt)));
    await recordEvent(tx, {
      action: "link.revoked",
      subject: linkId,
      before: { revokedAt: null },
      after: { revokedAt: ctx.now.toISOString() },
    });
  });
}
