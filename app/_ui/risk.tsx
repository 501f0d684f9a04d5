import {
  type Assessment,
  formatHorizon,
  type Likelihood,
  type RiskStatus,
  type Severity,
  severities,
} from "@/lib/risks/assessment";
import style from "./risk.module.css";

const severityWords: Record<Severity, string> = { low: "Low", medium: "Medium", high: "High" };
const likelihoodWords: Record<Likelihood, string> = { unlikely: "Unlikely", possible: "Possible", likely: "Likely" };
const statusWords: Record<RiskStatus, string> = {
  open: "Open",
  mitigated: "Mitigated",
  materialised: "Materialised",
  closed: "Closed",
};

/** Three pips, then the assessment in words; `Not rated` without one. */
export function RiskRating({ assessment }: { assessment: Omit<Assessment, "commentary"> | null }) {
  if (!assessment) return <span>Not rated</span>;
  const { severity, likelihood, horizon, status } = assessment;
  return (
    <span className={style.ratings}>
      <span className={style.rating}>
        <Pips severity={severity} />
        Severity <b>{severityWords[severity]}</b>
      </span>{" "}
      <span className={style.rating}>
        Likelihood <b>{likelihoodWords[likelihood]}</b>
      </span>{" "}
      <span className={style.rating}>
        Horizon <b>{formatHorizon(horizon)}</b>
      </span>{" "}
      <span className={style.rating}>
        Status <b>{statusWords[status]}</b>
      </span>
    </span>
  );
}

function Pips({ severity }: { severity: Severity }) {
  const filled = severities.indexOf(severity);
  return (
    <span className={style.pips} aria-hidden="true">
      {severities.map((each, place) => (
        <i key={each} className={place <= filled ? style.on : undefined} />
      ))}
    </span>
  );
}
