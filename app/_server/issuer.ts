import type { Identity } from "@/lib/auth/identity-commands";
import { env } from "@/lib/env";

/** What an issuer says of somebody, of which no more is read than this. */
type Claims = {
  sub?: string | null;
  email?: string | null;
  email_verified?: boolean | null;
  name?: string | null;
};

/** The issuer of identities that the environment names, as the sign-in library wants it; none without one. */
export function issuerProvider() {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env();
  if (!OIDC_ISSUER) return [];
  return [
    {
      id: "oidc",
      name: issuerName() ?? "",
      type: "oidc" as const,
      issuer: OIDC_ISSUER,
      clientId: OIDC_CLIENT_ID ?? "",
      clientSecret: OIDC_CLIENT_SECRET ?? "",
      checks: ["pkce" as const, "state" as const, "nonce" as const],
      authorization: { params: { scope: "openid email profile" } },
      // Many issuers put no address into the token itself; what they answer about its subject has it.
      idToken: false,
      profile: ({ sub }: Claims) => ({ id: sub ?? "" }),
    },
  ];
}

/** What the way in through the issuer is called; null: there is none. */
export function issuerName(): string | null {
  const { OIDC_ISSUER, OIDC_NAME } = env();
  return OIDC_ISSUER ? (OIDC_NAME ?? new URL(OIDC_ISSUER).hostname) : null;
}

/** Whom the issuer has sent, from what the sign-in library has checked. */
export function identityOf(profile: Claims | undefined): Identity {
  const { OIDC_ISSUER } = env();
  if (!OIDC_ISSUER || !profile?.sub) throw new Error("The issuer said of nobody who they are.");
  return {
    issuer: OIDC_ISSUER,
    subject: profile.sub,
    email: profile.email ?? null,
    isVerified: profile.email_verified === true,
    name: profile.name ?? null,
  };
}
