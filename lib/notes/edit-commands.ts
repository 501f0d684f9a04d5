import { and, desc, eq, sql } from "drizzle-orm";
import { generateKeyBetween } from "fractional-indexing";
import type { z } from "zod";
import { auditEvents } from "@/db/schema/audit";
import { users } from "@/db/schema/auth";
import { saveReceipts } from "@/db/schema/notes";
import { recordEvent } from "@/lib/audit/record";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import type { SourceEntry } from "@/lib/sources/model";
import { beginEdit } from "./commands";
import type { Citation, Item, NoteContent } from "./content";
import { listSources, readItems } from "./content-queries";
import { type Held, judge } from "./edit";
import { citedField, type FieldValue, textOf, valueAt } from "./field";
import { type Edit, saveInput } from "./input";
import type { Desk } from "./item-commands";
import { moveMark } from "./marks";
import { applyStep, type Step } from "./step";
import { readRanks, writeStep } from "./step-commands";

/** Who wrote what stands in the way, and when (ISO 8601); null when no event tells. */
type By = { by: string | null; at: string | null };

/** What became of one edit. Everything but `saved` leaves the draft as it was, and the words with whoever sent them. */
export type EditResult =
  | { outcome: "saved" }
  | ({ outcome: "conflict"; theirs: FieldValue } & By)
  | ({ outcome: "changed"; theirs: Item } & By)
  | ({ outcome: "gone" } & By);

/** What a save did. `seq` is that of its event; null when the draft was so already, or nothing could be saved. */
export type SaveAnswer = Applied & { seq: number | null; results: EditResult[] };

/** Steps that were written, with the documents they name and the ranks they gave. */
export type Applied = { steps: Step[]; undo: Step[]; sources: SourceEntry[]; ranks: Record<string, string> };

/**
 * Saves edits of a draft, each compared with what it was based on. Edits that find another value are answered with it and
 * change nothing; the others are written in one transaction under one event. A repeat under the same key writes nothing.
 */
export async function saveEdits(ctx: Context, input: z.input<typeof saveInput>): Promise<SaveAnswer> {
  const { revisionId, key, edits } = parseInput(saveInput, input);
  return inTransaction(ctx, async (tx) => {
    const desk = await beginEdit(tx, revisionId);
    const [receipt] = await tx.db
      .select({ userId: saveReceipts.userId, revisionId: saveReceipts.revisionId, answer: saveReceipts.answer })
      .from(saveReceipts)
      .where(eq(saveReceipts.key, key));
    if (receipt) {
      if (receipt.userId === desk.editorId && receipt.revisionId === revisionId) return receipt.answer as SaveAnswer;
      throw new Refused("invalid", "This save has somebody else's key. Reload the page.");
    }
    const { judged, ...applied } = await applyEdits(tx, desk, edits);
    const seq = applied.steps.length > 0 ? await recordEdit(tx, revisionId, applied) : null;
    const answer: SaveAnswer = { ...applied, seq, results: await namedResults(tx, revisionId, edits, judged) };
    await tx.db.insert(saveReceipts).values({ key, revisionId, userId: desk.editorId, answer, savedAt: ctx.now });
    return answer;
  });
}

function recordEdit(ctx: Context, subject: string, { steps, undo, sources, ranks }: Applied): Promise<number> {
  return recordEvent(ctx, {
    action: "revision.edited",
    subject,
    before: { steps: undo, sources },
    after: { steps, sources, ranks },
  });
}

type Judged = ReturnType<typeof judge>;

/** Writes those edits that meet what they were based on. The draft is locked, and the actor one of its editors. */
export async function applyEdits(
  ctx: Context,
  desk: Desk,
  edits: readonly Edit[],
  entries: readonly SourceEntry[] = [],
): Promise<Applied & { judged: Judged[] }> {
  const mindsOrder = edits.some(({ op }) => op === "add" || op === "move" || op === "remove");
  const named = mindsOrder ? null : [...new Set(edits.flatMap((edit) => ("itemId" in edit ? [edit.itemId] : [])))];
  const [read, ranks] = await Promise.all([
    readItems(ctx.db, desk.revisionId, named),
    mindsOrder ? readRanks(ctx, desk.revisionId) : new Map<string, string>(),
  ]);
  const known = [...entries, ...edits.flatMap((edit) => (edit.op === "cite" && edit.source ? [edit.source] : []))];
  let content: NoteContent = { company: "", ticker: "", period: "2000-Q1", ...read.content };
  const done: Applied & { judged: Judged[] } = { steps: [], undo: [], sources: [], ranks: {}, judged: [] };
  for (const edit of edits) {
    const judged = judge({ items: content.items, ranks } satisfies Held, edit);
    done.judged.push(judged);
    if (judged.outcome === "full") throw new Refused("invalid", fullSentence(edit));
    if (judged.outcome !== "done") continue;
    const { step } = judged;
    const item = step.op === "add" ? step.item : content.items.find(({ id }) => id === step.itemId);
    if (!item) throw new Error("A step without its item.");
    const places = step.op === "add" || step.op === "move" ? { rank: rankAfter(content.items, ranks, step) } : {};
    const previousText =
      step.op === "add" && item.kind === "topic_row" ? await findRemovedText(ctx, desk.revisionId, item.id) : null;
    await writeStep(ctx, desk, item, step, {
      ...places,
      previousText,
      displaced: displacedBy(item, step),
      entries: known,
    });
    if (places.rank) ranks.set(item.id, places.rank);
    if (places.rank) done.ranks[item.id] = places.rank;
    content = applyStep(content, step, known);
    done.steps.push(step);
    done.undo.unshift(withProvenance(judged.undo, read.previousMentions));
  }
  done.sources = await namedSources(ctx, desk, done);
  return done;
}

