import { and, desc, eq, or, sql } from "drizzle-orm";
import { auditEvents } from "@/db/schema/audit";
import { users } from "@/db/schema/auth";
import { saveReceipts } from "@/db/schema/notes";
import { riskAssessments } from "@/db/schema/risks";
import type { Database } from "@/lib/context";
import type { FieldAddress } from "./field";
import type { Edit } from "./input";
import type { Step } from "./step";

/** Who wrote what stands in the way, and when (ISO 8601); null when no event tells. */
export type By = { by: string | null; at: string | null };

/** Who was answered what under this key; null when nobody was. */
export async function findReceipt(db: Database, key: string) {
  const [receipt] = await db
    .select({ userId: saveReceipts.userId, revisionId: saveReceipts.revisionId, answer: saveReceipts.answer })
    .from(saveReceipts)
    .where(eq(saveReceipts.key, key));
  return receipt ?? null;
}

type EditedSteps = { before: { steps: Step[] }; after: { steps: Step[] } };

/** The saves of a draft that name any of the items, newest first. */
async function listSavesOf(db: Database, revisionId: string, itemIds: readonly string[]) {
  const naming = itemIds.map((id) => sql`${auditEvents.after}::text like ${`%${id}%`}`);
  const rows = await db
    .select({ before: auditEvents.before, after: auditEvents.after, at: auditEvents.at, by: users.name })
    .from(auditEvents)
    .leftJoin(users, sql`${auditEvents.actor} = 'user:' || ${users.id}`)
    .where(and(eq(auditEvents.subjectId, revisionId), eq(auditEvents.action, "revision.edited"), or(...naming)))
    .orderBy(desc(auditEvents.seq));
  return rows as (EditedSteps & { at: Date; by: string | null })[];
}

/** What an item that was taken out of this draft had beside its content: what the step says that brings it back. */
export async function findRemoved(db: Database, revisionId: string, itemId: string): Promise<Removed> {
  for (const { before } of await listSavesOf(db, revisionId, [itemId])) {
    const back = before.steps.find((step) => step.op === "add" && step.item.id === itemId);
    if (back?.op === "add") return { previousText: back.previousText ?? null, assessed: back.assessed ?? null };
  }
  return { previousText: null, assessed: null };
}

type Removed = { previousText: string | null; assessed: { by: string; at: string } | null };

/** Who assessed the risks of a revision, and when, by item id: carrying an assessment on is not making it. */
export async function readAssessed(db: Database, revisionId: string): Promise<Map<string, { by: string; at: Date }>> {
  const rows = await db
    .select({ itemId: riskAssessments.itemId, by: riskAssessments.assessedBy, at: riskAssessments.assessedAt })
    .from(riskAssessments)
    .where(eq(riskAssessments.revisionId, revisionId));
  return new Map(rows.map(({ itemId, ...assessed }) => [itemId, assessed]));
}

/** An edit that could not be done, because the item or the field is gone or because it holds something else. */
export type Hindered = { edit: Edit; isGone: boolean };

/** For each edit, who wrote last what hinders it. */
export async function whoHindered(db: Database, revisionId: string, hindered: readonly Hindered[]): Promise<By[]> {
  if (hindered.length === 0) return [];
  const ids = [...new Set(hindered.map(({ edit }) => itemOf(edit)))];
  const saves = await listSavesOf(db, revisionId, ids);
  return hindered.map((each) => {
    const save = saves.find(({ after }) => after.steps.some((step) => hinders(step, each)));
    return { by: save?.by ?? null, at: save?.at.toISOString() ?? null };
  });
}

function itemOf(edit: Edit): string {
  return "itemId" in edit ? edit.itemId : edit.item.id;
}

function hinders(step: Step, { edit, isGone }: Hindered): boolean {
  if ((step.op === "add" ? step.item.id : step.itemId) !== itemOf(edit)) return false;
  switch (step.op) {
    case "remove":
      return isGone;
    case "add":
      return !isGone;
    case "move":
      return edit.op === "move";
    case "cite":
      return edit.op === "remove";
    case "set":
      return edit.op === "remove" || overlap(step.field, fieldOf(edit));
  }
}

function fieldOf(edit: Edit): FieldAddress | null {
  if (edit.op === "set") return edit.field;
  if (edit.op !== "cite" && edit.op !== "uncite") return null;
  return edit.citation.field === "commentary" ? "assessment" : edit.citation.field;
}

/** Whether one of the two is the other, or a part of it. */
function overlap(a: FieldAddress, b: FieldAddress | null): boolean {
  return b !== null && (a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`));
}
