import type { Compared } from "@/app/(workspace)/_change/compared";
import type { Member } from "@/lib/comments/mention";
import { itemName } from "@/lib/notes/change-words";
import { changeKey } from "@/lib/notes/diff";
import { bySection, sectionNames } from "@/lib/notes/sections";
import type { HashedChange } from "@/lib/review/change";
import type { ReviewView } from "@/lib/review/review-queries";
import { ChangeCard } from "./change-card";
import { CommentOnChange } from "./comment-on-change";
import { ItemThreads } from "./item-threads";
import style from "./review.module.css";
import type { Said } from "./said";
import { Verdict } from "./verdict";

type ReviewChangesProps = {
  review: ReviewView;
  /** as they are numbered */
  changes: readonly HashedChange[];
  compared: Compared;
  mayDecide: boolean;
  said: Said;
  team: readonly Member[];
  /** number of the change around which the note is shown */
  shown: number;
};

/** Every change to decide on, section by section. */
export function ReviewChanges(props: ReviewChangesProps) {
  const { review, changes, compared, mayDecide, said, team, shown } = props;
  if (changes.length === 0) return <p className={style.none}>Nothing differs from what is published.</p>;
  const numberOf = new Map(changes.map((change, at) => [changeKey(change), at + 1]));
  return bySection(changes).map(({ section, changes: own }) => (
    <section key={section} aria-labelledby={`review-${section}`}>
      <h2 className={style.section} id={`review-${section}`}>
        {section === "headline" ? "Headline" : sectionNames[section]}{" "}
        <span>{own.length === 1 ? "1 change" : `${own.length} changes`}</span>
      </h2>
      {own.map((change) => {
        const key = changeKey(change);
        const number = numberOf.get(key) ?? 0;
        const { itemId, part, sha256: changeSha256 } = change;
        const label = compared.after.labels.get(itemId) ?? compared.before.labels.get(itemId) ?? "";
        const decision = review.reviewed.decisions.get(key) ?? null;
        const isShown = shown === number;
        const of = { number, revisionId: review.id, team };
        return (
          <ChangeCard
            key={key}
            number={number}
            change={change}
            label={label}
            decision={decision}
            compared={compared}
            news={newsOf(review, key)}
            around={{ isShown, href: isShown ? `/review/${review.id}#c${number}` : `?around=${number}#c${number}` }}
            threads={<ItemThreads said={said} itemId={itemId} about={itemName(change.item, label)} {...of} />}
          >
            {mayDecide && (
              <Verdict
                revisionId={review.id}
                change={{ itemId, part, changeSha256 }}
                number={number}
                verdict={decision?.verdict ?? null}
              />
            )}
            <CommentOnChange change={change} label={label} {...of} />
          </ChangeCard>
        );
      })}
    </section>
  ));
}

function newsOf({ since }: ReviewView, key: string) {
  if (since?.added.includes(key)) return "new";
  return since?.altered.includes(key) ? "reworded" : null;
}
