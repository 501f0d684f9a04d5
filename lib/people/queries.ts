import { and, asc, eq, isNull, ne, sql } from "drizzle-orm";
import { signIns, userRoles, users } from "@/db/schema/auth";
import { companies, listings } from "@/db/schema/companies";
import { invitations } from "@/db/schema/people";
import { shareLinks } from "@/db/schema/sharing";
import { authorise, may } from "@/lib/auth/permissions";
import { roleList } from "@/lib/auth/queries";
import { type Role, roles } from "@/lib/auth/roles";
import type { Context, Database } from "@/lib/context";

export type Member = {
  id: string;
  name: string;
  email: string;
  roles: Role[];
  /** null: never */
  lastSignInAt: Date | null;
  /** null: they are not disabled */
  disabledAt: Date | null;
  owns: { ticker: string; name: string }[];
};

/** An invitation that was neither accepted nor withdrawn. */
export type Invitation = {
  id: string;
  email: string;
  roles: Role[];
  invitedBy: string;
  invitedAt: Date;
  expiresAt: Date;
};

/** Whether anybody was ever a member. */
export async function hasPeople(db: Database): Promise<boolean> {
  const some = await db.select({}).from(users).limit(1);
  return some.length > 0;
}

/** Whether a workspace is set up: one that has an admin keeps one. */
export async function hasAdmin(db: Database): Promise<boolean> {
  const some = await db.select({}).from(userRoles).where(eq(userRoles.role, "admin")).limit(1);
  return some.length > 0;
}

/** As many people as a page lists, and as many invitations; one more is read, so that it shows. */
export const peopleMax = 1_000;

/** Everybody, by name, `peopleMax` and one at most; those who are disabled last. */
export async function listMembers(ctx: Context): Promise<Member[]> {
  authorise(ctx.actor, "user.read");
  return membersWhere(ctx, undefined);
}

/** One person, with how many shared links they have that were not ended; null when there is none. */
export async function findMember(ctx: Context, id: string): Promise<(Member & { links: number }) | null> {
  authorise(ctx.actor, "user.read");
  const kept = sql`coalesce(${shareLinks.keptBy}, ${shareLinks.issuedBy}) = ${id}`;
  const [[member], links] = await Promise.all([
    membersWhere(ctx, eq(users.id, id)),
    ctx.db.$count(shareLinks, and(kept, isNull(shareLinks.revokedAt))),
  ]);
  return member ? { ...member, links } : null;
}

async function membersWhere({ db }: Context, condition: ReturnType<typeof eq> | undefined): Promise<Member[]> {
  const rows = await db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      roles: roleList,
      lastSignInAt: signIns.lastAt,
      disabledAt: users.disabledAt,
      owns: sql<Member["owns"]>`coalesce((
        select json_agg(json_build_object('ticker', ${listings.ticker}, 'name', ${companies.name}) order by ${companies.name})
        from ${companies} join ${listings} on ${listings.companyId} = ${companies.id}
          and ${listings.primarySince} is not null and ${listings.retiredAt} is null
        where ${companies.ownerId} = ${users.id}), '[]')`,
    })
    .from(users)
    .leftJoin(signIns, eq(signIns.userId, users.id))
    .where(condition)
    .orderBy(asc(sql`${users.disabledAt} is not null`), asc(users.name), asc(users.email))
    .limit(peopleMax + 1);
  return rows.map((row) => ({ ...row, roles: inOrder(row.roles) }));
}

type Successor = { id: string; name: string; email: string };

/** Who can take over links and companies from somebody, by name. */
export async function listSuccessors(ctx: Context, personId: string): Promise<Successor[]> {
  authorise(ctx.actor, "user.disable");
  const rows = await ctx.db
    .select({ id: users.id, name: users.name, email: users.email, roles: roleList })
    .from(users)
    .where(and(isNull(users.disabledAt), ne(users.id, personId)))
    .orderBy(asc(users.name), asc(users.id))
    .limit(peopleMax);
  return rows
    .filter(({ id, name, roles }) => may({ kind: "user", id, name, roles: new Set(roles) }, "link.issue"))
    .map(({ id, name, email }) => ({ id, name, email }));
}

/** Open invitations, also those whose time is over, by address. */
export async function listInvitations(ctx: Context): Promise<Invitation[]> {
  authorise(ctx.actor, "user.invite");
  return invitationsWhere(ctx, undefined);
}

/** An open invitation; null when there is none, or it was accepted or withdrawn. */
export async function findInvitation(ctx: Context, id: string): Promise<Invitation | null> {
  authorise(ctx.actor, "user.invite");
  const [invitation] = await invitationsWhere(ctx, eq(invitations.id, id));
  return invitation ?? null;
}

async function invitationsWhere({ db }: Context, condition: ReturnType<typeof eq> | undefined): Promise<Invitation[]> {
  const { id, email, roles, invitedAt, expiresAt, acceptedAt, withdrawnAt } = invitations;
  const rows = await db
    .select({ id, email, roles, invitedBy: users.name, invitedAt, expiresAt })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.invitedBy))
    .where(and(isNull(acceptedAt), isNull(withdrawnAt), condition))
    .orderBy(asc(email))
    .limit(peopleMax + 1);
  return rows.map((row) => ({ ...row, roles: inOrder(row.roles) }));
}

const inOrder = (held: Role[]) => roles.filter((role) => held.includes(role));
