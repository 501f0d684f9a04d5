import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { auditEvents } from "@/db/schema/audit";
import { users } from "@/db/schema/auth";
import type { AuditEvent } from "@/lib/audit/events";
import type { Database } from "@/lib/context";
import { changeKey } from "@/lib/notes/diff";
import type { HashedChange } from "./change";

export type SentBack = { byId: string; by: string; at: Date; reason: string };

/** A change that a reviewer asks for, and what they said of it. */
export type AskedChange = {
  itemId: string;
  part: HashedChange["part"];
  by: string;
  comment: { id: string; text: string } | null;
  /** whether the words that they saw still stand */
  isOpen: boolean;
};

/** What its reviewers ask of a revision's writers. */
export type Asked = {
  /** null when nobody sent it back since it was last submitted */
  sentBack: SentBack | null;
  changes: AskedChange[];
};

type After<A extends AuditEvent["action"]> = Extract<AuditEvent, { action: A }>["after"];

/** `changes`: those of the revision as it stands. Asks nobody's leave. */
export async function readAsked(
  db: Database,
  revisionId: string,
  changes: readonly Pick<HashedChange, "itemId" | "part" | "sha256">[],
): Promise<Asked> {
  const actions = ["revision.submitted", "revision.sent_back", "changes.decided"] as const;
  const events = await db
    .select({
      action: sql<(typeof actions)[number]>`${auditEvents.action}`,
      byId: users.id,
      by: users.name,
      at: auditEvents.at,
      after: sql<unknown>`${auditEvents.after}`,
    })
    .from(auditEvents)
    .innerJoin(users, sql`${auditEvents.actor} = 'user:' || ${users.id}`)
    .where(and(eq(auditEvents.subjectId, revisionId), inArray(auditEvents.action, [...actions])))
    .orderBy(asc(auditEvents.seq));
  const now = new Map(changes.map((change) => [changeKey(change), change.sha256]));
  const asked = new Map<string, AskedChange>();
  let sentBack: SentBack | null = null;
  for (const { action, after, ...said } of events) {
    if (action === "revision.sent_back") sentBack = { ...said, ...(after as After<typeof action>) };
    if (action === "revision.submitted") {
      sentBack = null;
      // What was reworded before it was submitted again is answered.
      for (const [key, { isOpen }] of asked) if (!isOpen) asked.delete(key);
    }
    if (action !== "changes.decided") continue;
    const { verdict, comment, changes: decided } = after as After<typeof action>;
    for (const { changeSha256, ...of } of decided) {
      const key = changeKey(of);
      asked.delete(key);
      if (verdict !== "change_requested") continue;
      asked.set(key, { ...of, by: said.by, comment, isOpen: now.get(key) === changeSha256 });
    }
  }
  return { sentBack, changes: [...asked.values()] };
}
