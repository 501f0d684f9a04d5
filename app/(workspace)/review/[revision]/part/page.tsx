import { Check } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireContext } from "@/app/_server/context";
import { ChangeEntry } from "@/app/(workspace)/_change/change-entry";
import { type Compared, sideOf } from "@/app/(workspace)/_change/compared";
import { NoteColumns } from "@/app/(workspace)/companies/[ticker]/[period]/note-columns";
import { NoMore } from "@/app/(workspace)/no-more";
import { sha256 } from "@/lib/auth/token";
import { changeName } from "@/lib/notes/change-words";
import { canonicalText, headlineOf } from "@/lib/notes/content";
import { type Change, changeKey } from "@/lib/notes/diff";
import { formatPeriod } from "@/lib/notes/period";
import { bySection } from "@/lib/notes/sections";
import { acceptedPart } from "@/lib/publishing/cut-commands";
import { findReview, type ReviewView } from "@/lib/review/review-queries";
import { type Standing, standingOf } from "../standing";
import style from "./part.module.css";
import { PartForm } from "./part-form";

type Props = { params: Promise<{ revision: string }> };

export const metadata: Metadata = { title: "The accepted part" };

/** The accepted changes with the base around them, whole: what an approval of the part is given on. */
export default async function PartPage({ params }: Props) {
  const ctx = await requireContext();
  const id = z.uuid().safeParse((await params).revision);
  const review = id.success ? await findReview(ctx, id.data) : null;
  if (!review) notFound();
  const whole = `/review/${review.id}`;
  const { content, accepted } = acceptedPart(review.reviewed);
  const left = review.reviewed.changes.length - accepted.length;
  const over = overOf(review, standingOf(review, ctx.actor), accepted.length, left);
  if (over) {
    return (
      <NoMore title="There is no part to publish" next={over.next}>
        {over.why}
      </NoMore>
    );
  }
  const isIn = new Set(accepted);
  const changes = bySection(review.reviewed.changes).flatMap(({ changes: own }) => own);
  const { items } = content;
  const inPart = new Set(changes.flatMap((change) => (isIn.has(changeKey(change)) ? change.itemId : [])));
  const compared = {
    before: sideOf(review.baseNumber === null ? "nothing" : `r${review.baseNumber}`, review.reviewed.base),
    after: sideOf("the part", content),
  };
  const partSha256 = sha256(canonicalText(content));
  const note = `/companies/${review.ticker}/${review.period}`;
  const counted = (count: number) => `${count} ${count === 1 ? "change" : "changes"}`;
  return (
    <main id="main">
      <p className={style.crumb}>
        <Link href={whole} prefetch={false}>
          Review of {review.ticker} {formatPeriod(review.period)}
        </Link>
      </p>
      <p className={style.notice}>
        This is how r{review.nextNumber} reads with the {counted(accepted.length)} that{" "}
        {accepted.length === 1 ? "is" : "are"} accepted and without the other {counted(left)}. Publishing it leaves{" "}
        {left === 1 ? "that" : "those"} with {review.editors.map(({ name }) => name).join(", ") || "its writers"}, as a
        draft on top of it.
      </p>
      <h1 className={style.headline} id="H" data-item="the headline">
        {headlineOf(content) || "Without a headline"}
        {items.some(({ kind, id }) => kind === "headline" && inPart.has(id)) && (
          <Check className={style.tick} size={16} aria-label="accepted" />
        )}
      </h1>
      <section className={style.accepted} aria-labelledby="accepted">
        <h2 id="accepted">
          Accepted, and in it <span>{accepted.length}</span>
        </h2>
        {changes
          .filter((change) => isIn.has(changeKey(change)))
          .map((change) => (
            <AcceptedChange key={changeKey(change)} change={change} compared={compared} />
          ))}
      </section>
      <PartForm
        fields={{ revisionId: review.id, partSha256, note }}
        summary={review.summary}
        count={counted(accepted.length)}
        verb={review.approvalsNeeded > 1 ? "Approve this part" : `Approve and publish r${review.nextNumber}`}
      >
        <NoteColumns note={{ content, assessed: {}, previousMentions: {} }} accepted={inPart} />
      </PartForm>
    </main>
  );
}

/** What was accepted, and where it stands in the note below; what was taken out stands there no more. */
function AcceptedChange({ change, compared }: { change: Change; compared: Compared }) {
  const label = compared.after.labels.get(change.itemId);
  return (
    <div className={style.change}>
      <ChangeEntry change={change} compared={compared} look="list" />
      {label && (
        <a href={`#${label}`}>
          See it in place<span className="vh"> {changeName(change, label)}</span>
        </a>
      )}
    </div>
  );
}

/** Why there is no part of it to publish, and what to do instead; null: there is one. */
function overOf(review: ReviewView, { mayDecide, blocked }: Standing, accepted: number, left: number) {
  const { id, state, ticker, period, newer } = review;
  const note = { href: `/companies/${ticker}/${period}`, words: "Open the note" };
  const changes = { href: `/review/${id}`, words: "Back to the changes" };
  if (state === "published" || state === "discarded") return { why: `This revision is ${state} by now.`, next: note };
  if (state === "draft") {
    const why = "It was taken back to draft, or its accepted part is out already. The rest is with its writers.";
    return { why, next: note };
  }
  if (state === "changes_requested") {
    const why =
      "It went back to its writers, or its accepted part is out already. It comes back to you when it is sent.";
    return { why, next: changes };
  }
  if (!mayDecide) return { why: blocked ?? "Publishing takes the role of a reviewer.", next: changes };
  if (newer) {
    return {
      why: `r${newer.number} came out since it was begun. Its writers bring it up to date first.`,
      next: changes,
    };
  }
  if (accepted === 0) return { why: "No change of it is accepted as it reads now. Accept one first.", next: changes };
  if (left === 0) return { why: "Every change of it is accepted: approve the whole revision.", next: changes };
  return null;
}
