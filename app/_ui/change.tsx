import type { ReactNode } from "react";
import { type Change, changes, formatChange } from "@/lib/guidance/change";
import style from "./change.module.css";
import glyphStyle from "./glyph.module.css";

const solid = glyphStyle.solid;

/** Drawn in a box of 24. */
const glyphs: Record<Change, ReactNode> = {
  initiated: <path d="M12 5v14M5 12h14" />,
  raised: <path className={solid} d="M12 5 20 19H4z" />,
  lowered: <path className={solid} d="M12 19 4 5h16z" />,
  narrowed: <path className={solid} d="M3 6v12l7-6zM21 6v12l-7-6z" />,
  widened: <path className={solid} d="M10 6v12l-7-6zM14 6v12l7-6z" />,
  maintained: <path d="M5 9.5h14M5 14.5h14" />,
  not_addressed: <circle cx="12" cy="12" r="7.5" />,
  withdrawn: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="m6 18 12-12" />
    </>
  ),
  met: <path d="m5 12 5 5 9-10" />,
  missed: <path d="m6 6 12 12M18 6 6 18" />,
};

function Glyph({ change }: { change: Change }) {
  return (
    <svg className={glyphStyle.glyph} viewBox="0 0 24 24" aria-hidden="true">
      {glyphs[change]}
    </svg>
  );
}

/** Glyph, word and colour: filled is direction, outlined is existence. */
export function ChangeChip({ change }: { change: Change | null }) {
  if (change === null) return <span className={style.unstated}>Not stated</span>;
  const words = formatChange(change);
  return (
    <span className={`${style.chip} ${style[change]}`}>
      <Glyph change={change} />
      {words.charAt(0).toUpperCase() + words.slice(1)}
    </span>
  );
}

/** `▲ 2`, the word said and not shown. */
export function ChangeCount({ change, count }: { change: Change; count: number }) {
  return (
    <span className={`${style.count} ${style[`${change}Ink`]}`} title={`${count} ${formatChange(change)}`}>
      <Glyph change={change} />
      {count}
      <span className="vh"> {formatChange(change)}</span>
    </span>
  );
}

type ChangeTallyProps = { counts: { change: Change; count: number }[]; unstated?: number };

/** The counts of a table of guidance in words, without those that are nought; `unstated` rows have no known change. */
export function ChangeTally({ counts, unstated = 0 }: ChangeTallyProps) {
  return (
    <div className={style.tally}>
      {counts.map(({ change, count }) => (
        <span key={change} className={`${style.count} ${style[`${change}Ink`]}`}>
          <Glyph change={change} />
          {count} <span className={style.word}>{formatChange(change)}</span>
        </span>
      ))}
      {unstated > 0 && (
        <span className={style.count}>
          {unstated} <span className={style.word}>{formatChange(null)}</span>
        </span>
      )}
    </div>
  );
}

/** What the glyphs mean, for a page that shows them without words. */
export function ChangeLegend() {
  return changes.map((change) => (
    <span key={change} className={style.entry}>
      <span className={`${style.count} ${style[`${change}Ink`]}`}>
        <Glyph change={change} />
      </span>
      {formatChange(change)}
    </span>
  ));
}
