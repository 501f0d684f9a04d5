import { auditEvents } from "@/db/schema/audit";
import type { Context } from "@/lib/context";
import type { AuditEvent } from "./events";
import { appendHead, isHeaded } from "./heads";
import { subjectKinds } from "./subject-kinds";

/** Writes the event of a command: the last statement of its transaction, since it makes other writers wait. Returns its number. */
export async function recordEvent(ctx: Context, event: AuditEvent): Promise<number> {
  const [seq] = await recordEvents(ctx, [event]);
  return seq ?? 0;
}

/** The same of a command that does one thing to many, in their order: each has its own event, in one statement. */
export async function recordEvents(ctx: Context, events: [AuditEvent, ...AuditEvent[]]): Promise<number[]> {
  const written = await ctx.db
    .insert(auditEvents)
    .values(
      events.map(({ action, subject, before, after }) => {
        return { action, subjectKind: subjectKinds[action], subjectId: subject, before, after };
      }),
    )
    .returning({ seq: auditEvents.seq, sha256: auditEvents.sha256, action: auditEvents.action });
  for (const { action, ...head } of written) {
    if (isHeaded(action)) ctx.afterCommit?.push(() => appendHead(head));
  }
  return written.map(({ seq }) => seq);
}
