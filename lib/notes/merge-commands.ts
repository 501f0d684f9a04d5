import { eq } from "drizzle-orm";
import { generateNKeysBetween } from "fractional-indexing";
import { z } from "zod";
import { revisionItems, revisions } from "@/db/schema/notes";
import { recordEvent } from "@/lib/audit/record";
import { authorise } from "@/lib/auth/permissions";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { enterEditor, type LockedDraft, lockDraft, refuseUneditable } from "./commands";
import { canonicalText, compareCitations, headlineOf, type Item, itemsMax, type NoteContent, uuid } from "./content";
import { readItems } from "./content-queries";
import { placedAnew, stillInOrder } from "./diff";
import { fieldSchema, sameValue } from "./field";
import { insertItems, type PlacedItem } from "./item-commands";
import { conflictKey, type MergeChoices, type MergeConflict, merge } from "./merge";
import { readMergeable } from "./merge-queries";
import { readAssessed } from "./save-queries";
import { editableStates } from "./state";

const mergeInput = z.strictObject({
  revisionId: uuid,
  /** of what was merged on the page that was looked at */
  seen: z.string(),
  /** by the key of each conflict */
  choices: z.record(z.string(), z.union([z.enum(["ours", "theirs"]), z.strictObject({ value: z.json() })])),
});

/**
 * Brings a draft up to date with what was published since it was begun: field by field, each conflict as chosen. The
 * actor is one of its editors from then on. Refused when the draft or what is newest is not what was looked at.
 */
export async function bringUpToDate(ctx: Context, input: z.input<typeof mergeInput>): Promise<void> {
  authorise(ctx.actor, "revision.edit");
  const { revisionId, seen, choices } = parseInput(mergeInput, input);
  await inTransaction(ctx, async (tx) => {
    const draft = await lockDraft(tx, revisionId);
    refuseUneditable(draft);
    const found = await readMergeable(tx.db, revisionId);
    if (!found) throw new Refused("conflict", "Nothing was published that this draft does not have: it is up to date.");
    if (found.seen !== seen) {
      throw new Refused(
        "conflict",
        "The draft was changed since you opened this page, or something came out. Look at what there is now, then choose.",
      );
    }
    const { conflicts } = merge(found.base, found.ours, found.theirs);
    const chosen = checkedChoices(conflicts, choices as MergeChoices);
    const { content } = merge(found.base, found.ours, found.theirs, chosen);
    refuseNoHeadline(conflicts, content);
    if (content.items.length > itemsMax) {
      throw new Refused(
        "invalid",
        `Merged, the note would have more than ${itemsMax} items. Delete some of the draft's first.`,
      );
    }
    await enterEditor(tx, draft);
    await writeMerged(tx, draft, found.newer.id, found.ours, content);
    await tx.db.update(revisions).set({ basedOn: found.newer.id }).where(eq(revisions.id, revisionId));
    await recordEvent(tx, {
      action: "revision.merged",
      subject: revisionId,
      before: { basedOn: found.basedOn, content: found.ours },
      after: { basedOn: found.newer.id, content },
    });
  });
}

/**
 * Puts a draft on top of what was published since, where that changes none of its words; else its writers bring it up to
 * date themselves. Returns what it is based on then, null when it stays where it was. Records no event.
 */
export async function followPublished(ctx: Context, revisionId: string): Promise<string | null> {
  const [draft] = await ctx.db
    .select({ state: revisions.state })
    .from(revisions)
    .where(eq(revisions.id, revisionId))
    .for("no key update");
  const isEditable = (editableStates as readonly string[]).includes(draft?.state ?? "");
  const found = isEditable ? await readMergeable(ctx.db, revisionId) : null;
  if (!found) return null;
  const { content, conflicts } = merge(found.base, found.ours, found.theirs);
  const words = (of: NoteContent) => canonicalText({ ...of, items: [...byId(of.items).values()].sort(compareIds) });
  if (conflicts.length > 0 || words(content) !== words(found.ours)) return null;
  await ctx.db.update(revisions).set({ basedOn: found.newer.id }).where(eq(revisions.id, revisionId));
  return found.newer.id;
}

