import { Ban, Check, TriangleAlert } from "lucide-react";
import style from "@/app/_ui/checks.module.css";
import type { CheckEntry } from "./spelling-checks";

/** What to look at before the draft is submitted, and where. */
export function DraftChecks({ checks }: { checks: readonly CheckEntry[] }) {
  return (
    <section aria-labelledby="checks" className={style.checks}>
      <h2 className={style.head} id="checks" tabIndex={-1}>
        Checks before you submit
      </h2>
      <ul>
        {checks.map((check) => (
          <li key={`${check.at} ${check.words}`}>
            <CheckIcon {...check} />
            <div>
              <b>
                <CheckWords check={check} />
              </b>
              <p>{check.detail}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CheckIcon({ isFine, isStop }: CheckEntry) {
  if (isStop) return <Ban className={style.stop} size={16} aria-label="Stops it:" />;
  if (isFine) return <Check className={style.fine} size={16} aria-label="Fine:" />;
  return <TriangleAlert className={style.look} size={16} aria-label="Look:" />;
}

/** At most this many items are named. */
const namedMax = 8;

/** What is wrong, leading to where it is. */
export function CheckWords({ check: { words, at = [], isNamed } }: { check: CheckEntry }) {
  if (!isNamed) return at[0] ? <a href={`#${at[0]}`}>{words}</a> : words;
  const named = at.slice(0, namedMax);
  return (
    <>
      {named.map((label, place) => (
        <span key={label}>
          {place > 0 && ", "}
          <a href={`#${label}`}>{label}</a>
        </span>
      ))}
      {at.length > named.length && ` and ${at.length - named.length} more`} {words}
    </>
  );
}
