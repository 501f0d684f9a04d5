import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { requireContext } from "@/app/_server/context";
import { sideOf } from "@/app/(workspace)/_change/compared";
import { listTeam } from "@/lib/auth/queries";
import { sha256 } from "@/lib/auth/token";
import { listThreads } from "@/lib/comments/queries";
import { canonicalText } from "@/lib/notes/content";
import { changeKey } from "@/lib/notes/diff";
import { formatPeriod } from "@/lib/notes/period";
import { bySection } from "@/lib/notes/sections";
import type { HashedChange } from "@/lib/review/change";
import { findReview } from "@/lib/review/review-queries";
import { turnKeysAction } from "../../account/actions";
import { ChangeNav } from "./change-nav";
import { DecisionBar } from "./decision-bar";
import { OtherThreads } from "./other-threads";
import { RememberLook } from "./remember-look";
import style from "./review.module.css";
import { ReviewChanges } from "./review-changes";
import { ReviewChecks } from "./review-checks";
import { ReviewKeys } from "./review-keys";
import { ReviewMasthead } from "./review-masthead";
import { ReviewNotices } from "./review-notices";
import { ReviewPeople } from "./review-people";
import { saidOf } from "./said";
import { standingOf } from "./standing";

type Props = { params: Promise<{ revision: string }>; searchParams: Promise<{ around?: string | string[] }> };

const readReview = cache(async (revision: string) => {
  const ctx = await requireContext();
  const id = z.uuid().safeParse(revision);
  const review = id.success ? await findReview(ctx, id.data) : null;
  return review ? { ctx, review } : notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { review } = await readReview((await params).revision);
  return { title: `Review of ${review.ticker} ${formatPeriod(review.period)}` };
}

export default async function ReviewPage({ params, searchParams }: Props) {
  const { ctx, review } = await readReview((await params).revision);
  const { state, ticker, period, reviewed } = review;
  if (state === "draft") redirect(`/companies/${ticker}/${period}/edit/${review.id}`);
  if (state === "published" || state === "discarded") redirect(`/companies/${ticker}/${period}`);
  const { base, head, decisions } = reviewed;
  const headSha256 = sha256(canonicalText(head)); // of what is shown, which its writers may have changed since they sent it
  const changes = inOrder(reviewed.changes);
  const standing = standingOf(review, ctx.actor);
  const compared = {
    before: sideOf(review.baseNumber === null ? "nothing" : `r${review.baseNumber}`, base),
    after: sideOf("proposed", head),
  };
  // What is taken out is spoken of as it was.
  const removed = changes.flatMap((change) =>
    change.part === "place" && change.change === "removed" ? change.item : [],
  );
  const [threads, team] = await Promise.all([listThreads(ctx, review.id, [...head.items, ...removed]), listTeam(ctx)]);
  const said = saidOf(threads, changes);
  const numberOf = new Map(changes.map((change, at) => [changeKey(change), at + 1]));
  return (
    <>
      <main id="main" className={style.page}>
        <ReviewMasthead review={review} />
        <ReviewNotices review={review} standing={standing} numberOf={numberOf} headSha256={headSha256} />
        <div className={style.columns}>
          <div className={style.side}>
            <ChangeNav changes={changes} decisions={decisions} compared={compared} />
            <ReviewKeys mayDecide={standing.mayDecide} turn={turnKeysAction} />
          </div>
          <div>
            <ReviewChanges
              review={review}
              changes={changes}
              compared={compared}
              mayDecide={standing.mayDecide}
              said={said}
              team={team}
              shown={Number((await searchParams).around)}
            />
            <OtherThreads
              said={said}
              labels={compared.after.labels}
              whole={`/companies/${ticker}/${period}/edit/${review.id}`}
              revisionId={review.id}
              team={team}
            />
          </div>
          <aside aria-label="Checks and people">
            <ReviewChecks review={review} actor={ctx.actor} />
            <ReviewPeople review={review} />
          </aside>
        </div>
      </main>
      <DecisionBar review={review} changes={changes} standing={standing} />
      <RememberLook revisionId={review.id} contentSha256={headSha256} seenAt={ctx.now.toISOString()} />
    </>
  );
}

/** As they are numbered: section by section, as on the page. */
function inOrder(changes: HashedChange[]): HashedChange[] {
  return bySection(changes).flatMap(({ changes: own }) => own);
}
