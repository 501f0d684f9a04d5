import type { ReactNode } from "react";
import type { RevisionState } from "@/lib/notes/state";
import style from "./status.module.css";

type Stage = "none" | "draft" | "review" | "published";

const stages: Record<RevisionState, Stage> = {
  draft: "draft",
  changes_requested: "draft",
  in_review: "review",
  published: "published",
  discarded: "none",
};

const fills: Record<Exclude<Stage, "none">, string> = {
  draft: "M7 7V1.5A5.5 5.5 0 0 1 12.5 7z",
  review: "M7 7V1.5A5.5 5.5 0 1 1 1.5 7z",
  published: "M7 1.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z",
};

/** A disc that fills as the note matures; dashed when there is none (null). Always with a word, or rN. */
export function Status({ state, children }: { state: RevisionState | null; children?: ReactNode }) {
  const stage = state ? stages[state] : "none";
  return (
    <span className={stage === "none" ? `${style.status} ${style.none}` : style.status}>
      <svg viewBox="0 0 14 14" aria-hidden="true">
        <circle
          cx="7"
          cy="7"
          r="5.5"
          fill="none"
          stroke="currentColor"
          strokeWidth={stage === "none" ? 1 : 1.25}
          strokeDasharray={stage === "none" ? "2 2" : undefined}
        />
        {stage !== "none" && <path d={fills[stage]} fill="currentColor" />}
      </svg>
      {children}
    </span>
  );
}
