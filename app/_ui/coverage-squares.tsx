import style from "./coverage-squares.module.css";

/** One square for each takeaway, filled when it cites a source, then the same in words. */
export function CoverageSquares({ cited, total }: { cited: number; total: number }) {
  if (total === 0) return <span className="mute">no takeaways</span>;
  return (
    <span className={style.coverage}>
      <span className={style.squares} aria-hidden="true">
        {Array.from({ length: total }, (_, index) => `square ${index + 1}`).map((key, index) => (
          <i key={key} className={index < cited ? style.on : undefined} />
        ))}
      </span>
      {cited} of {total} {total === 1 ? "takeaway" : "takeaways"} cited
    </span>
  );
}
