import { and, asc, eq, gt, inArray, or, sql } from "drizzle-orm";
import { auditEvents } from "@/db/schema/audit";
import { users } from "@/db/schema/auth";
import { revisions } from "@/db/schema/notes";
import { presences } from "@/db/schema/presence";
import type { Database } from "@/lib/context";
import type { RevisionState } from "@/lib/notes/state";
import { type Presence, presenceMs, type RevisionEvent } from "./model";

/** At most this many events are read at a time. */
export const eventsMax = 200;

/** The actions that change the state of a revision, and what it is after them. */
const stateAfter = {
  "revision.submitted": "in_review",
  "revision.published": "published",
  "revision.taken_back": "draft",
  "revision.sent_back": "changes_requested",
  "revision.discarded": "discarded",
} as const satisfies Record<string, RevisionState>;

const told = ["revision.edited", "revision.merged"];

/** The actions on a revision that change what readers see of its note. */
const seenByReaders = ["revision.published", "revision.cut", "revision.recalled"];

/** Those of the revisions that exist, in whatever state. */
export async function listExisting(db: Database, revisionIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .select({ id: revisions.id })
    .from(revisions)
    .where(inArray(revisions.id, [...revisionIds]));
  return rows.map(({ id }) => id);
}

/** Who has each of the revisions open now, by name; a revision that nobody has open is there with nobody. */
export async function listPresences(
  db: Database,
  revisionIds: readonly string[],
  now: Date,
): Promise<Map<string, Presence[]>> {
  const rows = await db
    .select({
      revisionId: presences.revisionId,
      tab: presences.tab,
      userId: presences.userId,
      name: users.name,
      itemId: presences.itemId,
      field: presences.field,
    })
    .from(presences)
    .innerJoin(users, eq(users.id, presences.userId))
    .where(
      and(inArray(presences.revisionId, [...revisionIds]), gt(presences.seenAt, new Date(now.getTime() - presenceMs))),
    )
    .orderBy(asc(users.name), asc(presences.tab));
  const people = new Map<string, Presence[]>(revisionIds.map((id) => [id, []]));
  for (const { revisionId, ...presence } of rows) people.get(revisionId)?.push(presence);
  return people;
}

/**
 * The first events of a revision after the one with that number, and of what became of its note for readers meanwhile, in
 * their order; `eventsMax` at most.
 */
export async function listRevisionEvents(db: Database, revisionId: string, afterSeq: number): Promise<RevisionEvent[]> {
  const rows = await db
    .select({
      action: auditEvents.action,
      subjectId: auditEvents.subjectId,
      after: auditEvents.after,
      seq: auditEvents.seq,
      at: auditEvents.at,
      userId: users.id,
      name: sql<string>`coalesce(${users.name}, split_part(${auditEvents.actor}, ':', 2))`,
    })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, sql`substring(${auditEvents.actor} from '^user:(.*)$')::uuid`))
    .where(
      and(
        gt(auditEvents.seq, afterSeq),
        or(
          and(
            eq(auditEvents.subjectId, revisionId),
            inArray(auditEvents.action, [...told, ...Object.keys(stateAfter)]),
          ),
          and(eq(auditEvents.action, "revision.cut"), sql`${auditEvents.after} ->> 'cutFrom' = ${revisionId}`),
          and(
            inArray(auditEvents.action, seenByReaders),
            sql`${auditEvents.subjectId} in (select other.id from ${revisions} as own
              join ${revisions} as other on other.note_id = own.note_id
              where own.id = ${revisionId} and other.id <> own.id)`,
          ),
        ),
      ),
    )
    .orderBy(asc(auditEvents.seq))
    .limit(eventsMax);
  return rows.map(({ action, subjectId, after, seq, at, userId, name }): RevisionEvent => {
    const event = { revisionId, seq, by: { id: userId, name }, at: at.toISOString() };
    const isCut = (after as { cutFrom?: string }).cutFrom === revisionId;
    if (subjectId !== revisionId && !isCut) return { ...event, type: "readers" };
    if (action === "revision.merged" || action === "revision.cut") {
      return { ...event, type: "rebased", why: action === "revision.cut" ? "cut" : "merged" };
    }
    if (action !== "revision.edited")
      return { ...event, type: "state", state: stateAfter[action as keyof typeof stateAfter] };
    const { steps, sources, ranks } = after as Pick<
      Extract<RevisionEvent, { type: "edited" }>,
      "steps" | "sources" | "ranks"
    >;
    return { ...event, type: "edited", steps, sources, ranks };
  });
}
