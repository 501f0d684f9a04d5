import { eq } from "drizzle-orm";
import type { z } from "zod";
import { notes, revisions } from "@/db/schema/notes";
import { recalls } from "@/db/schema/publishing";
import { recordEvent } from "@/lib/audit/record";
import { authorisePerson } from "@/lib/auth/permissions";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { whatItIs } from "@/lib/notes/state";
import { recallInput } from "./input";

/** Takes a published revision back: from the next request on, whoever would read it gets the reason and no content. */
export async function recallRevision(ctx: Context, input: z.input<typeof recallInput>): Promise<void> {
  const recaller = authorisePerson(ctx.actor, "revision.recall");
  const { revisionId, reason } = parseInput(recallInput, input);
  await inTransaction(ctx, async (tx) => {
    const { state, number } = await lockNoteOf(tx, revisionId);
    if (state !== "published") {
      throw new Refused("conflict", `This revision ${whatItIs(state)}. Only what is published is recalled.`);
    }
    const made = await tx.db
      .insert(recalls)
      .values({ revisionId, recalledBy: recaller.id, recalledAt: ctx.now, reason })
      .onConflictDoNothing()
      .returning({ revisionId: recalls.revisionId });
    if (made.length === 0) throw new Refused("conflict", `r${number} was recalled already.`);
    await recordEvent(tx, { action: "revision.recalled", subject: revisionId, before: null, after: { reason } });
  });
}

/** Whoever opens a draft of the note, or publishes one, does so before the recall or after it. */
async function lockNoteOf(ctx: Context, revisionId: string) {
  const [revision] = await ctx.db
    .select({ state: revisions.state, number: revisions.number })
    .from(notes)
    .innerJoin(revisions, eq(revisions.noteId, notes.id))
    .where(eq(revisions.id, revisionId))
    .for("no key update", { of: notes });
  if (!revision) throw new Refused("not_found", "There is no such revision.");
  return revision;
}
