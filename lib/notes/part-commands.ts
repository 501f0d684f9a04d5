import { and, eq, inArray, ne, or, type SQL, sql } from "drizzle-orm";
import { alias, type PgTable } from "drizzle-orm/pg-core";
import { generateNKeysBetween } from "fractional-indexing";
import { exchanges } from "@/db/schema/exchanges";
import { guidanceRows } from "@/db/schema/guidance";
import { coveringAnalysts, headlines, revisionEditors, revisionItems, takeaways } from "@/db/schema/notes";
import { riskAssessments } from "@/db/schema/risks";
import { citations } from "@/db/schema/sources";
import { topicMentions, topicRows } from "@/db/schema/topics";
import type { Context } from "@/lib/context";
import { copyRows, type OwnedTable } from "./commands";
import type { PartItem } from "./part";

/** A revision that is still empty, and the two that its rows are copied from; `base` is null when nothing is out. */
export type PartRevisions = { noteId: string; part: string; base: string | null; head: string };

/**
 * Copies the rows of a part from its base and from the revision that it is cut out of, as they stand there: nobody writes
 * a word of it. Its editors are those of the revision that it is cut out of.
 */
export async function copyPart(ctx: Context, of: PartRevisions, items: readonly PartItem[]): Promise<void> {
  const since = sql<Date>`${revisionEditors.since}`.as("since");
  await ctx.db.insert(revisionEditors).select(
    ctx.db
      .select({ revisionId: sql<string>`${of.part}::uuid`.as("revision_id"), userId: revisionEditors.userId, since })
      .from(revisionEditors)
      .where(eq(revisionEditors.revisionId, of.head)),
  );
  const ranks = generateNKeysBetween(null, null, items.length);
  const rows = items.map(({ id }, at) => {
    return { revisionId: of.part, itemId: id, noteId: of.noteId, rank: ranks[at] ?? "" };
  });
  if (rows.length > 0) await ctx.db.insert(revisionItems).values(rows);
  await copyTakeaways(ctx, of, items);
  for (const table of [headlines, guidanceRows, topicRows, topicMentions, exchanges, coveringAnalysts]) {
    await copyFrom(ctx, of, table, (side) => among(table, items, "text", side));
  }
  await copyFrom(ctx, of, riskAssessments, (side) => among(riskAssessments, items, "assessment", side));
  const inRating = eq(citations.field, "commentary");
  const inWords = ne(citations.field, "commentary");
  await copyFrom(ctx, of, citations, (side) =>
    or(and(inWords, among(citations, items, "text", side)), and(inRating, among(citations, items, "assessment", side))),
  );
}

type Side = "base" | "head";

function among(
  { itemId }: OwnedTable,
  items: readonly PartItem[],
  part: "text" | "assessment",
  side: Side,
): SQL | undefined {
  const ids = items.flatMap((item) => (item[part] === side ? [item.id] : []));
  return inArray(itemId, ids);
}

async function copyFrom(ctx: Context, of: PartRevisions, table: OwnedTable, which: (side: Side) => SQL | undefined) {
  for (const side of ["base", "head"] as const) {
    const from = of[side];
    if (from) await copyRows(ctx, table, from, of.part, which(side));
  }
}

/** The words of a takeaway from one side, and where it stands from one side. */
async function copyTakeaways(ctx: Context, of: PartRevisions, items: readonly PartItem[]): Promise<void> {
  const placed = alias(takeaways, "placed");
  for (const text of ["base", "head"] as const) {
    for (const side of ["base", "head"] as const) {
      const ids = items.flatMap((item) => (item.text === text && item.side === side ? [item.id] : []));
      const [from, at] = [of[text], of[side]];
      if (ids.length === 0 || !from || !at) continue;
      await ctx.db.insert(takeaways as PgTable).select(
        ctx.db
          .select({
            revisionId: sql`${of.part}::uuid`.as("revision_id"),
            itemId: takeaways.itemId,
            kind: sql`${placed.kind}`.as("kind"),
            title: takeaways.title,
            body: takeaways.body,
          })
          .from(takeaways)
          .innerJoin(placed, and(eq(placed.itemId, takeaways.itemId), eq(placed.revisionId, at)))
          .where(and(eq(takeaways.revisionId, from), inArray(takeaways.itemId, ids))) as never,
      );
    }
  }
}
