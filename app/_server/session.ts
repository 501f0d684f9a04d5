import { cookies } from "next/headers";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import { cache } from "react";
import { database } from "@/db/client";
import { createSession, type NewSession, signOut, touchSession } from "@/lib/auth/commands";
import { admitIdentity, findLinked } from "@/lib/auth/identity-commands";
import type { Role } from "@/lib/auth/roles";
import { sessionMaxAgeSeconds } from "@/lib/auth/session-age";
import { type Entry, findEntry } from "@/lib/auth/session-queries";
import { newToken, sha256 } from "@/lib/auth/token";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { identityOf, issuerProvider } from "./issuer";
import { currentVisit } from "./visit";

/** The library hands what it knows on as JSON, which has no sets. */
type Kept = Omit<Entry, "actor"> & { actor: Omit<Entry["actor"], "roles"> & { roles: Role[] } };
type KnownUser = AdapterUser & { entry: Kept };

const overHttps = () => env().PUBLIC_URL.startsWith("https:");
const cookieName = () => (overHttps() ? "__Host-session" : "session");
const cookieOptions = () => ({ httpOnly: true, sameSite: "lax", secure: overHttps(), path: "/" }) as const;
const anonymous = (): Context => ({ db: database(), actor: { kind: "system", name: "sign-in" }, now: new Date() });

const touchedEveryMs = 5 * 60_000;

/** What the sign-in library needs of our sessions; the token is hashed in `lib/auth`, and never prolonged. */
const adapter: Adapter = {
  async getSessionAndUser(sessionToken) {
    const ctx = anonymous();
    const found = await findEntry(ctx.db, sessionToken, ctx.now);
    if (!found) return null;
    if (ctx.now.getTime() - found.lastSeenAt.getTime() > touchedEveryMs) await touchSession(ctx, found.sessionId);
    const { actor, email, expiresAt } = found;
    const entry: Kept = { ...found, actor: { ...actor, roles: [...actor.roles] } };
    const user: KnownUser = { id: actor.id, name: actor.name, email, emailVerified: null, entry };
    return { session: { sessionToken, userId: actor.id, expires: expiresAt }, user };
  },
  async deleteSession(sessionToken) {
    await signOut(anonymous(), sessionToken);
  },
  // Whoever the issuer sends was let in, linked or added by `admitIdentity` before this is asked.
  async getUserByAccount({ providerAccountId: subject }) {
    const linked = await findLinked(anonymous(), { issuer: env().OIDC_ISSUER ?? "", subject });
    return linked && !linked.disabledAt ? { id: linked.id, email: linked.email, emailVerified: null } : null;
  },
  async createSession({ userId }) {
    const { token, expiresAt } = await createSession(anonymous(), userId, { via: "oidc", visit: await currentVisit() });
    return { sessionToken: token, userId, expires: expiresAt };
  },
  updateSession: async () => null,
  // Asked for by name, and used only by ways of signing in that are not offered.
  createUser: notOffered,
  getUser: notOffered,
  getUserByEmail: notOffered,
  updateUser: notOffered,
  linkAccount: notOffered,
};

async function notOffered(): Promise<never> {
  throw new Error("This way of signing in is not offered.");
}

const {
  auth,
  signIn,
  handlers: { GET },
} = NextAuth(() => ({
  adapter,
  providers: issuerProvider(),
  // Set on every start by the scripts, and kept in the data folder when embedded.
  secret: env().AUTH_SECRET ?? "",
  // scripts/serve.ts writes x-forwarded-* from PUBLIC_URL, whatever a client sends.
  trustHost: true,
  pages: { signIn: "/sign-in", error: "/sign-in" },
  session: {
    strategy: "database",
    maxAge: sessionMaxAgeSeconds,
    updateAge: sessionMaxAgeSeconds,
    generateSessionToken: newToken,
  },
  cookies: { sessionToken: { name: cookieName(), options: cookieOptions() } },
  callbacks: {
    session: ({ session, user }) => ({ ...session, entry: (user as KnownUser).entry }),
    async signIn({ profile }) {
      const admitted = await admitIdentity(anonymous(), identityOf(profile), env().OIDC_ALLOWED_DOMAINS ?? []);
      return "userId" in admitted || `/sign-in?${new URLSearchParams({ no: admitted.noEntry })}`;
    },
  },
}));

/** The session of whoever asks, though it may lack the second factor; once for each request. Null for a stranger. */
export const currentEntrant = cache(async (): Promise<Entry | null> => {
  const session = (await auth()) as { entry?: Kept } | null;
  if (!session?.entry) return null;
  const { actor, lastSeenAt, expiresAt, ...entry } = session.entry;
  return {
    ...entry,
    actor: { ...actor, roles: new Set(actor.roles) },
    lastSeenAt: new Date(lastSeenAt),
    expiresAt: new Date(expiresAt),
  };
});

/** The session of whoever asks, if it has rights: the one place where what it lacks is looked at. */
export async function currentEntry(): Promise<Entry | null> {
  const entrant = await currentEntrant();
  return entrant && entrant.lacks === null ? entrant : null;
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

/** Leads to the issuer of identities, which leads back to `answerOfIssuer`. */
export async function leadToIssuer(next: string): Promise<never> {
  await endSession(); // else the library would take the identity for one more of whoever is signed in
  return signIn("oidc", { redirectTo: next });
}

/** Takes what the issuer of identities says of whoever comes back. */
export function answerOfIssuer({ nextUrl, headers }: NextRequest): Promise<Response> {
  // The library sends the address that it was asked at to the issuer, which compares it.
  return GET(new NextRequest(new URL(nextUrl.pathname + nextUrl.search, env().PUBLIC_URL), { headers }));
}
