import { and, eq, ne } from "drizzle-orm";
import { issuedIdentities, userRoles, users } from "@/db/schema/auth";
import { recordEvent } from "@/lib/audit/record";
import { type Context, inTransaction } from "@/lib/context";
import { emailInput, nameInput } from "./input";
import type { Role } from "./roles";

/** What an issuer of identities says of whoever it sends. */
export type Identity = {
  issuer: string;
  subject: string;
  email: string | null;
  /** whether the issuer vouches for the address */
  isVerified: boolean;
  name: string | null;
};

/** Why somebody who comes from the issuer is not let in. */
export type NoEntry = "unverified" | "domain" | "disabled" | "taken";

/**
 * Lets in whom the issuer sends: whoever it is linked to; else the member with the address that it vouches for; else
 * somebody new of a domain that is allowed, as a viewer. Returns the person's id.
 */
export async function admitIdentity(
  ctx: Context,
  identity: Identity,
  allowedDomains: readonly string[],
): Promise<{ userId: string } | { noEntry: NoEntry }> {
  const linked = await findLinked(ctx, identity);
  if (linked) {
    if (linked.disabledAt) return { noEntry: "disabled" };
    return isAllowed(linked.email, allowedDomains) ? { userId: linked.id } : { noEntry: "domain" };
  }
  const email = emailInput.safeParse(identity.email ?? "").data;
  if (!email || !identity.isVerified) return { noEntry: "unverified" };
  if (!isAllowed(email, allowedDomains)) return { noEntry: "domain" };
  return inTransaction(ctx, (tx) => link(tx, identity, email, allowedDomains));
}

/** The person behind an identity; null: it was never linked. */
export async function findLinked({ db }: Context, { issuer, subject }: Pick<Identity, "issuer" | "subject">) {
  const [row] = await db
    .select({ id: users.id, email: users.email, disabledAt: users.disabledAt })
    .from(issuedIdentities)
    .innerJoin(users, eq(users.id, issuedIdentities.userId))
    .where(and(eq(issuedIdentities.issuer, issuer), eq(issuedIdentities.subject, subject)));
  return row ?? null;
}

async function link(
  tx: Context,
  identity: Identity,
  email: string,
  allowedDomains: readonly string[],
): Promise<{ userId: string } | { noEntry: NoEntry }> {
  const joined = allowedDomains.length > 0 ? newcomer(identity, email) : null;
  const [added] = joined
    ? await tx.db
        .insert(users)
        .values({ email, name: joined.name, createdAt: tx.now })
        .onConflictDoNothing()
        .returning({ id: users.id })
    : [];
  if (added) await tx.db.insert(userRoles).values({ userId: added.id, role: "viewer", grantedAt: tx.now });
  const [member] = await tx.db
    .select({ id: users.id, disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.email, email));
  if (!member) return { noEntry: "domain" };
  if (member.disabledAt) return { noEntry: "disabled" };
  const { issuer, subject } = identity;
  // An address that was given to somebody else at the issuer does not make them the member who had it.
  const [other] = await tx.db
    .select({ subject: issuedIdentities.subject })
    .from(issuedIdentities)
    .where(
      and(
        eq(issuedIdentities.issuer, issuer),
        eq(issuedIdentities.userId, member.id),
        ne(issuedIdentities.subject, subject),
      ),
    );
  if (other) return { noEntry: "taken" };
  const [linked] = await tx.db
    .insert(issuedIdentities)
    .values({ issuer, subject, userId: member.id, linkedAt: tx.now })
    .onConflictDoNothing()
    .returning({ userId: issuedIdentities.userId });
  if (linked) {
    await recordEvent(tx, {
      action: "user.identity_linked",
      subject: member.id,
      before: null,
      after: { issuer, issuedSubject: subject, email, joined: added ? joined : null },
    });
  }
  return { userId: member.id };
}

function newcomer({ name }: Identity, email: string): { name: string; roles: Role[] } {
  const shown = nameInput.safeParse(name ?? "").data ?? email.split("@")[0] ?? email;
  return { name: shown, roles: ["viewer"] };
}

/** Without a list everybody may come whom the workspace knows already, and nobody new. */
function isAllowed(email: string, allowedDomains: readonly string[]): boolean {
  return allowedDomains.length === 0 || allowedDomains.includes(email.split("@")[1] ?? "");
}
