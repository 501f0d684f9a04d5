import type { RevisionState } from "@/lib/notes/state";
import type { Step } from "@/lib/notes/step";
import type { SourceEntry } from "@/lib/sources/model";

/** Somebody counts as there for this long after they were last heard of. */
export const presenceMs = 12_000;

/** How often a tab says that it is still there: one lost heartbeat makes nobody disappear. */
export const heartbeatMs = 5_000;

/** Somebody who has a draft open in a tab, and the item and the field that they are in; null: nowhere in particular. */
export type Presence = { tab: string; userId: string; name: string; itemId: string | null; field: string | null };

/** `at` is ISO 8601; the id of whoever did it is null when it was the product itself. */
type Recorded = { revisionId: string; seq: number; by: { id: string | null; name: string }; at: string };

/** What happened to a revision, as the audit trail has it under `seq`. */
export type RevisionEvent = Recorded &
  (
    | { type: "edited"; steps: Step[]; sources: SourceEntry[]; ranks: Record<string, string> }
    | { type: "state"; state: RevisionState }
    /** what it is compared with has changed, and items may have: what a page shows of it is not it any more */
    | { type: "rebased"; why: "merged" | "cut" }
    /** what readers see of its note has changed: another revision came out, or was recalled */
    | { type: "readers" }
  );

/** What somebody who has revisions open hears of them. */
export type LiveEvent =
  | RevisionEvent
  /** everybody who has the revision open now */
  | { type: "presence"; revisionId: string; people: Presence[] }
  /** nothing more will be told: the session is over, or the roles do not allow it any more */
  | { type: "ended"; reason: "signed_out" | "forbidden" };
