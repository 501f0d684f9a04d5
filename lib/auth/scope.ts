import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { revisions } from "@/db/schema/notes";
import { recalls } from "@/db/schema/publishing";
import type { Actor } from "@/lib/context";
import { may } from "./permissions";

/** The revisions that the actor may know of; for whoever may not read drafts, nothing tells that one exists. */
export function readable(actor: Actor): SQL {
  return inArray(
    revisions.state,
    may(actor, "draft.read") ? ["published", "draft", "in_review", "changes_requested"] : ["published"],
  );
}

/** The revisions that were not recalled. */
export function notRecalled(): SQL {
  return sql`not exists (select from ${recalls} where ${recalls.revisionId} = ${revisions.id})`;
}

/** The revisions that readers can have: published, and not recalled since. */
export function standing(): SQL | undefined {
  return and(eq(revisions.state, "published"), notRecalled());
}
