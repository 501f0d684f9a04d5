import { formatPeriodShort, type Period } from "@/lib/notes/period";
import { formatLevel, type TopicLevel } from "@/lib/topics/model";
import style from "./quarter-strip.module.css";

const levelClasses = [style.silent, style.mentioned, style.figures] as const;

type Quarter = { period: Period; level: TopicLevel | null };

/** Quarters with a bar below each; the last one is the note's own. A quarter without a line: the note does not say. */
export function QuarterStrip({ quarters }: { quarters: readonly Quarter[] }) {
  return (
    <span className={style.strip}>
      {quarters.map(({ period, level }, place) => {
        const look = level === null ? style.unstated : levelClasses[level];
        return (
          <span key={period} className={place === quarters.length - 1 ? `${look} ${style.own}` : look}>
            {formatPeriodShort(period)}
            <span className="vh">: {formatLevel(level)}. </span>
          </span>
        );
      })}
    </span>
  );
}

/** What the bars mean; `gaps` when there are quarters without one. */
export function QuarterStripLegend({ gaps = false }: { gaps?: boolean }) {
  return (
    <span className={style.legend} aria-hidden="true">
      {([2, 1, 0] as const).map((level) => (
        <span key={level}>
          <i className={levelClasses[level]} />
          {formatLevel(level)}
        </span>
      ))}
      {gaps && <span>no line: {formatLevel(null)}</span>}
    </span>
  );
}
