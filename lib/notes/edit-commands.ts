import type { z } from "zod";
import { saveReceipts } from "@/db/schema/notes";
import { recordEvent } from "@/lib/audit/record";
import { type Context, inTransaction, together } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import type { SourceEntry } from "@/lib/sources/model";
import { enterEditor, type LockedDraft, lockDraft, refuseUneditable } from "./commands";
import type { Item } from "./content";
import { listSources } from "./content-queries";
import { readEdited } from "./edited-queries";
import type { FieldValue } from "./field";
import { type Edit, saveInput } from "./input";
import { sourceIds } from "./item-commands";
import { type Plan, planEdits, type Write } from "./plan";
import { type By, findReceipt, findRemoved, type Hindered, readAssessed, whoHindered } from "./save-queries";
import type { Step } from "./step";
import { writeStep } from "./step-commands";

/** What became of one edit. Everything but `saved` leaves the draft as it was, and the words with whoever sent them. */
export type EditResult =
  | { outcome: "saved" }
  | ({ outcome: "conflict"; theirs: FieldValue } & By)
  | ({ outcome: "changed"; theirs: Item } & By)
  | ({ outcome: "gone" } & By)
  /** the note has its headline, or as many items as it can have */
  | { outcome: "full" };

/** What a save did. `seq` is that of its event; null when the draft was so already, or nothing could be saved. */
export type SaveAnswer = Applied & { seq: number | null; results: EditResult[] };

/** Steps that were written, with the documents they name and the ranks they gave. */
type Applied = { steps: Step[]; undo: Step[]; sources: SourceEntry[]; ranks: Record<string, string> };

/**
 * Saves edits of a draft, each compared with what it was based on. Edits that find another value are answered with it and
 * change nothing; the others are written in one transaction under one event. A repeat under the same key is answered as
 * the first was, whatever has become of the draft, and writes nothing.
 */
export async function saveEdits(ctx: Context, input: z.input<typeof saveInput>): Promise<SaveAnswer> {
  const { revisionId, key, edits } = parseInput(saveInput, input);
  return inTransaction(ctx, async (tx) => {
    const [draft, receipt, held] = await together(
      lockDraft(tx, revisionId), // first, so that what is read after it is not what was there before it waited
      findReceipt(tx.db, key),
      readEdited(tx.db, revisionId, edits),
    );
    if (receipt) {
      if (receipt.userId === draft.editorId && receipt.revisionId === revisionId) return receipt.answer as SaveAnswer;
      throw someoneElsesKey();
    }
    refuseUneditable(draft);
    const plan = planEdits(held, edits, tx.now);
    const { seq, ...applied } = await writePlan(tx, draft, plan, edits);
    const answer: SaveAnswer = { ...applied, seq, results: await namedResults(tx, revisionId, edits, plan) };
    const row = { key, revisionId, userId: draft.editorId, answer, savedAt: ctx.now };
    const kept = await tx.db
      .insert(saveReceipts)
      .values(row)
      .onConflictDoNothing()
      .returning({ key: saveReceipts.key });
    if (kept.length === 0) throw someoneElsesKey();
    return answer;
  });
}

function someoneElsesKey(): Refused {
  return new Refused("invalid", "This save has the key of another one. Reload the page.");
}

function recordEdit(ctx: Context, subject: string, { steps, undo, sources, ranks }: Applied): Promise<number> {
  return recordEvent(ctx, {
    action: "revision.edited",
    subject,
    before: { steps: undo, sources },
    after: { steps, sources, ranks },
  });
}

/** Writes what a plan comes to, and its event; where that is nothing, nobody becomes an editor. */
async function writePlan(
  ctx: Context,
  draft: LockedDraft,
  { writes, undo: planned }: Plan,
  edits: readonly Edit[],
): Promise<Applied & { seq: number | null }> {
  const last = writes.at(-1);
  if (!last) return { steps: [], undo: [], sources: [], ranks: {}, seq: null };
  await enterEditor(ctx, draft);
  const told = edits.flatMap((edit) => (edit.op === "cite" && edit.source ? [edit.source] : []));
  const labels = writes.flatMap(({ citations }) => citations.map(({ citation }) => citation.label));
  const sourceOf = await sourceIds(ctx, draft.noteId, labels, told);
  const steps = writes.map(({ step }) => step);
  const undo = await withAssessors(ctx, draft.revisionId, planned);
  const ranks = Object.fromEntries(writes.flatMap(({ item, rank }) => (rank ? [[item.id, rank]] : [])));
  const applied = { steps, undo, ranks, sources: await namedSources(ctx, draft.noteId, [...steps, ...undo]) };
  for (const write of writes.slice(0, -1)) await writeWhole(ctx, draft, write, sourceOf);
  const [, seq] = await together(writeWhole(ctx, draft, last, sourceOf), recordEdit(ctx, draft.revisionId, applied));
  return { ...applied, seq };
}

/** The steps that undo, those that bring a rated risk back with who rated it: putting it back is not rating it. */
async function withAssessors(ctx: Context, revisionId: string, undo: Step[]): Promise<Step[]> {
  const isRated = (step: Step) => step.op === "add" && step.item.kind === "takeaway" && step.item.assessment !== null;
  if (!undo.some(isRated)) return undo;
  const known = await readAssessed(ctx.db, revisionId);
  return undo.map((step) => {
    const assessed = step.op === "add" && known.get(step.item.id);
    return assessed ? { ...step, assessed: { by: assessed.by, at: assessed.at.toISOString() } } : step;
  });
}

/** Writes a step; a topic or a risk that comes back gets what it had beside its content. */
async function writeWhole(ctx: Context, draft: LockedDraft, write: Write, sourceOf: ReadonlyMap<string, string>) {
  const { step, item, previousText } = write;
  const hasMore = item.kind === "topic_row" ? !previousText : item.kind === "takeaway" && item.assessment !== null;
  const removed = step.op === "add" && hasMore ? await findRemoved(ctx.db, draft.revisionId, item.id) : null;
  const assessed = removed?.assessed && { by: removed.assessed.by, at: new Date(removed.assessed.at) };
  await writeStep(
    ctx,
    draft,
    { ...write, previousText: previousText ?? removed?.previousText ?? null },
    sourceOf,
    assessed,
  );
}

/** The documents that steps name, as the note has them. */
async function namedSources(ctx: Context, noteId: string, steps: readonly Step[]): Promise<SourceEntry[]> {
  const labels = steps.flatMap((step) => {
    const cited = step.op === "add" ? step.item.citations : "citations" in step ? (step.citations ?? []) : [];
    return cited.map(({ label }) => label);
  });
  return labels.length > 0 ? listSources(ctx.db, noteId, labels) : [];
}

async function namedResults(
  ctx: Context,
  revisionId: string,
  edits: readonly Edit[],
  { judged }: Plan,
): Promise<EditResult[]> {
  const hindered = judged.flatMap((each, at): (Hindered & { at: number })[] => {
    const edit = edits[at];
    if (!edit || each.outcome === "done" || each.outcome === "idle" || each.outcome === "full") return [];
    return [{ at, edit, isGone: each.outcome === "gone" }];
  });
  const who = await whoHindered(ctx.db, revisionId, hindered);
  return judged.map((each, at): EditResult => {
    const by = who[hindered.findIndex((one) => one.at === at)] ?? { by: null, at: null };
    if (each.outcome === "conflict" || each.outcome === "changed") return { ...each, ...by };
    if (each.outcome === "full") return { outcome: "full" };
    return each.outcome === "gone" ? { outcome: "gone", ...by } : { outcome: "saved" };
  });
}
