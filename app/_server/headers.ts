import { commonHeaders } from "@/lib/sharing/headers";

/** What every answer of the workspace carries; `nonce` is the one that this answer's scripts bear. */
export function workspaceHeaders(nonce: string, publicUrl: string, dev: boolean): Record<string, string> {
  const overHttps = publicUrl.startsWith("https:");
  return {
    "Content-Security-Policy": contentSecurityPolicy(nonce, overHttps, dev),
    "Cache-Control": "private, no-store",
    ...commonHeaders(overHttps),
    // Not `no-referrer`: Chromium would then post forms with `Origin: null`.
    "Referrer-Policy": "same-origin",
  };
}

/** In development React needs `eval`, and the reloading client a socket; neither is allowed in production. */
function contentSecurityPolicy(nonce: string, overHttps: boolean, dev: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "media-src 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(overHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** A write must come from a page of ours: its Origin is there, and is ours to the letter. */
export function isOwnOrigin(origin: string | null, publicUrl: string): boolean {
  return origin === publicUrl;
}

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Where a page that was asked for under another name of this machine lives; null when it was asked for rightly. */
export function canonicalAddress(host: string | null, path: string, publicUrl: string): string | null {
  const own = new URL(publicUrl);
  if (!host || host === own.host || !loopback.has(own.hostname)) return null;
  const asked = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : null;
  return asked && loopback.has(asked.hostname) ? `${own.origin}${path}` : null;
}
