import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { requireContext } from "@/app/_server/context";
import { sideOf } from "@/app/(workspace)/_change/compared";
import { changeKey } from "@/lib/notes/diff";
import { formatPeriod } from "@/lib/notes/period";
import { bySection, sectionNames } from "@/lib/notes/sections";
import type { HashedChange } from "@/lib/review/change";
import { findReview } from "@/lib/review/review-queries";
import { ChangeCard } from "./change-card";
import { ChangeNav } from "./change-nav";
import { DecisionBar } from "./decision-bar";
import { RememberLook } from "./remember-look";
import style from "./review.module.css";
import { ReviewChecks } from "./review-checks";
import { ReviewKeys } from "./review-keys";
import { ReviewMasthead } from "./review-masthead";
import { ReviewNotices } from "./review-notices";
import { ReviewPeople } from "./review-people";
import { standingOf } from "./standing";
import { Verdict } from "./verdict";

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
  const { state, ticker, period, reviewed, since } = review;
  if (state === "draft") redirect(`/companies/${ticker}/${period}/edit/${review.id}`);
  if (state === "published" || state === "discarded") redirect(`/companies/${ticker}/${period}`);
  const { base, head, decisions } = reviewed;
  const changes = inOrder(reviewed.changes);
  const standing = standingOf(review, ctx.actor);
  const compared = {
    before: sideOf(review.baseNumber === null ? "nothing" : `r${review.baseNumber}`, base),
    after: sideOf("proposed", head),
  };
  const sources = [...head.sources, ...base.sources];
  const shown = Number((await searchParams).around);
  const numberOf = new Map(changes.map((change, at) => [changeKey(change), at + 1]));
  return (
    <>
      <main id="main" className={style.page}>
        <ReviewMasthead review={review} />
        <ReviewNotices review={review} numberOf={numberOf} />
        <div className={style.columns}>
          <ChangeNav changes={changes} decisions={decisions} compared={compared} mayDecide={standing.mayDecide} />
          <div>
            {changes.length === 0 && <p className={style.none}>Nothing differs from what is published.</p>}
            {bySection(changes).map(({ section, changes: own }) => (
              <section key={section} aria-labelledby={`review-${section}`}>
                <h2 className={style.section} id={`review-${section}`}>
                  {section === "headline" ? "Headline" : sectionNames[section]}{" "}
                  <span>{own.length === 1 ? "1 change" : `${own.length} changes`}</span>
                </h2>
                {(own as HashedChange[]).map((change) => {
                  const key = changeKey(change);
                  const number = numberOf.get(key) ?? 0;
                  const decision = decisions.get(key) ?? null;
                  const isShown = shown === number;
                  return (
                    <ChangeCard
                      key={key}
                      number={number}
                      change={change}
                      decision={decision}
                      compared={compared}
                      sources={sources}
                      news={newsOf(since, key)}
                      around={{ isShown, href: isShown ? `/review/${review.id}` : `?around=${number}#c${number}` }}
                    >
                      {standing.mayDecide && (
                        <Verdict
                          revisionId={review.id}
                          change={{ itemId: change.itemId, part: change.part, changeSha256: change.sha256 }}
                          number={number}
                          verdict={decision?.verdict ?? null}
                        />
                      )}
                    </ChangeCard>
                  );
                })}
              </section>
            ))}
          </div>
          <aside aria-label="Checks and people">
            <ReviewChecks review={review} actor={ctx.actor} />
            <ReviewPeople review={review} />
          </aside>
        </div>
      </main>
      <DecisionBar review={review} changes={changes} standing={standing} />
      <ReviewKeys />
      {review.contentSha256 && <RememberLook revisionId={review.id} contentSha256={review.contentSha256} />}
    </>
  );
}

/** As they are numbered: section by section, as on the page. */
function inOrder(changes: HashedChange[]): HashedChange[] {
  return bySection(changes).flatMap(({ changes: own }) => own as HashedChange[]);
}

function newsOf(since: Awaited<ReturnType<typeof readReview>>["review"]["since"], key: string) {
  if (since?.added.includes(key)) return "new";
  return since?.altered.includes(key) ? "reworded" : null;
}
