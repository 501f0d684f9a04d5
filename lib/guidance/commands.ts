import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { guidanceRows } from "@/db/schema/guidance";
import { recordEvent } from "@/lib/audit/record";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { beginEdit } from "@/lib/notes/commands";
import { editGuidanceRowInput } from "./input";

/** Edits fields of a row of a draft. A field that has changed since it was read is a conflict, and nothing is written. */
export async function editGuidanceRow(ctx: Context, input: z.input<typeof editGuidanceRowInput>): Promise<void> {
  const { revisionId, itemId, edits } = parseInput(editGuidanceRowInput, input);
  const fields = Object.keys(edits) as (keyof typeof edits)[];
  const valuesOf = (side: "base" | "value") =>
    Object.fromEntries(fields.map((field) => [field, edits[field]?.[side] ?? null]));
  await inTransaction(ctx, async (tx) => {
    await beginEdit(tx, revisionId);
    const row = and(eq(guidanceRows.revisionId, revisionId), eq(guidanceRows.itemId, itemId));
    const unchanged = fields.map(
      (field) => sql`${guidanceRows[field]} is not distinct from ${edits[field]?.base ?? null}::text`,
    );
    const written = await tx.db
      .update(guidanceRows)
      .set(valuesOf("value"))
      .where(and(row, ...unchanged))
      .returning({ itemId: guidanceRows.itemId });
    if (written.length === 0) {
      throw new Refused(
        "conflict",
        "This row has changed or was deleted since you read it. Read it again, then decide.",
      );
    }
    await recordEvent(tx, {
      action: "guidance_row.edited",
      subject: revisionId,
      before: { itemId, fields: valuesOf("base") },
      after: { itemId, fields: valuesOf("value") },
    });
  });
}
