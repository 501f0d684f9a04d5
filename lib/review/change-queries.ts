import { asc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { users } from "@/db/schema/auth";
import { revisionItems, revisions } from "@/db/schema/notes";
import { decisions } from "@/db/schema/review";
import type { Verdict } from "@/lib/audit/events";
import type { Database } from "@/lib/context";
import { type NoteContent, parseContent } from "@/lib/notes/content";
import { readMarked } from "@/lib/notes/content-queries";
import { changeKey } from "@/lib/notes/diff";
import { type Displaced, lostAgainst } from "@/lib/notes/displaced";
import { type HashedChange, hashedChanges } from "./change";

/** What a reviewer said of a change that is still the one that they saw. */
export type Decision = { verdict: Exclude<Verdict, "undecided">; byId: string; by: string; at: Date };

/** What a revision changes, against what, and what was decided of it by the key of each change. */
export type Reviewed = {
  base: NoteContent;
  head: NoteContent;
  changes: HashedChange[];
  decisions: Map<string, Decision>;
  /** marks that stand at their field's end because the words that they stood in are gone */
  lost: Displaced[];
};

/** Null when there is no such revision. Asks nobody's leave. */
export async function readReviewed(db: Database, revisionId: string): Promise<Reviewed | null> {
  const [base, there] = [alias(revisions, "base"), alias(revisionItems, "there")];
  const placed = sql<string[]>`array(select ${revisionItems.itemId} from ${revisionItems}
    join ${revisionItems} as there on ${there.itemId} = ${revisionItems.itemId} and ${there.revisionId} = ${revisions.basedOn}
    where ${revisionItems.revisionId} = ${revisions.id} and ${there.rank} <> ${revisionItems.rank})`;
  const [[row], marked, said] = await Promise.all([
    db
      .select({ base: base.content, placed })
      .from(revisions)
      .leftJoin(base, eq(base.id, revisions.basedOn))
      .where(eq(revisions.id, revisionId)),
    readMarked(db, revisionId),
    db
      .select({
        itemId: decisions.itemId,
        part: decisions.part,
        sha256: decisions.changeSha256,
        verdict: decisions.verdict,
        byId: users.id,
        by: users.name,
        at: decisions.decidedAt,
      })
      .from(decisions)
      .innerJoin(users, eq(users.id, decisions.decidedBy))
      .where(eq(decisions.revisionId, revisionId))
      .orderBy(asc(decisions.seq)),
  ]);
  if (!row || !marked) return null;
  const { content: head, displaced } = marked;
  const from = row.base ? parseContent(row.base) : { ...head, items: [], sources: [] };
  const changes = hashedChanges(from, head, new Set(row.placed));
  const now = new Map(changes.map((change) => [changeKey(change), change.sha256]));
  const held = new Map<string, Decision>();
  for (const { verdict, byId, by, at, ...change } of said) {
    const key = changeKey(change);
    if (now.get(key) !== change.sha256) continue;
    if (verdict === "undecided") held.delete(key);
    else held.set(key, { verdict, byId, by, at });
  }
  const lost = lostAgainst(from.items, head.items, displaced);
  return { base: from, head, changes, decisions: held, lost };
}
