import { eq, sql } from "drizzle-orm";
import { issuedIdentities, users } from "@/db/schema/auth";
import type { Context, UserActor } from "@/lib/context";

/** One's own account: the ways in that there are to it. */
export async function readOwnAccount({ db, actor }: Context & { actor: UserActor }) {
  const [account] = await db
    .select({
      name: users.name,
      email: users.email,
      hasPassword: sql<boolean>`${users.passwordHash} is not null`,
      hasIdentity: sql<boolean>`exists (select from ${issuedIdentities} where ${issuedIdentities.userId} = ${users.id})`,
    })
    .from(users)
    .where(eq(users.id, actor.id));
  if (!account) throw new Error("Whoever is signed in is nobody.");
  return account;
}
