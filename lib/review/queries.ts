import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { userRoles, users } from "@/db/schema/auth";
import { reviewRequests } from "@/db/schema/review";
import type { Database } from "@/lib/context";

/** `isAsked`: whether it was sent to them. */
export type Reviewer = { id: string; name: string; isAsked: boolean };

/** Who can approve a revision: reviewers who had no hand in it. Asks nobody's leave. */
export function listReviewersFor(db: Database, revisionId: string): Promise<Reviewer[]> {
  const isAsked = sql<boolean>`exists (select from ${reviewRequests}
    where ${reviewRequests.revisionId} = ${revisionId} and ${reviewRequests.reviewerId} = ${users.id})`;
  return db
    .select({ id: users.id, name: users.name, isAsked })
    .from(users)
    .innerJoin(userRoles, eq(userRoles.userId, users.id))
    .where(
      and(eq(userRoles.role, "reviewer"), isNull(users.disabledAt), sql`not had_a_hand(${revisionId}, ${users.id})`),
    )
    .orderBy(asc(users.name));
}
