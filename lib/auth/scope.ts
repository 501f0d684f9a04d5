import { inArray, type SQL } from "drizzle-orm";
import { revisions } from "@/db/schema/notes";
import type { Actor } from "@/lib/context";
import { may } from "./permissions";

/** The revisions that the actor may know of; for whoever may not read drafts, nothing tells that one exists. */
export function readable(actor: Actor): SQL {
  return inArray(
    revisions.state,
    may(actor, "draft.read") ? ["published", "draft", "in_review", "changes_requested"] : ["published"],
  );
}
