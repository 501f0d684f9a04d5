import { auditEvents } from "@/db/schema/audit";
import type { Context } from "@/lib/context";
import { type AuditEvent, subjectKinds } from "./events";

/** Writes the event of a command: the last statement of its transaction, since it makes other writers wait. Returns its number. */
export async function recordEvent(ctx: Context, event: AuditEvent): Promise<number> {
  const written = await ctx.db
    .insert(auditEvents)
    .values({
      action: event.action,
      subjectKind: subjectKinds[event.action],
      subjectId: event.subject,
      before: event.before,
      after: event.after,
    })
    .returning({ seq: auditEvents.seq });
  return written[0]?.seq ?? 0;
}
