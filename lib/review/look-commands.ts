import { z } from "zod";
import { reviewLooks } from "@/db/schema/review";
import { authorisePerson } from "@/lib/auth/permissions";
import { sha256 } from "@/lib/auth/token";
import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/errors";
import { canonicalText, uuid } from "@/lib/notes/content";
import { changeKey } from "@/lib/notes/diff";
import { readReviewed } from "./change-queries";

const lookInput = z.strictObject({ revisionId: uuid, contentSha256: z.string().regex(/^[0-9a-f]{64}$/) });

/**
 * Remembers which changes the actor has before their eyes, and when they last did. No part of the record.
 * What the page showed may not be what there is by now: then nothing is remembered, and nothing said.
 */
export async function rememberLook(ctx: Context, input: z.input<typeof lookInput>): Promise<void> {
  const person = authorisePerson(ctx.actor, "draft.read");
  const { revisionId, contentSha256 } = parseInput(lookInput, input);
  const reviewed = await readReviewed(ctx.db, revisionId);
  if (!reviewed || sha256(canonicalText(reviewed.head)) !== contentSha256) return;
  const hashes = Object.fromEntries(reviewed.changes.map((change) => [changeKey(change), change.sha256]));
  const look = { revisionId, userId: person.id, contentSha256, changes: hashes, lookedAt: ctx.now };
  await ctx.db
    .insert(reviewLooks)
    .values(look)
    .onConflictDoUpdate({
      target: [reviewLooks.revisionId, reviewLooks.userId, reviewLooks.contentSha256],
      set: { changes: hashes, lookedAt: ctx.now },
    });
}
