import { may } from "@/lib/auth/permissions";
import type { UserActor } from "@/lib/context";
import type { ReviewView } from "@/lib/review/review-queries";

/** What the person can do with a revision in review, and why not more. */
export type Standing = {
  mayDecide: boolean;
  /** that they wrote in it: they can take it back */
  isOwn: boolean;
  /** why they cannot approve it as it stands; null: they can */
  blocked: string | null;
};

export function standingOf(review: ReviewView, actor: UserActor): Standing {
  const { editors, state, approvals, submittedBy } = review;
  const isEditor = editors.some(({ id }) => id === actor.id);
  const isReviewer = may(actor, "revision.review");
  const mayDecide = may(actor, "revision.review", isEditor ? "had a hand" : "neither") && state === "in_review";
  const isTheirs = isEditor || submittedBy?.id === actor.id;
  const isOwn = may(actor, "revision.take_back", isTheirs ? "had a hand" : "neither");
  const others = review.asked.map(({ name }) => name).join(" or ");
  if (state !== "in_review")
    return { mayDecide, isOwn, blocked: "It was sent back: nothing is approved until it is submitted again." };
  if (isEditor) {
    const who = others ? `${others} was asked to.` : "Any reviewer who wrote none of it can.";
    return { mayDecide, isOwn, blocked: `You wrote in this revision, so someone else must approve it. ${who}` };
  }
  if (!isReviewer) return { mayDecide, isOwn, blocked: "Approving takes the role of a reviewer." };
  if (approvals.some(({ id }) => id === actor.id)) {
    return { mayDecide, isOwn, blocked: "You have approved it. It goes out when another reviewer approves it too." };
  }
  return { mayDecide, isOwn, blocked: openReason(review) };
}

/** Of a first revision the whole is what is read: an open change is in it as one that has a verdict is. */
function openReason({ newer, baseNumber, editors, reviewed: { changes, decisions } }: ReviewView): string | null {
  if (newer) return `r${newer.number} came out since it was begun: ${namesOf(editors)} brings it up to date first.`;
  const asked = [...decisions.values()].filter(({ verdict }) => verdict === "change_requested").length;
  const open = baseNumber === null ? 0 : changes.length - decisions.size;
  const waits = [
    asked > 0 && `${asked === 1 ? "the change asked for is" : `the ${asked} changes asked for are`} answered`,
    open > 0 && `${open === 1 ? "the open change has" : `the ${open} open changes have`} a verdict`,
  ].filter(Boolean);
  return waits.length > 0 ? `Approve opens once ${waits.join(" and ")}.` : null;
}

/** `Ana Alder or Ben Birch` */
export function namesOf(editors: ReviewView["editors"]): string {
  return editors.map(({ name }) => name).join(" or ") || "whoever submitted it";
}
