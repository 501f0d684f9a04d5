const features = [
  ...["accelerometer", "camera", "display-capture", "geolocation", "gyroscope"],
  ...["microphone", "midi", "payment", "usb", "browsing-topics"],
];

/**
 * What every answer says of itself, at the reader's door and in the workspace. `overHttps`: on plain http a browser
 * that was told to stay on https could not come back.
 */
export function commonHeaders(overHttps: boolean): Record<string, string> {
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
    ...(overHttps ? { "Strict-Transport-Security": "max-age=63072000; includeSubDomains" } : {}),
  };
}

/**
 * For a document with one style element; `styleSha256` is the hash of its text in base64. `hasForm`: it posts to where it
 * is, which from a page without a referrer would carry no origin that could be checked.
 */
export function pageHeaders(styleSha256: string, overHttps: boolean, hasForm = false): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleSha256}'`,
    "font-src 'self'",
    "img-src 'none'",
    "connect-src 'none'",
    "base-uri 'none'",
    `form-action ${hasForm ? "'self'" : "'none'"}`,
    "frame-ancestors 'none'",
    ...(overHttps ? ["upgrade-insecure-requests"] : []),
  ];
  return {
    ...commonHeaders(overHttps),
    ...(hasForm ? { "Referrer-Policy": "same-origin" } : {}),
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": policy.join("; "),
    "Cache-Control": "private, no-store",
  };
}

export function fontHeaders(bytes: number, overHttps: boolean): Record<string, string> {
  return {
    ...commonHeaders(overHttps),
    "Content-Type": "font/woff2",
    "Content-Length": String(bytes),
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "public, max-age=31536000, immutable",
  };
}

/** For a file or data, which is never run in a page. `name`: of the file to keep; null: it is shown. `bytes`: null: not known yet. */
export function fileHeaders(type: string, name: string | null, bytes: number | null, overHttps: boolean) {
  return {
    ...commonHeaders(overHttps),
    "Content-Type": type,
    ...(bytes === null ? {} : { "Content-Length": String(bytes) }),
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    ...(name ? { "Content-Disposition": `attachment; filename="${name}"` } : {}),
    "Cache-Control": "private, no-store",
  };
}
