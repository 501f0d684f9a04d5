import { currentContext } from "@/app/_server/context";
import { may } from "@/lib/auth/permissions";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { fileHeaders } from "@/lib/sharing/headers";
import { isLinkId } from "@/lib/sharing/input";
import { findLink } from "@/lib/sharing/link-queries";
import { listVisits } from "@/lib/sharing/view-queries";
import { viewsCsvHead, writeViews } from "@/lib/sharing/views-csv";

export const dynamic = "force-dynamic";

type Params = { params: Promise<{ link: string }> };

const rowsPerRead = 1_000;

/** The whole log of a link as a file, newest first. */
export async function GET(_: Request, { params }: Params): Promise<Response> {
  const ctx = await currentContext();
  const { link: linkId } = await params;
  const overHttps = env().PUBLIC_URL.startsWith("https:");
  const link = ctx && isLinkId(linkId) && may(ctx.actor, "link.read") ? await findLink(ctx, linkId) : null;
  if (!ctx || !link) {
    const headers = fileHeaders("text/plain; charset=utf-8", null, null, overHttps);
    return new Response("There is no such link.", { status: 404, headers });
  }
  const name = `views-of-${link.ticker}-${link.period}-${linkId.slice(0, 8)}.csv`;
  return new Response(streamOf(lines(ctx, linkId)), {
    headers: fileHeaders("text/csv; charset=utf-8", name, null, overHttps),
  });
}

async function* lines(ctx: Context, linkId: string): AsyncGenerator<string> {
  yield viewsCsvHead;
  let before: number | undefined;
  do {
    const visits = await listVisits(ctx, linkId, { before, limit: rowsPerRead });
    const read = visits.slice(0, rowsPerRead);
    before = visits.length > rowsPerRead ? read.at(-1)?.id : undefined;
    yield writeViews(read);
  } while (before !== undefined);
}

/** Reads on as fast as the file is taken. */
function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}
