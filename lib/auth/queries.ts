import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { userRoles, users } from "@/db/schema/auth";
import type { Context, Database, UserActor } from "@/lib/context";
import { emailInput } from "./input";
import { authorise, may } from "./permissions";
import type { Role } from "./roles";

/** The roles of the user of a row, as they are now. */
export const roleList = sql<Role[]>`coalesce(
  (select array_agg(${userRoles.role}) from ${userRoles} where ${userRoles.userId} = ${users.id}), '{}')`;

/** Somebody who is not disabled; null when they are, or are not there. */
export async function findActor(db: Database, userId: string): Promise<UserActor | null> {
  const [row] = await db
    .select({ id: users.id, name: users.name, roles: roleList })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.disabledAt)));
  return row ? userActor(row) : null;
}

/** Somebody who is not disabled, by an address however it is typed. */
export async function findActorByEmail(ctx: Context, email: string): Promise<UserActor | null> {
  const address = emailInput.safeParse(email);
  if (!address.success) return null;
  const [row] = await ctx.db
    .select({ id: users.id, name: users.name, roles: roleList })
    .from(users)
    .where(and(eq(users.email, address.data), isNull(users.disabledAt)));
  return row ? userActor(row) : null;
}

/** Who can write notes, by name. */
export async function listWriters(ctx: Context): Promise<{ email: string; name: string }[]> {
  authorise(ctx.actor, "company.edit");
  const rows = await ctx.db
    .select({ id: users.id, name: users.name, email: users.email, roles: roleList })
    .from(users)
    .where(isNull(users.disabledAt))
    .orderBy(asc(users.name), asc(users.email));
  return rows.filter((row) => may(userActor(row), "revision.edit")).map(({ email, name }) => ({ email, name }));
}

/** Who may read drafts, by name: whom one can speak to beside a note. */
export async function listTeam(ctx: Context): Promise<{ id: string; name: string }[]> {
  authorise(ctx.actor, "draft.read");
  const rows = await ctx.db
    .select({ id: users.id, name: users.name, roles: roleList })
    .from(users)
    .where(isNull(users.disabledAt))
    .orderBy(asc(users.name), asc(users.id));
  return rows.filter((row) => may(userActor(row), "draft.read")).map(({ id, name }) => ({ id, name }));
}

export function userActor(row: { id: string; name: string; roles: Role[] }): UserActor {
  return { kind: "user", id: row.id, name: row.name, roles: new Set(row.roles) };
}
