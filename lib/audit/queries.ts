import { asc, gt, sql } from "drizzle-orm";
import { auditEvents } from "@/db/schema/audit";
import type { Database } from "@/lib/context";
import type { AuditEvent } from "./events";

export type RecordedEvent = AuditEvent & { seq: number; at: Date; actor: string };

/** Every event after one, or from the first, oldest first. */
export async function listEvents(db: Database, after = 0): Promise<RecordedEvent[]> {
  const rows = await db
    .select({
      action: auditEvents.action,
      subject: auditEvents.subjectId,
      before: auditEvents.before,
      after: auditEvents.after,
      seq: auditEvents.seq,
      at: auditEvents.at,
      actor: auditEvents.actor,
    })
    .from(auditEvents)
    .where(gt(auditEvents.seq, after))
    .orderBy(asc(auditEvents.seq));
  return rows as RecordedEvent[];
}

/** The first event that was tampered with or is missing before it; null when the whole chain holds. */
export async function findBrokenEvent(db: Database): Promise<number | null> {
  const [row] = await db.execute<{ seq: string | null }>(sql`select audit_verify() as seq`);
  return row?.seq == null ? null : Number(row.seq);
}
