export const severities = ["low", "medium", "high"] as const;
export const likelihoods = ["unlikely", "possible", "likely"] as const;
export const horizons = ["0-12", "12-24", "24+"] as const;
export const riskStatuses = ["open", "mitigated", "materialised", "closed"] as const;

export type Severity = (typeof severities)[number];
type Likelihood = (typeof likelihoods)[number];
/** months from the note's period on */
export type Horizon = (typeof horizons)[number];
type RiskStatus = (typeof riskStatuses)[number];

export type Assessment = {
  severity: Severity;
  likelihood: Likelihood;
  horizon: Horizon;
  status: RiskStatus;
  commentary: string | null;
};

/** `12–24 months` */
export function formatHorizon(horizon: Horizon): string {
  return `${horizon.replace("-", "–")} months`;
}