function fullSentence({ op, ...edit }: Edit): string {
  const isHeadline = op === "add" && "item" in edit && edit.item.kind === "headline";
  return isHeadline
    ? "This note has a headline already: somebody has just written one. Reload the page to see it."
    : "A note has at most 500 items. Delete one first.";
}

function rankAfter(items: readonly Item[], ranks: Map<string, string>, step: Extract<Step, { op: "add" | "move" }>) {
  const own = step.op === "move" ? step.itemId : step.item.id;
  const others = items.filter(({ id }) => id !== own);
  const at = others.findIndex(({ id }) => id === step.after);
  const rankOf = (item: Item | undefined) => (item && ranks.get(item.id)) ?? null;
  return generateKeyBetween(rankOf(others[at]), rankOf(others[at + 1]));
}

/** The marks that an edit of the text left without the words that they stood in. */
function displacedBy(item: Item, step: Step): Citation[] {
  if (step.op !== "set" || !step.citations) return [];
  const [was, now] = [textOf(valueAt(item, step.field)) ?? "", textOf(step.value) ?? ""];
  const field = citedField(step.field);
  return item.citations.filter((mark) => mark.field === field && moveMark(was, now, mark.offset).isLost);
}

function withProvenance(undo: Step, previous: Record<string, string>): Step {
  const text = undo.op === "add" ? previous[undo.item.id] : undefined;
  return undo.op === "add" && text !== undefined ? { ...undo, previousText: text } : undo;
}

/** The documents that steps name, as the note has them. */
async function namedSources(ctx: Context, desk: Desk, { steps, undo }: Pick<Applied, "steps" | "undo">) {
  const labels = [...steps, ...undo].flatMap((step) => {
    const cited = step.op === "add" ? step.item.citations : "citations" in step ? (step.citations ?? []) : [];
    return cited.map(({ label }) => label);
  });
  return labels.length > 0 ? listSources(ctx.db, desk.noteId, labels) : [];
}

type EditedSteps = { before: { steps: Step[] }; after: { steps: Step[] } };

/** The newest saves of a draft, newest first: enough to say who changed what somebody else has open. */
async function listRecentSaves(ctx: Context, revisionId: string) {
  const rows = await ctx.db
    .select({ before: auditEvents.before, after: auditEvents.after, at: auditEvents.at, by: users.name })
    .from(auditEvents)
    .leftJoin(users, sql`${auditEvents.actor} = 'user:' || ${users.id}`)
    .where(and(eq(auditEvents.subjectId, revisionId), eq(auditEvents.action, "revision.edited")))
    .orderBy(desc(auditEvents.seq))
    .limit(500);
  return rows as (EditedSteps & { at: Date; by: string | null })[];
}

/** What a topic that was taken out of this draft had as previous mentions in one piece. */
async function findRemovedText(ctx: Context, revisionId: string, itemId: string): Promise<string | null> {
  for (const { before } of await listRecentSaves(ctx, revisionId)) {
    const back = before.steps.find((step) => step.op === "add" && step.item.id === itemId);
    if (back?.op === "add") return back.previousText ?? null;
  }
  return null;
}

async function namedResults(
  ctx: Context,
  revisionId: string,
  edits: readonly Edit[],
  judged: readonly Judged[],
): Promise<EditResult[]> {
  const isSaved = ({ outcome }: Judged) => outcome === "done" || outcome === "idle";
  const saves = judged.every(isSaved) ? [] : await listRecentSaves(ctx, revisionId);
  return judged.map((each, index): EditResult => {
    const edit = edits[index];
    if (!edit || each.outcome === "done" || each.outcome === "idle") return { outcome: "saved" };
    const id = "itemId" in edit ? edit.itemId : edit.item.id;
    const field = edit.op === "set" ? edit.field : null;
    const touches = (step: Step) =>
      (step.op === "add" ? step.item.id : step.itemId) === id && (!field || step.op !== "set" || step.field === field);
    const save = saves.find(({ after }) => after.steps.some(touches));
    const by = { by: save?.by ?? null, at: save?.at.toISOString() ?? null };
    switch (each.outcome) {
      case "conflict":
      case "changed":
        return { ...each, ...by };
      default:
        return { outcome: "gone", ...by };
    }
  });
}
