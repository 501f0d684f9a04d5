import { eq } from "drizzle-orm";
import type { z } from "zod";
import { factorSetups, secondFactors, sessions, users } from "@/db/schema/auth";
import { recordEvent } from "@/lib/audit/record";
import { hashPassword, newPassword } from "@/lib/auth/password";
import { authorise } from "@/lib/auth/permissions";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { recoverInput } from "./input";

/**
 * Lets somebody back in who cannot sign in any more: a random password, which is returned and kept nowhere,
 * no session, and no second factor if it is lost too.
 */
export async function recoverUser(
  ctx: Context,
  input: z.input<typeof recoverInput>,
): Promise<{ email: string; password: string }> {
  authorise(ctx.actor, "user.recover");
  const { email, secondFactor } = parseInput(recoverInput, input);
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  await inTransaction(ctx, async (tx) => {
    const [person] = await tx.db
      .select({ id: users.id, disabledAt: users.disabledAt })
      .from(users)
      .where(eq(users.email, email))
      .for("update");
    if (!person) throw new Refused("not_found", `Nobody here has the address ${email}.`);
    if (person.disabledAt)
      throw new Refused("conflict", `${email} is disabled. An admin can enable them under Settings.`);
    await tx.db.update(users).set({ passwordHash }).where(eq(users.id, person.id));
    await tx.db.delete(sessions).where(eq(sessions.userId, person.id));
    if (secondFactor) {
      await tx.db.delete(factorSetups).where(eq(factorSetups.userId, person.id));
      await tx.db.delete(secondFactors).where(eq(secondFactors.userId, person.id));
    }
    const after = { password: "new", secondFactor: secondFactor ? "removed" : "kept" } as const;
    await recordEvent(tx, { action: "user.recovered", subject: person.id, before: null, after });
  });
  return { email, password };
}
