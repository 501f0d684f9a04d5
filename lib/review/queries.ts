import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { userRoles, users } from "@/db/schema/auth";
import type { Database } from "@/lib/context";

/** Who can approve a revision: reviewers who had no hand in it. Asks nobody's leave. */
export function listReviewersFor(db: Database, revisionId: string): Promise<{ id: string; name: string }[]> {
  return db
    .select({ id: users.id, name: users.name })
    .from(users)
    .innerJoin(userRoles, eq(userRoles.userId, users.id))
    .where(
      and(eq(userRoles.role, "reviewer"), isNull(users.disabledAt), sql`not had_a_hand(${revisionId}, ${users.id})`),
    )
    .orderBy(asc(users.name));
}
