import type { NextConfig } from "next";

export default {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // A native module cannot be bundled.
  serverExternalPackages: ["@node-rs/argon2"],
  // npm run check has looked at the types; a build on somebody's laptop need not again.
  typescript: { ignoreBuildErrors: true },
  // An address of a shared link is a secret, as one that came by mail or from an issuer of identities, and what is typed in
  // a form may be.
  logging: {
    incomingRequests: { ignore: [/^\/s\//, /^\/sign-in\/(mail|reset)\//, /^\/api\/auth\//] },
    serverFunctions: false,
  },
  // A text of 1 MB, every break of which a form sends as two characters.
  experimental: { serverActions: { bodySizeLimit: "3mb" } },
  // scripts/at-the-gate.ts gives every other answer its headers, since they depend on PUBLIC_URL, which a build does not know.
  headers: async () => [
    {
      source: "/_next/static/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
      ],
    },
  ],
} satisfies NextConfig;
