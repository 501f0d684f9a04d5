import { and, eq, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { revisionItems } from "@/db/schema/notes";
import { riskAssessments } from "@/db/schema/risks";
import { citations } from "@/db/schema/sources";
import { topicMentions } from "@/db/schema/topics";
import type { Context } from "@/lib/context";
import type { Assessment } from "@/lib/risks/assessment";
import type { Item } from "./content";
import { fieldTables } from "./content-queries";
import { valueAt } from "./field";
import { type Desk, insertCitations, insertItems, type PlacedItem } from "./item-commands";
import type { Write } from "./plan";
import type { Step } from "./step";

/**
 * Writes what a step does to an item. `sourceOf`: the documents that it names, by label; `assessed`: who rated a risk that
 * is added, if not the editor.
 */
export async function writeStep(
  ctx: Context,
  desk: Desk,
  { step, item, rank, previousText, citations: marks }: Write,
  sourceOf: ReadonlyMap<string, string>,
  assessed: PlacedItem["assessed"] | null = null,
): Promise<void> {
  const { revisionId } = desk;
  const at = { revisionId, itemId: item.id };
  const place = and(eq(revisionItems.revisionId, revisionId), eq(revisionItems.itemId, item.id));
  switch (step.op) {
    case "add":
      return insertItems(ctx, desk, [{ item, rank: rank ?? "", previousText, ...(assessed ? { assessed } : {}) }]);
    case "remove":
      await ctx.db.delete(revisionItems).where(place);
      return;
    case "move":
      await ctx.db
        .update(revisionItems)
        .set({ rank: rank ?? "" })
        .where(place);
      return;
    case "set":
      await writeField(ctx, desk, item, step);
      if (!step.citations) return;
  }
  await ctx.db.delete(citations).where(and(eq(citations.revisionId, revisionId), eq(citations.itemId, item.id)));
  await insertCitations(
    ctx,
    marks.map((mark) => ({ ...at, ...mark })),
    sourceOf,
  );
}

type SetStep = Extract<Step, { op: "set" }>;

async function writeField(ctx: Context, desk: Desk, item: Item, step: SetStep): Promise<void> {
  const { revisionId } = desk;
  const at = { revisionId, itemId: step.itemId };
  const [name = "", part] = step.field.split(".");
  if (name === "mentions") {
    const own = and(
      eq(topicMentions.revisionId, revisionId),
      eq(topicMentions.itemId, step.itemId),
      eq(topicMentions.period, part as never),
    );
    await ctx.db.delete(topicMentions).where(own);
    if (step.value !== null) {
      await ctx.db.insert(topicMentions).values({ ...at, period: part, ...(step.value as object) } as never);
    }
    return;
  }
  if (name === "assessment") return writeAssessment(ctx, desk, step);
  const table = fieldTables[item.kind];
  const column = (table as unknown as Record<string, PgColumn>)[name];
  if (!column) throw new Error(`A ${item.kind} has no column for ${name}.`);
  // The value that it was compared with, once more: whatever was read when, nothing else is overwritten.
  const isHeld = sql`${column} is not distinct from ${sql.param(valueAt(item, name), column)}`;
  const { count } = await ctx.db
    .update(table)
    .set({ [name]: step.value } as never)
    .where(and(eq(table.revisionId, revisionId), eq(table.itemId, step.itemId), isHeld));
  if (count !== 1) throw new Error(`The ${name} of ${step.itemId} changed while it was locked.`);
}

async function writeAssessment(ctx: Context, desk: Desk, { itemId, field, value }: SetStep) {
  const { revisionId, editorId } = desk;
  const own = and(eq(riskAssessments.revisionId, revisionId), eq(riskAssessments.itemId, itemId));
  const by = { assessedBy: editorId, assessedAt: ctx.now };
  const [, part] = field.split(".");
  if (part)
    await ctx.db
      .update(riskAssessments)
      .set({ [part]: value, ...by })
      .where(own);
  else if (value === null) await ctx.db.delete(riskAssessments).where(own);
  else {
    const row = { ...(value as Assessment), ...by };
    await ctx.db
      .insert(riskAssessments)
      .values({ revisionId, itemId, ...row })
      .onConflictDoUpdate({ target: [riskAssessments.revisionId, riskAssessments.itemId], set: row });
  }
}
