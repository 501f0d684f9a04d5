import { auditEvents } from "@/db/schema/audit";
import type { Context } from "@/lib/context";
import type { AuditEvent } from "./events";
import { appendHead, isHeaded } from "./heads";
import { subjectKinds } from "./subject-kinds";

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
    .returning({ seq: auditEvents.seq, sha256: auditEvents.sha256 });
  const [head] = written;
  if (head && isHeaded(event.action)) ctx.afterCommit?.push(() => appendHead(head));
  return head?.seq ?? 0;
}
