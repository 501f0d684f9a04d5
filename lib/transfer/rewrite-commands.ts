import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { topicRows } from "@/db/schema/topics";
import type { Context } from "@/lib/context";
import { Refused } from "@/lib/errors";
import { copyItems } from "@/lib/notes/commands";
import { readItems } from "@/lib/notes/content-queries";
import { applyEdits } from "@/lib/notes/edit-commands";
import type { Desk } from "@/lib/notes/item-commands";
import { readRanks } from "@/lib/notes/step-commands";
import type { ParsedNote } from "./parsed";
import { type Rewrite, rewriteOf } from "./rewrite";

/** What a tick beside a missing item comes to when the item is gone, or was never missing. */
export const notOfTheNote = "What was to be removed is not in this note any more. Reload the page and look again.";

/** How a published revision would become what a text says; `removed`: missing items that go. */
export async function planRewrite(
  ctx: Context,
  baseId: string,
  parsed: ParsedNote,
  removed: readonly string[],
): Promise<Rewrite> {
  const [{ content, previousMentions }, ranks] = await Promise.all([readItems(ctx.db, baseId), readRanks(ctx, baseId)]);
  const existing = { items: content.items, previousMentions };
  const plan = rewriteOf(existing, parsed, { removed: new Set(removed), ranks, newId: randomUUID });
  const isMissing = (id: string) => plan.missing.some((item) => item.id === id);
  if (!removed.every(isMissing)) throw new Refused("invalid", notOfTheNote);
  return plan;
}

/** Copies a published revision into a draft that is still empty, and edits that. */
export async function writeRewrite(
  ctx: Context,
  desk: Desk,
  baseId: string,
  plan: Rewrite,
  parsed: ParsedNote,
): Promise<void> {
  const { revisionId } = desk;
  await copyItems(ctx, baseId, revisionId);
  const { judged } = await applyEdits(ctx, desk, plan.edits, parsed.sources);
  if (judged.some(({ outcome }) => outcome !== "done" && outcome !== "idle")) {
    throw new Error("An edit of a fresh draft that met something else than its base.");
  }
  for (const [itemId, previousText] of Object.entries(plan.previousMentions)) {
    const own = and(eq(topicRows.revisionId, revisionId), eq(topicRows.itemId, itemId));
    await ctx.db.update(topicRows).set({ previousText }).where(own);
  }
}
