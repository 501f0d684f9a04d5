import type { NextRequest } from "next/server";
import { issuerName } from "@/app/_server/issuer";
import { answerOfIssuer } from "@/app/_server/session";

export const dynamic = "force-dynamic";

/** Where the issuer of identities leads back to; the only address of the sign-in library that is served. */
export async function GET(request: NextRequest): Promise<Response> {
  if (!issuerName()) return new Response("There is no such page.", { status: 404 });
  return answerOfIssuer(request);
}

/** Without this, Next would answer with GET. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { Allow: "GET" } });
}
