import { FigureText } from "@/app/_ui/figures";
import { Unstated } from "@/app/_ui/unstated";
import type { ItemOf } from "@/lib/notes/content";
import type { Period } from "@/lib/notes/period";
import { earlierRuns, formatPeriods, type Run } from "@/lib/topics/model";
import style from "./earlier.module.css";

type EarlierQuartersProps = {
  item: ItemOf<"topic_row">;
  own: Period;
  /** the previous mentions in one piece, as the source has them */
  source: string | undefined;
};

/** What earlier quarters said of a topic, under the columns of its text; the source's own piece only while there is nothing else. */
export function EarlierQuarters({ item, own, source }: EarlierQuartersProps) {
  const { mentions } = item.fields;
  if (mentions.length === 0)
    return (
      <div className={style.columns}>
        <div className={style.three}>
          <b>Earlier quarters, as in the source</b>
          {source}
        </div>
      </div>
    );
  const { older, recent } = earlierRuns(mentions, own);
  return [older, recent]
    .filter((runs) => runs.length > 0)
    .map((runs) => (
      <div key={formatPeriods(runs[0]?.periods ?? [])} className={style.columns}>
        {runs.map((run) => (
          <Earlier key={formatPeriods(run.periods)} item={item} run={run} />
        ))}
      </div>
    ));
}

const widths = [undefined, undefined, style.two, style.three];

function Earlier({ item, run: { periods, text, absent } }: { item: ItemOf<"topic_row">; run: Run }) {
  const look = [widths[Math.min(periods.length, 3)], (absent || text === null) && style.silent]
    .filter(Boolean)
    .join(" ");
  const fields = periods.map((period) => `mentions.${period}`);
  return (
    <div className={look || undefined}>
      <b>{formatPeriods(periods)}</b>
      {text === null ? <Unstated /> : <FigureText item={item} field={fields} text={text} />}
    </div>
  );
}
