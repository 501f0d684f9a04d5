import { and, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { userRoles } from "@/db/schema/auth";
import { recordEvent } from "@/lib/audit/record";
import { authorise } from "@/lib/auth/permissions";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { holdPeople, holdPerson, refuseLastAdmin } from "./hold-commands";
import { changeRolesInput } from "./input";

/** Gives somebody other roles, from their next request on; refused when they changed since they were read. */
export async function changeRoles(ctx: Context, input: z.input<typeof changeRolesInput>): Promise<void> {
  authorise(ctx.actor, "user.change_roles");
  const { personId, roles, base } = parseInput(changeRolesInput, input);
  await inTransaction(ctx, async (tx) => {
    await holdPeople(tx);
    const person = await holdPerson(tx, personId);
    const before = person.roles;
    if (base.length !== before.length || !before.every((role) => base.includes(role))) {
      const said = `Somebody changed the roles of ${person.name} since you opened this page. Look at what they are now, and save again.`;
      throw new Refused("conflict", said);
    }
    const added = roles.filter((role) => !before.includes(role));
    const taken = before.filter((role) => !roles.includes(role));
    if (added.length + taken.length === 0) return;
    if (taken.includes("admin") && !person.disabledAt) await refuseLastAdmin(tx, person);
    if (added.length > 0) {
      await tx.db.insert(userRoles).values(added.map((role) => ({ userId: personId, role, grantedAt: tx.now })));
    }
    if (taken.length > 0) {
      await tx.db.delete(userRoles).where(and(eq(userRoles.userId, personId), inArray(userRoles.role, taken)));
    }
    await recordEvent(tx, {
      action: "user.roles_changed",
      subject: personId,
      before: { roles: before },
      after: { roles },
    });
  });
}
