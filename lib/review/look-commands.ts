import { sql } from "drizzle-orm";
import { z } from "zod";
import { reviewLooks } from "@/db/schema/review";
import { authorisePerson } from "@/lib/auth/permissions";
import { sha256 } from "@/lib/auth/token";
import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/errors";
import { canonicalText, uuid } from "@/lib/notes/content";
import { changeKey } from "@/lib/notes/diff";
import { readReviewed } from "./change-queries";

const lookInput = z.strictObject({
  revisionId: uuid,
  contentSha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** when what was shown was read */
  seenAt: z.iso.datetime().transform((at) => new Date(at)),
});

/**
 * Remembers which changes the actor has before their eyes, and when they last did. No part of the record.
 * What the page showed may not be what there is by now: then nothing is remembered, and nothing said. A page that is gone back
 * to shows what it did: it takes no later look back, and nothing that came meanwhile counts as seen.
 */
export async function rememberLook(ctx: Context, input: z.input<typeof lookInput>): Promise<void> {
  const person = authorisePerson(ctx.actor, "draft.read");
  const { revisionId, contentSha256, seenAt } = parseInput(lookInput, input);
  const reviewed = await readReviewed(ctx.db, revisionId);
  if (!reviewed || sha256(canonicalText(reviewed.head)) !== contentSha256) return;
  const hashes = Object.fromEntries(reviewed.changes.map((change) => [changeKey(change), change.sha256]));
  const look = {
    revisionId,
    userId: person.id,
    contentSha256,
    changes: hashes,
    lookedAt: new Date(Math.min(Number(seenAt), Number(ctx.now))),
  };
  await ctx.db
    .insert(reviewLooks)
    .values(look)
    .onConflictDoUpdate({
      target: [reviewLooks.revisionId, reviewLooks.userId, reviewLooks.contentSha256],
      set: {
        changes: hashes,
        lookedAt: sql`greatest(${reviewLooks.lookedAt}, excluded.looked_at)`,
      },
    });
}
