import { eq } from "drizzle-orm";
import { z } from "zod";
import { notes, revisionEditors, revisions } from "@/db/schema/notes";
import { recordEvent } from "@/lib/audit/record";
import { authorisePerson } from "@/lib/auth/permissions";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { copyItems, insertRevision } from "./commands";
import { readContent } from "./content-queries";
import { diff } from "./diff";
import { findNewest } from "./draft-queries";
import { formatState } from "./state";

const restoreInput = z.strictObject({ revisionId: z.uuid() });

/**
 * Makes a draft on the newest published revision that says what an older one said: under the same item ids, with whoever
 * assessed a risk then and what a source had of a topic. The actor is its editor.
 */
export async function restoreRevision(
  ctx: Context,
  input: z.input<typeof restoreInput>,
): Promise<{ revisionId: string; number: number }> {
  const editor = authorisePerson(ctx.actor, "revision.create");
  const { revisionId: restored } = parseInput(restoreInput, input);
  return inTransaction(ctx, async (tx) => {
    const { noteId, number } = await lockPublished(tx, restored);
    const base = await findNewest(tx.db, noteId);
    if (base) await refuseSame(tx, { id: restored, number }, base);
    const revisionId = await insertRevision(tx, noteId, base?.id ?? null);
    await tx.db.insert(revisionEditors).values({ revisionId, userId: editor.id, since: ctx.now });
    await copyItems(tx, restored, revisionId);
    const content = await readContent(tx.db, revisionId);
    if (!content) throw new Error("A draft that cannot be read back.");
    await recordEvent(tx, {
      action: "revision.restored",
      subject: revisionId,
      before: null,
      after: { noteId, basedOn: base?.id ?? null, restored, content },
    });
    return { revisionId, number };
  });
}

/** The note is locked until the transaction ends, so that what is newest stays so. */
async function lockPublished(ctx: Context, revisionId: string): Promise<{ noteId: string; number: number }> {
  const [revision] = await ctx.db
    .select({ noteId: revisions.noteId, number: revisions.number, state: revisions.state })
    .from(revisions)
    .innerJoin(notes, eq(notes.id, revisions.noteId))
    .where(eq(revisions.id, revisionId))
    .for("no key update", { of: notes });
  if (!revision) throw new Refused("not_found", "There is no such revision.");
  if (revision.number !== null) return { noteId: revision.noteId, number: revision.number };
  throw new Refused(
    "conflict",
    `Only a published revision can be restored, and this one is ${formatState(revision.state)}.`,
  );
}

type Numbered = { id: string; number: number | null };

async function refuseSame(ctx: Context, restored: Numbered, newest: Numbered): Promise<void> {
  if (restored.id === newest.id) {
    throw new Refused("invalid", `r${newest.number} is the newest revision already. Edit it instead.`);
  }
  const [was, is] = await Promise.all([readContent(ctx.db, restored.id), readContent(ctx.db, newest.id)]);
  if (was && is && diff(is, was).changes.length === 0) {
    throw new Refused(
      "invalid",
      `r${restored.number} says the same as r${newest.number}, the newest revision. There is nothing to restore.`,
    );
  }
}
