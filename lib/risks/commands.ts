import { isDeepStrictEqual } from "node:util";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { takeaways } from "@/db/schema/notes";
import { riskAssessments } from "@/db/schema/risks";
import { recordEvent } from "@/lib/audit/record";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { beginEdit } from "@/lib/notes/commands";
import { assessRiskInput } from "./input";

/** Rates a risk of a draft. One that was rated otherwise since it was read is a conflict, and nothing is written. */
export async function assessRisk(ctx: Context, input: z.input<typeof assessRiskInput>): Promise<void> {
  const { revisionId, itemId, base, assessment } = parseInput(assessRiskInput, input);
  await inTransaction(ctx, async (tx) => {
    const editor = await beginEdit(tx, revisionId);
    const [risk] = await tx.db
      .select({ kind: takeaways.kind })
      .from(takeaways)
      .where(and(eq(takeaways.revisionId, revisionId), eq(takeaways.itemId, itemId)))
      .for("update");
    if (risk?.kind !== "risk") throw new Refused("conflict", "This risk was deleted or moved. Read the note again.");
    const at = and(eq(riskAssessments.revisionId, revisionId), eq(riskAssessments.itemId, itemId));
    const [held = null] = await tx.db
      .select({
        severity: riskAssessments.severity,
        likelihood: riskAssessments.likelihood,
        horizon: riskAssessments.horizon,
        status: riskAssessments.status,
        commentary: riskAssessments.commentary,
      })
      .from(riskAssessments)
      .where(at);
    if (!isDeepStrictEqual(held, base)) {
      throw new Refused("conflict", "Somebody rated this risk since you read it. Read it again, then decide.");
    }
    const row = { ...assessment, assessedBy: editor.id, assessedAt: ctx.now };
    await (held
      ? tx.db.update(riskAssessments).set(row).where(at)
      : tx.db.insert(riskAssessments).values({ revisionId, itemId, ...row }));
    await recordEvent(tx, {
      action: "risk.assessed",
      subject: revisionId,
      before: { itemId, assessment: held },
      after: { itemId, assessment },
    });
  });
}
