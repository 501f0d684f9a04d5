import { isDeepStrictEqual } from "node:util";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { revisions } from "@/db/schema/notes";
import { recalls } from "@/db/schema/publishing";
import { shareCodes, shareLinks, sharePasses } from "@/db/schema/sharing";
import { recordEvent, recordEvents } from "@/lib/audit/record";
import { hashPassword } from "@/lib/auth/password";
import { authorisePerson } from "@/lib/auth/permissions";
import { newToken, sha256 } from "@/lib/auth/token";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { changeInput, issueInput, linkIdsInput } from "./input";
import { type LinkTerms, recordOf } from "./link";

/** A link to a published revision, or to the newest one of its note. Its token is returned once; only the hash is kept. */
export async function issueLink(
  ctx: Context,
  input: z.input<typeof issueInput>,
): Promise<{ linkId: string; token: string }> {
  const issuer = authorisePerson(ctx.actor, "link.issue");
  const { linkId, revisionId, password, ...terms } = parseInput(issueInput, input);
  refuseOver(ctx, terms);
  const passwordHash = password === null ? null : await hashPassword(password);
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
      .values({
        ...(linkId && { id: linkId }),
        revisionId,
        ...terms,
        passwordHash,
        tokenSha256: sha256(token),
        issuedBy: issuer.id,
        issuedAt: ctx.now,
      })
      .onConflictDoNothing({ target: shareLinks.id })
      .returning({ id: shareLinks.id });
    if (!link) throw new Refused("conflict", "This link was made already, and its address shown, once. Find it below.");
    await recordEvent(tx, {
      action: "link.issued",
      subject: link.id,
      before: null,
      after: { revisionId, ...recordOf(terms, passwordHash !== null) },
    });
    return { linkId: link.id, token };
  });
}

/** Changes what a link allows, from the next request on. Who passed its password or code passes anew when those change. */
export async function changeLink(ctx: Context, input: z.input<typeof changeInput>): Promise<{ version: number }> {
  authorisePerson(ctx.actor, "link.change");
  const { linkId, version, password, ...terms } = parseInput(changeInput, input);
  const passwordHash = password ? await hashPassword(password) : password;
  return inTransaction(ctx, async (tx) => {
    const link = await lockLive(tx, linkId);
    if (link.version !== version) {
      throw new Refused("conflict", "Somebody changed this link meanwhile. Look at what it says now, and save again.");
    }
    // An end that lay ahead when it was set may have come; only a new one has to.
    if (terms.expiresAt?.getTime() !== link.terms.expiresAt?.getTime()) refuseOver(tx, terms);
    const before = recordOf(link.terms, link.passwordHash !== null);
    const after = recordOf(terms, passwordHash === undefined ? before.hasPassword : passwordHash !== null);
    if (passwordHash === undefined && isDeepStrictEqual(before, after)) return { version };
    await tx.db
      .update(shareLinks)
      .set({ ...terms, ...(passwordHash !== undefined && { passwordHash }), version: version + 1 })
      .where(eq(shareLinks.id, linkId));
    if (passwordHash !== undefined || !isDeepStrictEqual(before.recipients, after.recipients)) {
      await forgetPasses(tx, [linkId]);
    }
    await recordEvent(tx, { action: "link.changed", subject: linkId, before, after });
    return { version: version + 1 };
  });
}

/**
 * Gives a link another token, which is returned once, and keeps all else: the old address opens nothing any more. `seen`: the
 * version that whoever asks has before them, so that a form which is sent twice gives one.
 */
export async function replaceToken(ctx: Context, linkId: string, seen: number): Promise<{ token: string }> {
  authorisePerson(ctx.actor, "link.change");
  return inTransaction(ctx, async (tx) => {
    const { version } = await lockLive(tx, linkId);
    if (version !== seen) {
      throw new Refused(
        "conflict",
        "The link was changed meanwhile, or has its new address, which was shown once. Try again.",
      );
    }
    const token = newToken();
    await tx.db
      .update(shareLinks)
      .set({ tokenSha256: sha256(token), version: version + 1 })
      .where(eq(shareLinks.id, linkId));
    await forgetPasses(tx, [linkId]);
    await recordEvent(tx, {
      action: "link.token_replaced",
      subject: linkId,
      before: null,
      after: { replacedAt: ctx.now.toISOString() },
    });
    return { token };
  });
}

/** Ends links for good, from the next request on; ending one that has ended already changes nothing. */
export async function revokeLinks(ctx: Context, ids: string[]): Promise<{ revoked: number }> {
  const revoker = authorisePerson(ctx.actor, "link.revoke");
  const linkIds = [...new Set(parseInput(linkIdsInput, ids))];
  return inTransaction(ctx, async (tx) => {
    const links = await tx.db
      .select({ id: shareLinks.id, revokedAt: shareLinks.revokedAt })
      .from(shareLinks)
      .where(inArray(shareLinks.id, linkIds))
      .orderBy(shareLinks.id)
      .for("update");
    if (links.length < linkIds.length) throw new Refused("not_found", "There is no such link.");
    const [first, ...others] = links.flatMap(({ id, revokedAt }) => (revokedAt ? [] : [id]));
    if (!first) return { revoked: 0 };
    const live = [first, ...others];
    await tx.db
      .update(shareLinks)
      .set({ revokedAt: ctx.now, revokedBy: revoker.id })
      .where(inArray(shareLinks.id, live));
    await forgetPasses(tx, live);
    const eventOf = (subject: string) => {
      const after = { revokedAt: ctx.now.toISOString() };
      return { action: "link.revoked", subject, before: { revokedAt: null }, after } as const;
    };
    await recordEvents(tx, [eventOf(first), ...others.map(eventOf)]);
    return { revoked: live.length };
  });
}

const { label, policy, expiresAt, recipients, mayDownload, showsNewer, viewsMax } = shareLinks;
const termColumns = { label, policy, expiresAt, recipients, mayDownload, showsNewer, viewsMax };

/** A link that was not revoked, kept from other hands until the transaction is over. */
async function lockLive({ db }: Context, linkId: string) {
  const { passwordHash, version, revokedAt } = shareLinks;
  const [link] = await db
    .select({ terms: termColumns, passwordHash, version, revokedAt })
    .from(shareLinks)
    .where(eq(shareLinks.id, parseInput(z.uuid({ error: "There is no such link." }), linkId)))
    .for("update");
  if (!link) throw new Refused("not_found", "There is no such link.");
  if (link.revokedAt) throw new Refused("conflict", "This link was ended, and stays so. Make another one.");
  return link;
}

async function forgetPasses({ db }: Context, linkIds: string[]): Promise<void> {
  await db.delete(sharePasses).where(inArray(sharePasses.linkId, linkIds));
  await db.delete(shareCodes).where(inArray(shareCodes.linkId, linkIds));
}

function refuseOver({ now }: Context, { expiresAt }: Pick<LinkTerms, "expiresAt">): void {
  if (expiresAt && expiresAt <= now) {
    throw new Refused("invalid", "The end of the link is over already.", "expiresAt");
  }
}
