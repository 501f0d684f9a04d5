import { formatCoverage } from "@/lib/notes/labels";
import style from "./coverage-squares.module.css";

/** One square for each takeaway, filled when it cites a source, then the same in words. */
export function CoverageSquares({ cited, total }: { cited: number; total: number }) {
  if (total === 0) return <span className="mute">{formatCoverage({ cited, total })}</span>;
  return (
    <span className={style.coverage}>
      <span className={style.squares} aria-hidden="true">
        {Array.from({ length: total }, (_, index) => `square ${index + 1}`).map((key, index) => (
          <i key={key} className={index < cited ? style.on : undefined} />
        ))}
      </span>
      {formatCoverage({ cited, total })}
    </span>
  );
}
