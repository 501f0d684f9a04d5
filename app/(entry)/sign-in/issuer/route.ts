import { type NextRequest, NextResponse } from "next/server";
import { currentContext } from "@/app/_server/context";
import { issuerName } from "@/app/_server/issuer";
import { nextPath } from "@/app/_server/next-path";
import { leadToIssuer } from "@/app/_server/session";
import { env } from "@/lib/env";

export const dynamic = "force-dynamic";

/** Leads to the issuer of identities: a link and no form, since our pages may send forms nowhere else. */
export async function GET(request: NextRequest): Promise<Response> {
  if (!issuerName()) return new Response("There is no such page.", { status: 404 });
  const next = nextPath(request.nextUrl.searchParams.get("next"));
  if (await currentContext()) return NextResponse.redirect(new URL(next, env().PUBLIC_URL));
  return leadToIssuer(next);
}

/** Without this, Next would answer with GET. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { Allow: "GET" } });
}
