import { eq, sql } from "drizzle-orm";
import { userRoles, users } from "@/db/schema/auth";
import type { Role } from "@/lib/auth/roles";
import { roles } from "@/lib/auth/roles";
import type { Context } from "@/lib/context";
import { Refused } from "@/lib/errors";

/** One command at a time changes who is who: none sees an admin whom another is about to take. The database holds the same lock. */
export async function holdPeople({ db }: Context): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(7260004)`);
}

export type HeldPerson = { id: string; name: string; email: string; disabledAt: Date | null; roles: Role[] };

/** A person as they are, kept from other hands until the transaction is over. */
export async function holdPerson({ db }: Context, personId: string): Promise<HeldPerson> {
  const [person] = await db
    .select({ id: users.id, name: users.name, email: users.email, disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.id, personId))
    .for("update");
  if (!person) throw new Refused("not_found", "There is no such person.");
  const held = await db.select({ role: userRoles.role }).from(userRoles).where(eq(userRoles.userId, personId));
  return { ...person, roles: roles.filter((each) => held.some(({ role }) => role === each)) };
}

/** Whoever is about to be no admin any more is not the last one. */
export async function refuseLastAdmin({ db }: Context, { id, name }: HeldPerson): Promise<void> {
  const others = await db.execute(sql`
    select from ${users} join ${userRoles} on ${userRoles.userId} = ${users.id}
    where ${userRoles.role} = 'admin' and ${users.disabledAt} is null and ${users.id} <> ${id} limit 1`);
  if (others.length > 0) return;
  throw new Refused("conflict", `${name} is the only admin. Make somebody else an admin first.`);
}
