import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { requireContext } from "@/app/_server/context";
import { ActionButton } from "@/app/_ui/action-button";
import bar from "@/app/_ui/bar.module.css";
import button from "@/app/_ui/button.module.css";
import { NoteColumns } from "@/app/(workspace)/companies/[ticker]/[period]/note-columns";
import { sha256 } from "@/lib/auth/token";
import { canonicalText, headlineOf } from "@/lib/notes/content";
import { formatPeriod } from "@/lib/notes/period";
import { acceptedPart } from "@/lib/publishing/cut-commands";
import { findReview } from "@/lib/review/review-queries";
import { publishPartAction } from "../actions";
import { standingOf } from "../standing";
import style from "./part.module.css";

type Props = { params: Promise<{ revision: string }> };

export const metadata: Metadata = { title: "The accepted part" };

/** The accepted changes with the base around them, whole: what an approval of the part is given on. */
export default async function PartPage({ params }: Props) {
  const ctx = await requireContext();
  const id = z.uuid().safeParse((await params).revision);
  const review = id.success ? await findReview(ctx, id.data) : null;
  if (!review) notFound();
  const whole = `/review/${review.id}`;
  if (!standingOf(review, ctx.actor).mayDecide) redirect(whole);
  const { content, accepted } = acceptedPart(review.reviewed);
  const left = review.reviewed.changes.length - accepted.length;
  if (accepted.length === 0 || left === 0) redirect(whole);
  const partSha256 = sha256(canonicalText(content));
  const note = `/companies/${review.ticker}/${review.period}`;
  const counted = (count: number) => `${count} ${count === 1 ? "change" : "changes"}`;
  return (
    <>
      <main id="main" className={style.page}>
        <p className={style.crumb}>
          <Link href={whole} prefetch={false}>
            Review of {review.ticker} {formatPeriod(review.period)}
          </Link>
        </p>
        <p className={style.notice}>
          This is how r{review.nextNumber} reads with the {counted(accepted.length)} that{" "}
          {accepted.length === 1 ? "is" : "are"} accepted and without the other {counted(left)}. Publishing it leaves{" "}
          {left === 1 ? "that" : "those"} with {review.editors.map(({ name }) => name).join(", ") || "its writers"}, as
          a draft on top of it.
        </p>
        <h1 className={style.headline} id="H" data-item="the headline">
          {headlineOf(content) || "Without a headline"}
        </h1>
        <NoteColumns note={{ content, assessed: {}, previousMentions: {} }} />
      </main>
      <section className={bar.bar} aria-label="Decision">
        <div className={`page ${bar.row} ${style.row}`}>
          <p className={bar.count}>{counted(accepted.length)} accepted</p>
          <p className={`${bar.reason} ${style.hash}`}>
            Your approval is of exactly this: <span className="mono">{partSha256.slice(0, 12)}</span>
          </p>
          <div className={style.acts}>
            <Link className={button.button} href={whole} prefetch={false}>
              Back to the changes
            </Link>
            <ActionButton
              action={publishPartAction}
              fields={{ revisionId: review.id, partSha256, note }}
              look="primary"
            >
              {review.approvalsNeeded > 1 ? "Approve this part" : `Approve and publish r${review.nextNumber}`}
            </ActionButton>
          </div>
        </div>
      </section>
    </>
  );
}
