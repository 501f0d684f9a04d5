import { Clock, Lock } from "lucide-react";
import Link from "next/link";
import { ActionButton } from "@/app/_ui/action-button";
import bar from "@/app/_ui/bar.module.css";
import button from "@/app/_ui/button.module.css";
import { takeBackAction } from "@/app/(workspace)/companies/[ticker]/[period]/edit/[revision]/actions";
import { changeKey } from "@/lib/notes/diff";
import type { HashedChange } from "@/lib/review/change";
import type { ReviewView } from "@/lib/review/review-queries";
import { approveAction, decideAction } from "./actions";
import style from "./decision-bar.module.css";
import { Progress } from "./progress";
import { SendBack } from "./send-back";
import type { Standing } from "./standing";

type DecisionBarProps = { review: ReviewView; changes: readonly HashedChange[]; standing: Standing };

/** How far the review is, why it cannot go out yet, and the ways on. */
export function DecisionBar({ review, changes, standing }: DecisionBarProps) {
  const { decisions } = review.reviewed;
  const note = `/companies/${review.ticker}/${review.period}`;
  const verb =
    review.approvals.length + 1 < review.approvalsNeeded ? "Approve" : `Approve and publish r${review.nextNumber}`;
  const Why = standing.isOwn ? Lock : Clock;
  return (
    <section className={`${bar.bar} ${style.bar}`} aria-label="Decision">
      <div className={`page ${bar.row} ${style.row}`}>
        <p className={bar.count}>
          {decisions.size} of {changes.length} judged
        </p>
        <Progress verdicts={changes.map((change) => decisions.get(changeKey(change))?.verdict ?? "open")} />
        {standing.blocked && (
          <p className={`${bar.reason} ${style.reason}`} id="why-not">
            <Why size={14} aria-hidden="true" />
            <span>{standing.blocked}</span>
          </p>
        )}
        <div className={style.acts}>
          {standing.mayDecide && <ReviewerActs review={review} changes={changes} />}
          {standing.isOwn && review.state === "in_review" && (
            <ActionButton action={takeBackAction} fields={{ revisionId: review.id, note }}>
              Take it back to draft
            </ActionButton>
          )}
          {standing.blocked ? (
            <button
              type="button"
              className={`${button.button} ${button.primary}`}
              aria-disabled="true"
              aria-describedby="why-not"
            >
              {verb}
            </button>
          ) : (
            <ActionButton
              action={approveAction}
              fields={{ revisionId: review.id, contentSha256: review.contentSha256 ?? "", note }}
              look="primary"
            >
              {verb}
            </ActionButton>
          )}
        </div>
      </div>
    </section>
  );
}

function ReviewerActs({ review, changes }: Pick<DecisionBarProps, "review" | "changes">) {
  const { decisions } = review.reviewed;
  const open = changes.filter((change) => !decisions.has(changeKey(change)));
  const accepted = [...decisions.values()].filter(({ verdict }) => verdict === "accepted").length;
  const seen = open.map(({ itemId, part, sha256: changeSha256 }) => ({ itemId, part, changeSha256 }));
  return (
    <>
      {open.length > 1 && (
        <ActionButton
          action={decideAction}
          fields={{ revisionId: review.id, changes: JSON.stringify(seen), verdict: "accepted" }}
          look="quiet"
        >
          Accept the {open.length} open
        </ActionButton>
      )}
      <SendBack revisionId={review.id} />
      {accepted > 0 && accepted < changes.length && !review.newer && (
        <Link className={button.button} href={`/review/${review.id}/part`} prefetch={false}>
          Publish the {accepted} accepted
        </Link>
      )}
    </>
  );
}
