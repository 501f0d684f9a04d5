import { randomUUID } from "node:crypto";
import type { Context } from "@/lib/context";
import { Refused } from "@/lib/errors";
import { copyItems } from "@/lib/notes/commands";
import { readItems } from "@/lib/notes/content-queries";
import { type Desk, sourceIds } from "@/lib/notes/item-commands";
import { planEdits } from "@/lib/notes/plan";
import { writeStep } from "@/lib/notes/step-commands";
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
  const { content, previousMentions, ranks } = await readItems(ctx.db, baseId);
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
  { edits, previousMentions }: Rewrite,
  { sources }: ParsedNote,
): Promise<void> {
  await copyItems(ctx, baseId, desk.revisionId);
  const { content, ...held } = await readItems(ctx.db, desk.revisionId);
  const provenance = { ...held.previousMentions, ...previousMentions };
  const plan = planEdits({ ...held, items: content.items, previousMentions: provenance }, edits, ctx.now);
  if (plan.judged.some(({ outcome }) => outcome === "full")) {
    throw new Refused("invalid", "With what is new in the text the note would have more than 500 items. Shorten it.");
  }
  if (plan.judged.some(({ outcome }) => outcome !== "done" && outcome !== "idle")) {
    throw new Error("An edit of a fresh draft that met something else than its base.");
  }
  const labels = plan.writes.flatMap(({ citations }) => citations.map(({ citation }) => citation.label));
  const sourceOf = await sourceIds(ctx, desk.noteId, labels, sources);
  for (const write of plan.writes) await writeStep(ctx, desk, write, sourceOf);
}
