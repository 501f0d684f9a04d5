import { auditEvents } from "@/db/schema/audit";
import type { Context } from "@/lib/context";
import { type AuditEvent, subjectKinds } from "./events";

/** Writes the event of a command: the last statement of its transaction, since it makes other writers wait. */
export async function recordEvent(ctx: Context, event: AuditEvent): Promise<void> {
  await ctx.db.insert(auditEvents).values({
    action: event.action,
    subjectKind: subjectKinds[event.action],
    subjectId: event.subject,
    before: event.before,
    after: event.after,
  });
}
