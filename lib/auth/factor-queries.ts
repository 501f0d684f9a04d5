import { eq, sql } from "drizzle-orm";
import { factorSetups, secondFactors, signInSettings, users } from "@/db/schema/auth";
import type { Context, UserActor } from "@/lib/context";
import { factorAddress } from "./factor";
import { unseal } from "./seal";

type OwnContext = Context & { actor: UserActor };

/** One's second factor and how many recovery codes are left; null: there is none. */
export async function findOwnFactor({ db, actor }: OwnContext): Promise<{ addedAt: Date; codesLeft: number } | null> {
  const [row] = await db
    .select({ addedAt: secondFactors.addedAt, codesLeft: sql<number>`cardinality(${secondFactors.recoverySha256})` })
    .from(secondFactors)
    .where(eq(secondFactors.userId, actor.id));
  return row ?? null;
}

/** What an app takes over of a second factor that one has begun; null: nothing was begun. */
export async function findOwnSetup({ db, actor }: OwnContext): Promise<{ secret: string; address: string } | null> {
  const [row] = await db
    .select({ secret: factorSetups.secret, email: users.email })
    .from(factorSetups)
    .innerJoin(users, eq(users.id, factorSetups.userId))
    .where(eq(factorSetups.userId, actor.id));
  const secret = row ? unseal(row.secret, actor.id) : null;
  return row && secret ? { secret, address: factorAddress(secret, row.email) } : null;
}

/** Whether everybody needs a second factor here. */
export async function asksFactor({ db }: Context): Promise<boolean> {
  const [row] = await db.select({ asks: signInSettings.asksFactor }).from(signInSettings);
  return row?.asks ?? false;
}
