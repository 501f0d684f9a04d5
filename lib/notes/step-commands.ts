import { and, eq, sql } from "drizzle-orm";
import { revisionItems } from "@/db/schema/notes";
import { riskAssessments } from "@/db/schema/risks";
import { citations } from "@/db/schema/sources";
import { topicMentions } from "@/db/schema/topics";
import type { Context } from "@/lib/context";
import type { Assessment } from "@/lib/risks/assessment";
import type { SourceEntry } from "@/lib/sources/model";
import type { Citation, Item, ItemKind } from "./content";
import { type Cited, type Desk, fieldTables, insertCitations, insertItems } from "./item-commands";
import type { Step } from "./step";

type WritingStep = {
  /** of an item that is added or moved */
  rank?: string;
  previousText?: string | null;
  /** marks that lost their place */
  displaced?: readonly Citation[];
  /** what is known of documents that the note may not have yet */
  entries?: readonly SourceEntry[];
};

/** Writes what a step does to an item. */
export async function writeStep(
  ctx: Context,
  desk: Desk,
  item: Item,
  step: Step,
  { rank = "", previousText = null, displaced = [], entries = [] }: WritingStep,
): Promise<void> {
  const { revisionId } = desk;
  const at = { revisionId, itemId: item.id };
  const place = and(eq(revisionItems.revisionId, revisionId), eq(revisionItems.itemId, item.id));
  switch (step.op) {
    case "add":
      return insertItems(ctx, desk, [{ item, rank, previousText }], entries);
    case "remove":
      await ctx.db.delete(revisionItems).where(place);
      return;
    case "move":
      await ctx.db.update(revisionItems).set({ rank }).where(place);
      return;
    case "cite":
      return writeCitations(ctx, desk, at, step.citations, { displaced, entries });
    case "set":
      await writeField(ctx, desk, item.kind, step);
      if (step.citations) await writeCitations(ctx, desk, at, step.citations, { displaced, entries });
  }
}

async function writeCitations(
  ctx: Context,
  desk: Desk,
  at: Cited["at"],
  cited: readonly Citation[],
  { displaced, entries }: Required<Pick<WritingStep, "displaced" | "entries">>,
): Promise<void> {
  const own = and(eq(citations.revisionId, at.revisionId), eq(citations.itemId, at.itemId));
  const held = await ctx.db
    .delete(citations)
    .where(own)
    .returning({ field: citations.field, offset: citations.offset, displacedAt: citations.displacedAt });
  if (cited.length === 0) return;
  const since = ({ field, offset }: Citation) =>
    held.find((each) => each.field === field && each.offset === offset)?.displacedAt ?? null;
  const rows = cited.map((citation) => {
    const isLost = displaced.some(({ field, label }) => field === citation.field && label === citation.label);
    return { at, citation, displacedAt: isLost ? ctx.now : since(citation) };
  });
  await insertCitations(ctx, desk, rows, entries);
}

async function writeField(ctx: Context, desk: Desk, kind: ItemKind, step: Extract<Step, { op: "set" }>): Promise<void> {
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
  const table = fieldTables[kind];
  await ctx.db
    .update(table)
    .set({ [name]: step.value } as never)
    .where(and(eq(table.revisionId, revisionId), eq(table.itemId, step.itemId)));
}

async function writeAssessment(ctx: Context, desk: Desk, { itemId, field, value }: Extract<Step, { op: "set" }>) {
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

/** The ranks of a draft's items, by item id. */
export async function readRanks(ctx: Context, revisionId: string): Promise<Map<string, string>> {
  const rows = await ctx.db
    .select({ id: revisionItems.itemId, rank: revisionItems.rank })
    .from(revisionItems)
    .where(eq(revisionItems.revisionId, revisionId))
    .orderBy(sql`${revisionItems.rank}`);
  return new Map(rows.map(({ id, rank }) => [id, rank]));
}
