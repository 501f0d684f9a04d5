import { cookies } from "next/headers";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import type { Adapter } from "next-auth/adapters";
import { cache } from "react";
import { database } from "@/db/client";
import { createSession, type NewSession, signOut, touchSession } from "@/lib/auth/commands";
import { admitIdentity, findLinked } from "@/lib/auth/identity-commands";
import { sessionMaxAgeSeconds } from "@/lib/auth/session-age";
import { type Entry, findEntry } from "@/lib/auth/session-queries";
import { sha256 } from "@/lib/auth/token";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { identityOf, issuerProvider } from "./issuer";
import { currentVisit } from "./visit";

const overHttps = () => env().PUBLIC_URL.startsWith("https:");
const cookieName = () => (overHttps() ? "__Host-session" : "session");
const cookieOptions = () => ({ httpOnly: true, sameSite: "lax", secure: overHttps(), path: "/" }) as const;
const anonymous = (): Context => ({ db: database(), actor: { kind: "system", name: "sign-in" }, now: new Date() });

const touchedEveryMs = 5 * 60_000;

/** What the sign-in library needs of us to take whoever the issuer sends; the token is hashed in `lib/auth`. */
const adapter: Adapter = {
  // Whoever the issuer sends was let in, linked or added by `admitIdentity` before this is asked.
  async getUserByAccount({ providerAccountId: subject }) {
    const linked = await findLinked(anonymous(), { issuer: env().OIDC_ISSUER ?? "", subject });
    return linked && !linked.disabledAt ? { id: linked.id, email: linked.email, emailVerified: null } : null;
  },
  async createSession({ userId }) {
    const { token, expiresAt } = await createSession(anonymous(), userId, { via: "oidc", visit: await currentVisit() });
    return { sessionToken: token, userId, expires: expiresAt };
  },
  // Who is signed in already is no concern of the library: an identity is never added to whoever happens to be.
  getSessionAndUser: async () => null,
  // Asked for by name, and used only by ways of signing in that are not offered.
  updateSession: notOffered,
  deleteSession: notOffered,
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
  session: { strategy: "database", maxAge: sessionMaxAgeSeconds, updateAge: sessionMaxAgeSeconds },
  cookies: { sessionToken: { name: cookieName(), options: cookieOptions() } },
  callbacks: {
    async signIn({ profile }) {
      const admitted = await admitIdentity(anonymous(), identityOf(profile), env().OIDC_ALLOWED_DOMAINS ?? []);
      return "userId" in admitted || `/sign-in?${new URLSearchParams({ no: admitted.noEntry })}`;
    },
  },
}));

/** The session of whoever asks, though it may lack the second factor; once for each request. Null for a stranger. */
export const currentEntrant = cache(async (): Promise<Entry | null> => {
  const token = (await cookies()).get(cookieName())?.value;
  if (!token) return null;
  const ctx = anonymous();
  const entry = await findEntry(ctx.db, token, ctx.now);
  if (entry && ctx.now.getTime() - entry.lastSeenAt.getTime() > touchedEveryMs)
    await touchSession(ctx, entry.sessionId);
  return entry;
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
  await endSession();
  return signIn("oidc", { redirectTo: next });
}

/** Takes what the issuer of identities says of whoever comes back. */
export function answerOfIssuer({ nextUrl, headers }: NextRequest): Promise<Response> {
  // The library tells the issuer the address that it was asked at, which compares it; Next's own request says localhost of 127.0.0.1.
  const asked = new Request(new URL(nextUrl.pathname + nextUrl.search, env().PUBLIC_URL), { headers });
  return GET(asked as NextRequest);
}
