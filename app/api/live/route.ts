import type { NextRequest } from "next/server";
import { currentContext } from "@/app/_server/context";
import { isOwnOrigin } from "@/app/_server/headers";
import { liveHub } from "@/app/_server/live-hub";
import { heldTokenSha256 } from "@/app/_server/session";
import { countWrite } from "@/app/_server/write-rate";
import { may } from "@/lib/auth/permissions";
import { env } from "@/lib/env";
import { Refused } from "@/lib/errors";
import { keepPresence, leavePresence } from "@/lib/presence/commands";
import { presenceInput, watchInput } from "@/lib/presence/input";
import { listExisting } from "@/lib/presence/queries";

export const dynamic = "force-dynamic";

const bodyLengthMax = 1_000;

const streamHeaders = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "X-Accel-Buffering": "no",
  // A connection that stays open after its stream would make a server that is stopping wait for it.
  Connection: "close",
};

const signedOut = () => new Response("You are not signed in. Sign in and open the page again.", { status: 401 });
const nothingHere = () => new Response("There is no such draft.", { status: 404 });
const unreadable = (status: 400 | 413) => new Response("This cannot be read. Reload the page.", { status });

/** Streams what happens to drafts, and who has them open. What may not be seen looks like what is not there. */
export async function GET(request: NextRequest): Promise<Response> {
  const [ctx, tokenSha256] = [await currentContext(), await heldTokenSha256()];
  if (!ctx || !tokenSha256) return signedOut();
  if (!may(ctx.actor, "draft.read")) return nothingHere();
  const { searchParams } = request.nextUrl;
  const asked = { revision: searchParams.getAll("revision"), after: searchParams.getAll("after") };
  const { data: watched } = watchInput.safeParse(asked);
  if (!watched) return unreadable(400);
  const existing = await listExisting(ctx.db, [...watched.keys()]);
  if (existing.length < watched.size) return nothingHere();
  return new Response(liveHub().open(tokenSha256, watched, request.signal), { headers: streamHeaders });
}

/** Without this, Next would answer with GET, and leave the stream open with nobody to read it. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { Allow: "GET, POST" } });
}

/** Takes what a tab says of itself: where in a draft it is, or that it leaves. */
export async function POST(request: NextRequest): Promise<Response> {
  if (!isOwnOrigin(request.headers.get("origin"), env().PUBLIC_URL)) {
    return new Response("This did not come from a page of this workspace.", { status: 403 });
  }
  const ctx = await currentContext();
  if (!ctx) return signedOut();
  if (Number(request.headers.get("content-length") ?? Number.POSITIVE_INFINITY) > bodyLengthMax) return unreadable(413);
  const { data: said } = presenceInput.safeParse(await request.json().catch(() => null));
  if (!said) return unreadable(400);
  try {
    await countWrite("presence.line");
    await ("revisionId" in said ? keepPresence(ctx, said) : leavePresence(ctx, said));
    return new Response(null, { status: 204 });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.reason === "busy") return new Response(error.message, { status: 503, headers: { "Retry-After": "2" } });
    if (error.reason === "conflict") return new Response(error.message, { status: 409 });
    return nothingHere();
  }
}
