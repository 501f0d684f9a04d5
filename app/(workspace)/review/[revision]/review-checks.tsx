import { Check, TriangleAlert } from "lucide-react";
import look from "@/app/_ui/checks.module.css";
import type { UserActor } from "@/lib/context";
import { unsaidIn } from "@/lib/guidance/unsaid";
import { fieldName } from "@/lib/notes/change-words";
import { itemsOf } from "@/lib/notes/content";
import { displacedIn } from "@/lib/notes/displaced";
import { itemLabels } from "@/lib/notes/labels";
import type { ReviewView } from "@/lib/review/review-queries";
import { formatLabel } from "@/lib/sources/model";
import { namesOf } from "./standing";

type ReviewChecksProps = { review: ReviewView; actor: UserActor };

type Entry = { isFine: boolean; words: string; detail: string };

/** What a reviewer would look up by hand. */
export function ReviewChecks({ review, actor }: ReviewChecksProps) {
  const checks = [
    fourEyes(review, actor),
    latest(review),
    uncited(review),
    displaced(review),
    unwritten(review),
    unsaid(review),
  ].filter((check) => check !== null);
  return (
    <section aria-labelledby="checks" className={look.checks}>
      <h2 className={look.head} id="checks">
        Checks <span>{counted(checks)}</span>
      </h2>
      <ul>
        {checks.map(({ isFine, words, detail }) => (
          <li key={words}>
            {isFine ? (
              <Check className={look.fine} size={16} aria-label="Fine:" />
            ) : (
              <TriangleAlert className={look.look} size={16} aria-label="Look:" />
            )}
            <div>
              <b>{words}</b>
              <p>{detail}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `3 pass, 2 to read` */
function counted(checks: Entry[]): string {
  const fine = checks.filter(({ isFine }) => isFine).length;
  const toRead = checks.length - fine;
  return [`${fine} pass`, toRead > 0 && `${toRead} to read`].filter(Boolean).join(", ");
}

function fourEyes({ editors }: ReviewView, actor: UserActor): Entry {
  const writers = editors.map(({ name }) => name).join(", ");
  const isOwn = editors.some(({ id }) => id === actor.id);
  return {
    isFine: !isOwn,
    words: "Four eyes",
    detail: isOwn ? `Written by ${writers}: you had a hand in it.` : `Written by ${writers}. You took no part in it.`,
  };
}

function latest({ baseNumber, isBaseRecalled, newer, editors }: ReviewView): Entry {
  if (newer) {
    return {
      isFine: false,
      words: `r${newer.number} came out since`,
      detail: `${namesOf(editors)} takes it back and brings it up to date: what both wrote is then settled field by field.`,
    };
  }
  if (isBaseRecalled) {
    return {
      isFine: false,
      words: `Based on r${baseNumber}, which was recalled`,
      detail: "Nothing came out since. What it leaves as it was is what was recalled: read the whole.",
    };
  }
  return {
    isFine: true,
    words: baseNumber === null ? "It is the first revision" : "Based on the latest revision",
    detail:
      baseNumber === null ? "Readers see nothing of the note yet." : `r${baseNumber} is current. Nothing to merge.`,
  };
}

function uncited({ reviewed: { head } }: ReviewView): Entry {
  const labels = itemLabels(head);
  const without = itemsOf(head, "takeaway").filter(({ citations }) => citations.length === 0);
  const named = without.map(({ id }) => labels.get(id)).join(", ");
  return without.length === 0
    ? { isFine: true, words: "Every takeaway cites a source", detail: "Whether it says so is for you to check." }
    : {
        isFine: false,
        words: `${without.length} ${without.length === 1 ? "takeaway cites" : "takeaways cite"} no source`,
        detail: `${named}. Readers will see “No source cited”.`,
      };
}

/** Marks that stand at the end of their field, since the words that they stood in are gone. */
function displaced({ reviewed: { head, lost } }: ReviewView): Entry | null {
  const labels = itemLabels(head);
  const named = head.items.flatMap((item) =>
    displacedIn(lost, item).map(
      ({ field, label }) => `${formatLabel(label)} in ${labels.get(item.id)}, ${fieldName(field)}`,
    ),
  );
  if (named.length === 0) return null;
  return {
    isFine: false,
    words: named.length === 1 ? "A citation has lost its place" : `${named.length} citations have lost their place`,
    detail: `${named.join("; ")}. The words that it stood in are gone, and it stands at the end of what is there now.`,
  };
}

/** Guidance rows that say too little: none is submitted so, but the revision may be older than that rule. */
function unsaid({ reviewed: { head } }: ReviewView): Entry | null {
  const { unnamed, unchanged } = unsaidIn(head);
  const count = new Set([...unnamed, ...unchanged]).size;
  if (count === 0) return null;
  const labels = itemLabels(head);
  const at = (rows: readonly { id: string }[]) => rows.map(({ id }) => labels.get(id)).join(", ");
  const details = [
    unnamed.length > 0 && `${at(unnamed)}: no metric is named.`,
    unchanged.length > 0 && `${at(unchanged)}: it reads “not stated”.`,
  ];
  return {
    isFine: false,
    words: count === 1 ? "A guidance row says too little" : `${count} guidance rows say too little`,
    detail: details.filter(Boolean).join(" "),
  };
}

/** What readers would see without its words. */
function unwritten({ reviewed: { head } }: ReviewView): Entry | null {
  const labels = itemLabels(head);
  const bare = itemsOf(head, "takeaway").filter(
    ({ fields }) => fields.title.trim() === "" || fields.body.trim() === "",
  );
  if (bare.length === 0) return null;
  const named = bare.map(({ id }) => labels.get(id)).join(", ");
  return { isFine: false, words: "Words are missing", detail: `${named}: a title or a text is not written.` };
}
