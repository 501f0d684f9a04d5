import { and, eq, inArray, lt } from "drizzle-orm";
import type { z } from "zod";
import { revisions } from "@/db/schema/notes";
import { presences } from "@/db/schema/presence";
import { authorisePerson } from "@/lib/auth/permissions";
import type { Context } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { openStates } from "@/lib/notes/state";
import { leaveInput, placeInput } from "./input";
import { presenceMs } from "./model";

/** Says that somebody has an open revision before them, and where in it they are. */
export async function keepPresence(ctx: Context, input: z.input<typeof placeInput>): Promise<void> {
  const { id: userId } = authorisePerson(ctx.actor, "draft.read");
  const { tab, revisionId, itemId, field } = parseInput(placeInput, input);
  const [open] = await ctx.db
    .select({ id: revisions.id })
    .from(revisions)
    .where(and(eq(revisions.id, revisionId), inArray(revisions.state, [...openStates])));
  if (!open) throw new Refused("not_found", "There is no such draft.");
  const place = { revisionId, itemId, field, seenAt: ctx.now };
  const kept = await ctx.db
    .insert(presences)
    .values({ tab, userId, ...place })
    // Colleagues are told the tab's id: it is nobody's secret.
    .onConflictDoUpdate({ target: presences.tab, set: place, setWhere: eq(presences.userId, userId) })
    .returning({ tab: presences.tab });
  if (kept.length === 0) throw new Refused("conflict", "This tab is somebody else's. Reload the page.");
}

/** Says that a tab of the actor's own has no revision open any more; saying it twice is no error. */
export async function leavePresence(ctx: Context, input: z.input<typeof leaveInput>): Promise<void> {
  const { tab } = parseInput(leaveInput, input);
  if (ctx.actor.kind !== "user") return;
  await ctx.db.delete(presences).where(and(eq(presences.tab, tab), eq(presences.userId, ctx.actor.id)));
}

/** Forgets those who were not heard of for too long; whoever has their revision open is told. */
export async function sweepPresences({ db, now }: Pick<Context, "db" | "now">): Promise<void> {
  await db.delete(presences).where(lt(presences.seenAt, new Date(now.getTime() - presenceMs)));
}
