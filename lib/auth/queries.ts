import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { sessions, userRoles, users } from "@/db/schema/auth";
import type { Context, Database, UserActor } from "@/lib/context";
import { emailInput } from "./input";
import { authorise, may } from "./permissions";
import type { Role } from "./roles";
import { sha256 } from "./token";

/** The roles of the person of a row of `users`. */
export const roleList = sql<Role[]>`coalesce(
  (select array_agg(${userRoles.role}) from ${userRoles} where ${userRoles.userId} = ${users.id}), '{}')`;

/** The person of a live session, with their roles as they are now; null when it is unknown, over, or theirs is disabled. */
export async function findSession(
  db: Database,
  token: string,
  now: Date,
): Promise<{ actor: UserActor; email: string; expiresAt: Date } | null> {
  const [row] = await db
    .select({ id: users.id, name: users.name, email: users.email, roles: roleList, expiresAt: sessions.expiresAt })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.tokenSha256, sha256(token)), isLive(now)));
  if (!row) return null;
  return { actor: userActor(row), email: row.email, expiresAt: row.expiresAt };
}

/** The persons of those sessions that are live, by the hash of the token, with their roles as they are now. */
export async function listLiveSessions(
  db: Database,
  tokenHashes: readonly string[],
  now: Date,
): Promise<Map<string, UserActor>> {
  const rows = await db
    .select({ tokenSha256: sessions.tokenSha256, id: users.id, name: users.name, roles: roleList })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(inArray(sessions.tokenSha256, [...tokenHashes]), isLive(now)));
  return new Map(rows.map((row) => [row.tokenSha256, userActor(row)]));
}

const isLive = (now: Date) => and(gt(sessions.expiresAt, now), isNull(users.disabledAt));

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

function userActor(row: { id: string; name: string; roles: Role[] }): UserActor {
  return { kind: "user", id: row.id, name: row.name, roles: new Set(row.roles) };
}
