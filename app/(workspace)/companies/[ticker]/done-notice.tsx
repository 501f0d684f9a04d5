import { Check } from "lucide-react";
import Link from "next/link";
import { draftName } from "@/lib/notes/draft-name";
import { formatPeriod } from "@/lib/notes/period";
import type { Done } from "@/lib/review/done-queries";
import style from "./done-notice.module.css";

/** What somebody has just done to a revision, where they arrive. */
export function DoneNotice({ done }: { done: Done | null }) {
  if (!done) return null;
  const told = toldOf(done);
  if (!told) return null;
  return (
    <p className={style.done} role="status">
      <Check size={16} aria-hidden="true" />
      <span>
        <b>{told.sentence}</b>
        {told.link && (
          <>
            {" "}
            <Link className="touch" href={told.link.href} prefetch={false}>
              {told.link.words}
            </Link>
          </>
        )}
      </span>
    </p>
  );
}

function toldOf(done: Done) {
  const { id, state, number, ticker, period, editors, asked } = done;
  if (state === "in_review") {
    const sentence = asked.length > 0 ? `Sent to ${asked.join(" and ")}.` : "Sent. Any reviewer can take it.";
    return { sentence, link: { href: `/review/${id}`, words: "Open the review" } };
  }
  if (state === "published") {
    return { sentence: `r${number} is out.`, link: null };
  }
  if (state === "changes_requested") {
    const sentence = `${ticker} ${formatPeriod(period)} is sent back to ${editors.join(" and ") || "its writers"}.`;
    return { sentence, link: { href: `/review/${id}`, words: "Open the review" } };
  }
  if (state === "discarded") return { sentence: `Discarded: ${draftName(done)}. Nobody goes on with it.`, link: null };
  return null;
}
