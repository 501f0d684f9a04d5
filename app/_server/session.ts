import { cookies } from "next/headers";
import NextAuth from "next-auth";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import { database } from "@/db/client";
import { type NewSession, sessionMaxAgeSeconds, signOut } from "@/lib/auth/commands";
import { findSession } from "@/lib/auth/queries";
import type { Role } from "@/lib/auth/roles";
import { sha256 } from "@/lib/auth/token";
import type { UserActor } from "@/lib/context";
import { env } from "@/lib/env";

/** The library hands what it knows on as JSON, which has no sets. */
type Person = Omit<UserActor, "roles"> & { roles: Role[] };
type KnownUser = AdapterUser & { person: Person };

const overHttps = () => env().PUBLIC_URL.startsWith("https:");
const cookieName = () => (overHttps() ? "__Host-session" : "session");
const cookieOptions = () => ({ httpOnly: true, sameSite: "lax", secure: overHttps(), path: "/" }) as const;
const anonymous = () => ({ db: database(), actor: { kind: "system", name: "sign-in" }, now: new Date() }) as const;

/** What the sign-in library needs of our sessions; the token is hashed in `lib/auth`, and never prolonged. */
const adapter: Adapter = {
  async getSessionAndUser(sessionToken) {
    const found = await findSession(database(), sessionToken, new Date());
    if (!found) return null;
    const { actor, email, expiresAt } = found;
    const person: Person = { ...actor, roles: [...actor.roles] };
    const user: KnownUser = { id: actor.id, name: actor.name, email, emailVerified: null, person };
    return { session: { sessionToken, userId: actor.id, expires: expiresAt }, user };
  },
  async deleteSession(sessionToken) {
    await signOut(anonymous(), sessionToken);
  },
  updateSession: async () => null,
  // Asked for by name, and used only by ways of signing in that are not offered.
  createUser: notOffered,
  getUser: notOffered,
  getUserByEmail: notOffered,
  getUserByAccount: notOffered,
  updateUser: notOffered,
  linkAccount: notOffered,
  createSession: notOffered,
};

async function notOffered(): Promise<never> {
  throw new Error("People sign in with a password.");
}

const { auth } = NextAuth(() => ({
  adapter,
  providers: [],
  // Set on every start by the scripts, and kept in the data folder when embedded.
  secret: env().AUTH_SECRET ?? "",
  // scripts/serve.ts writes x-forwarded-* from PUBLIC_URL, whatever a client sends.
  trustHost: true,
  pages: { signIn: "/sign-in" },
  session: { strategy: "database", maxAge: sessionMaxAgeSeconds, updateAge: sessionMaxAgeSeconds },
  cookies: { sessionToken: { name: cookieName(), options: cookieOptions() } },
  callbacks: {
    session: ({ session, user }) => ({ ...session, person: (user as KnownUser).person }),
  },
}));

/** Who asks, with their roles as they are now; null for a stranger. */
export async function findActor(): Promise<UserActor | null> {
  const session = (await auth()) as { person?: Person } | null;
  return session?.person ? { ...session.person, roles: new Set(session.person.roles) } : null;
}

/** The hash of the token that the browser holds; null when it holds none. */
export async function heldTokenSha256(): Promise<string | null> {
  const token = (await cookies()).get(cookieName())?.value;
  return token ? sha256(token) : null;
}

/** Hands a new session to the browser. */
export async function beginSession({ token, expiresAt }: NewSession): Promise<void> {
  (await cookies()).set(cookieName(), token, { ...cookieOptions(), expires: expiresAt });
}

/** Ends the session that the browser holds, here and there. */
export async function endSession(): Promise<void> {
  const held = await cookies();
  const token = held.get(cookieName())?.value;
  if (token) await signOut(anonymous(), token);
  held.delete({ name: cookieName(), ...cookieOptions() });
}
