import { createHash } from "node:crypto";
import { env } from "@/lib/env";

/** For a document whose one style element holds exactly this text. */
export function pageHeaders(style: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
    "font-src 'self'",
    "img-src 'none'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    ...(overHttps() ? ["upgrade-insecure-requests"] : []),
  ];
  return {
    ...commonHeaders(),
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": policy.join("; "),
    "Cache-Control": "private, no-store",
  };
}

export function fontHeaders(bytes: number): Record<string, string> {
  return {
    ...commonHeaders(),
    "Content-Type": "font/woff2",
    "Content-Length": String(bytes),
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "public, max-age=31536000, immutable",
  };
}

const features = [
  ...["accelerometer", "camera", "display-capture", "geolocation", "gyroscope"],
  ...["magnetometer", "microphone", "midi", "payment", "usb", "browsing-topics"],
];

function commonHeaders(): Record<string, string> {
  return {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
    "X-DNS-Prefetch-Control": "off",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": features.map((feature) => `${feature}=()`).join(", "),
    ...(overHttps() ? { "Strict-Transport-Security": "max-age=63072000; includeSubDomains" } : {}),
  };
}

/** Told to stay on https, a browser could not come back to a workspace served on plain http. */
function overHttps(): boolean {
  return env().PUBLIC_URL.startsWith("https:");
}
