import { randomUUID } from "node:crypto";
import { addComment } from "@/lib/comments/commands";
import type { Database, UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { type Item, itemsOf, type NoteContent } from "@/lib/notes/content";
import { type FieldValue, valueAt } from "@/lib/notes/field";
import type { Edit } from "@/lib/notes/input";
import type { Period } from "@/lib/notes/period";
import { readReviewed } from "@/lib/review/change-queries";
import { submitRevision } from "@/lib/review/commands";
import { decideChanges } from "@/lib/review/decide-commands";
import { as, readDraft, saveAs } from "@/lib/world";

/** How many changes of each kind; `words` of topics and of answers. */
export type Changes = Record<
  "titles" | "bodies" | "ratings" | "cells" | "words" | "moves" | "removals" | "additions",
  number
>;

export type ReviewSize = { items: number; changes: number; decided: number; commented: number };

type People = { writer: UserActor; reviewer: UserActor };

/** A draft of these changes on what is published of a note, in review; of its changes a half is decided on, a fifth commented. */
export async function reviewOf(
  db: Database,
  { writer, reviewer }: People,
  at: { ticker: string; period: Period },
  kinds: Changes,
): Promise<{ revisionId: string; size: ReviewSize }> {
  const { revisionId } = await createDraft(as(db, writer), { ...at, beside: true });
  const { content, ranks } = await readDraft(db, revisionId);
  const { results } = await saveAs(db, writer, revisionId, editsOf(content, ranks, kinds));
  if (results.some(({ outcome }) => outcome !== "saved")) throw new Error("The changes were not saved.");
  await submitRevision(as(db, writer), { revisionId, summary: "What a bench changes" });
  const changes = (await readReviewed(db, revisionId))?.changes ?? [];
  const size = { items: content.items.length, changes: changes.length, decided: 0, commented: 0 };
  for (const [n, change] of changes.entries()) {
    const { itemId, part, sha256: changeSha256 } = change;
    const of = { revisionId, changes: [{ itemId, part, changeSha256 }] };
    if (n % 2 === 0) {
      const verdict = n % 8 === 0 ? ("change_requested" as const) : ("accepted" as const);
      const comment = verdict === "accepted" ? "" : "Say since when, and by whose account.";
      await decideChanges(as(db, reviewer), { ...of, verdict, comment });
      size.decided += 1;
    }
    const isThere = change.part !== "place" || change.change !== "removed";
    if (n % 5 === 1 && isThere) {
      await addComment(as(db, writer), { revisionId, itemId, text: "The release has it on page 3.", words: null });
      size.commented += 1;
    }
  }
  return { revisionId, size };
}

function editsOf(content: NoteContent, ranks: Record<string, string>, kinds: Changes): Edit[] {
  const risks = itemsOf(content, "takeaway").filter(({ fields }) => fields.kind === "risk");
  const positives = itemsOf(content, "takeaway").filter(({ fields }) => fields.kind === "positive");
  const takeaways = [...risks.slice(kinds.ratings), ...positives];
  const rows = itemsOf(content, "guidance_row");
  const worded = [...itemsOf(content, "exchange"), ...itemsOf(content, "topic_row")];
  const take = <T>(from: T[], count: number): T[] => {
    if (from.length < count) throw new Error("The note has too few items to change.");
    return from.splice(0, count);
  };
  const edits: Edit[] = [];
  const set = (item: Item, field: string, value: FieldValue) =>
    edits.push({ op: "set", kind: item.kind, itemId: item.id, field, base: valueAt(item, field), value });
  const rating = {
    severity: "high",
    likelihood: "likely",
    horizon: "0-12",
    status: "open",
    commentary: "Soon",
  } as const;
  for (const risk of take(risks, kinds.ratings)) set(risk, "assessment", rating);
  for (const item of take(takeaways, kinds.titles)) set(item, "title", `${item.fields.title}, said anew`);
  for (const item of take(takeaways, kinds.bodies)) set(item, "body", `It is told anew. ${item.fields.body}`);
  for (const item of take(takeaways, kinds.removals)) edits.push({ op: "remove", item });
  for (const row of take(rows, kinds.cells)) set(row, "current", `about ${row.fields.current}`);
  for (const item of take(worded, kinds.words)) {
    const field = item.kind === "exchange" ? "answer" : "current";
    set(item, field, `${valueAt(item, field)} And so it was asked again.`);
  }
  // A row is moved behind the one that follows it, which stays.
  for (let n = 0; n < kinds.moves; n += 1) {
    const [row, next] = take(rows, 2);
    if (row) edits.push({ op: "move", itemId: row.id, base: ranks[row.id] ?? "", after: next?.id ?? null });
  }
  for (const row of itemsOf(content, "guidance_row").slice(0, kinds.additions)) {
    const fields = { ...row.fields, metric: `${row.fields.metric}, another` };
    edits.push({ op: "add", item: { ...row, id: randomUUID(), fields }, after: row.id });
  }
  return edits;
}
