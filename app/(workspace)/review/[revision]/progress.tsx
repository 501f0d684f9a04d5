import style from "./progress.module.css";

type ProgressProps = { verdicts: readonly ("accepted" | "change_requested" | "open")[] };

/** Beyond so many, single squares say less than their shares. */
const squaresMax = 20;

/** One square for each change, filled when it is judged; of many, how they share a bar. The words beside it say the count. */
export function Progress({ verdicts }: ProgressProps) {
  if (verdicts.length <= squaresMax) {
    return (
      <span className={style.squares} aria-hidden="true">
        {verdicts.map((verdict, at) => {
          const key = `${at}`;
          return <i key={key} data-verdict={verdict} />;
        })}
      </span>
    );
  }
  const count = (one: string) => verdicts.filter((verdict) => verdict === one).length;
  const accepted = count("accepted");
  return (
    <svg className={style.shares} viewBox={`0 0 ${verdicts.length} 1`} preserveAspectRatio="none" aria-hidden="true">
      <rect className={style.accepted} width={accepted} height="1" />
      <rect className={style.asked} x={accepted} width={count("change_requested")} height="1" />
    </svg>
  );
}
