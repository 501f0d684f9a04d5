import { currentContext } from "@/app/_server/context";
import { may } from "@/lib/auth/permissions";
import { env } from "@/lib/env";
import { pageHeaders } from "@/lib/sharing/headers";
import { isLinkId } from "@/lib/sharing/input";
import { nothingSeen, seenByTeam } from "@/lib/sharing/seen-frame";
import { findSeen } from "@/lib/sharing/view-queries";

export const dynamic = "force-dynamic";

type Params = { params: Promise<{ link: string; number: string }> };

/** What a reader of the link was given, byte for byte in the reader's frame. It is not counted as a view. */
export async function GET(_: Request, { params }: Params): Promise<Response> {
  const ctx = await currentContext();
  const { link: linkId, number } = await params;
  const overHttps = env().PUBLIC_URL.startsWith("https:");
  const mayRead = ctx && may(ctx.actor, "link.read") && isLinkId(linkId) && /^[1-9]\d{0,8}$/.test(number);
  const seen = mayRead ? await findSeen(ctx, linkId, Number(number)) : null;
  const { document, styleSha256 } = seen ? seenByTeam(seen, linkId) : nothingSeen();
  return new Response(document, { status: seen ? 200 : 404, headers: pageHeaders(styleSha256, overHttps) });
}
