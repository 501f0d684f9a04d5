import { foreignKey, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "./auth";
import { oneOf } from "./check";
import { inRevision, onePerItem, takeaways } from "./notes";

const severities = ["low", "medium", "high"] as const;
const likelihoods = ["unlikely", "possible", "likely"] as const;
const horizons = ["0-12", "12-24", "24+"] as const;
const statuses = ["open", "mitigated", "materialised", "closed"] as const;

/** No row reads "Not rated". A risk moved to the positives keeps its row, hidden. */
export const riskAssessments = pgTable(
  "risk_assessments",
  {
    ...inRevision,
    severity: text({ enum: severities }).notNull(),
    likelihood: text({ enum: likelihoods }).notNull(),
    /** months */
    horizon: text({ enum: horizons }).notNull(),
    status: text({ enum: statuses }).notNull(),
    commentary: text(),
    assessedBy: uuid("assessed_by")
      .notNull()
      .references(() => users.id),
    assessedAt: timestamp("assessed_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    onePerItem(t),
    foreignKey({
      columns: [t.revisionId, t.itemId],
      foreignColumns: [takeaways.revisionId, takeaways.itemId],
    }).onDelete("cascade"),
    oneOf("risk_assessments_severity", t.severity, severities),
    oneOf("risk_assessments_likelihood", t.likelihood, likelihoods),
    oneOf("risk_assessments_horizon", t.horizon, horizons),
    oneOf("risk_assessments_status", t.status, statuses),
  ],
);
