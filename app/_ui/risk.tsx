import { capitalised } from "@/lib/notes/capitalised";
import { type Assessment, formatHorizon, type Severity, severities } from "@/lib/risks/assessment";
import style from "./risk.module.css";

/** Three pips, then the assessment in words; `Not rated` without one. */
export function RiskRating({ assessment }: { assessment: Omit<Assessment, "commentary"> | null }) {
  if (!assessment) return <span>Not rated</span>;
  const { severity, likelihood, horizon, status } = assessment;
  return (
    <span className={style.ratings}>
      <span className={style.rating}>
        <Pips severity={severity} />
        Severity <b>{capitalised(severity)}</b>
      </span>{" "}
      <span className={style.rating}>
        Likelihood <b>{capitalised(likelihood)}</b>
      </span>{" "}
      <span className={style.rating}>
        Horizon <b>{formatHorizon(horizon)}</b>
      </span>{" "}
      <span className={style.rating}>
        Status <b>{capitalised(status)}</b>
      </span>
    </span>
  );
}

export function Pips({ severity }: { severity: Severity }) {
  const filled = severities.indexOf(severity);
  return (
    <span className={style.pips} aria-hidden="true">
      {severities.map((each, place) => (
        <i key={each} className={place <= filled ? style.on : undefined} />
      ))}
    </span>
  );
}
