import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { isOwnOrigin, workspaceHeaders } from "@/app/_server/headers";
import { env } from "@/lib/env";

/** What a client may say to change what the framework does with its request. */
const neverFromOutside = [
  "x-nonce",
  "x-path",
  "content-security-policy",
  "content-security-policy-report-only",
  "x-middleware-subrequest",
  "next-resume",
];

/** Headers alone: who may see what is asked by every page and action itself. */
export function proxy(request: NextRequest): NextResponse {
  const { PUBLIC_URL, NODE_ENV } = env();
  const nonce = randomBytes(16).toString("base64");
  const headers = workspaceHeaders(nonce, PUBLIC_URL, NODE_ENV === "development");
  const reads = request.method === "GET" || request.method === "HEAD";
  if (!reads && !isOwnOrigin(request.headers.get("origin"), PUBLIC_URL)) {
    return new NextResponse("This request did not come from a page of this workspace. Reload the page and try again.", {
      status: 403,
      headers,
    });
  }
  const inner = new Headers(request.headers);
  for (const name of neverFromOutside) inner.delete(name);
  inner.set("x-nonce", nonce);
  inner.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  inner.set("Content-Security-Policy", headers["Content-Security-Policy"] ?? "");
  return NextResponse.next({ request: { headers: inner }, headers });
}

/** The reader's door sets its own; static files are the same for everybody. */
export const config = { matcher: ["/((?!_next/static/|s/).*)"] };
