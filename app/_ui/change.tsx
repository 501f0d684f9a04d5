import { type Change, changes, formatChange } from "@/lib/guidance/change";
import { changeGlyphs } from "@/lib/guidance/glyph";
import { capitalised } from "@/lib/notes/capitalised";
import style from "./change.module.css";
import glyphStyle from "./glyph.module.css";

function Glyph({ change }: { change: Change }) {
  const { ring, path, isSolid } = changeGlyphs[change];
  return (
    <svg className={glyphStyle.glyph} viewBox="0 0 24 24" aria-hidden="true">
      {ring && <circle cx="12" cy="12" r={ring} />}
      {path && <path className={isSolid ? glyphStyle.solid : undefined} d={path} />}
    </svg>
  );
}

/** Glyph, word and colour: filled is direction, outlined is existence. */
export function ChangeChip({ change }: { change: Change | null }) {
  if (change === null) return <span className={style.unstated}>{capitalised(formatChange(change))}</span>;
  return (
    <span className={`${style.chip} ${style[change]}`}>
      <Glyph change={change} />
      {capitalised(formatChange(change))}
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

type ChangeTallyProps = { counts: { change: Change; count: number }[]; unstated?: number; absent?: string | null };

/** The counts of a table of guidance in words; `unstated` rows have no known change, `absent` names what no row has. */
export function ChangeTally({ counts, unstated = 0, absent = null }: ChangeTallyProps) {
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
      {absent && <span className={style.absent}>{absent}</span>}
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