function compareIds(a: Item, b: Item): number {
  return a.id < b.id ? -1 : 1;
}

/** Refuses a conflict that nothing is said of, and a value that its field cannot hold. */
function checkedChoices(conflicts: readonly MergeConflict[], choices: MergeChoices): MergeChoices {
  return Object.fromEntries(
    conflicts.map((conflict) => {
      const key = conflictKey(conflict);
      const choice = choices[key];
      if (choice === undefined) throw new Refused("invalid", "Choose what becomes of this one.", key);
      if (typeof choice === "string") return [key, choice];
      const schema = conflict.field === null ? null : fieldSchema(conflict.item.kind, conflict.field);
      const parsed = schema?.safeParse(choice.value);
      if (!parsed?.success) {
        throw new Refused("invalid", parsed?.error.issues[0]?.message ?? "Choose one of the two.", key);
      }
      return [key, { value: parsed.data }];
    }),
  );
}

/** A choice that would leave the note without a headline is told at that choice. One that was empty without it stays the draft's own. */
function refuseNoHeadline(conflicts: readonly MergeConflict[], content: NoteContent): void {
  const chosen = conflicts.find(({ item }) => item.kind === "headline");
  if (!chosen || headlineOf(content).trim() !== "") return;
  throw new Refused(
    "invalid",
    "This would leave the note without a headline. Choose or write one.",
    conflictKey(chosen),
  );
}

/** Writes all items anew: who assessed a risk, a topic's provenance and lost marks come along from where they are. */
async function writeMerged(
  ctx: Context,
  draft: LockedDraft,
  newer: string,
  ours: NoteContent,
  content: NoteContent,
): Promise<void> {
  const { revisionId } = draft;
  const [mine, theirs, rated, theirRated] = await Promise.all([
    readItems(ctx.db, revisionId),
    readItems(ctx.db, newer),
    readAssessed(ctx.db, revisionId),
    readAssessed(ctx.db, newer),
  ]);
  const still = stillInOrder(theirs.content.items, content.items, placedAnew(mine.baseRanks, mine.ranks));
  const ranks = ranksAmong(content.items, (id) => (still.has(id) ? theirs.ranks[id] : undefined));
  const [was, other] = [byId(ours.items), byId(theirs.content.items)];
  const merged = content.items.map((item, at): PlacedItem => {
    const isIn = (mark: { itemId: string }) => mark.itemId === item.id;
    const assessed =
      (isRatedAs(was.get(item.id), item) && rated.get(item.id)) ||
      (isRatedAs(other.get(item.id), item) && theirRated.get(item.id)) ||
      undefined;
    return {
      item,
      rank: ranks[at] ?? "",
      previousText: mine.previousMentions[item.id] ?? theirs.previousMentions[item.id] ?? null,
      assessed,
      displaced: [...mine.displaced, ...theirs.displaced].filter(
        (mark) => isIn(mark) && item.citations.some((citation) => compareCitations(citation, mark) === 0),
      ),
    };
  });
  await ctx.db.delete(revisionItems).where(eq(revisionItems.revisionId, revisionId));
  await insertItems(ctx, draft, merged, content.sources);
}

/** What keeps its place keeps its rank, so that nobody is said to have moved it; the others get one between. */
function ranksAmong(items: readonly Item[], kept: (id: string) => string | undefined): string[] {
  const known = items.map(({ id }) => kept(id) ?? null);
  return known.map((rank, at) => {
    if (rank !== null) return rank;
    const from = known.slice(0, at).findLastIndex((each) => each !== null);
    const to = known.findIndex((each, place) => place > at && each !== null);
    const run = (to < 0 ? known.length : to) - from - 1;
    return generateNKeysBetween(known[from] ?? null, known[to] ?? null, run)[at - from - 1] ?? "";
  });
}

function byId(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}

function isRatedAs(one: Item | undefined, item: Item): boolean {
  return one?.kind === "takeaway" && item.kind === "takeaway" && sameValue(one.assessment, item.assessment);
}
