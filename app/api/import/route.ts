import { currentContext } from "@/app/_server/context";
import { may } from "@/lib/auth/permissions";
import { tickerInput } from "@/lib/companies/input";
import { isPeriod } from "@/lib/notes/period";
import { findTarget } from "@/lib/transfer/queries";

/** What a text of `?ticker=FOG&period=2025-Q1` would come upon. */
export async function GET(request: Request): Promise<Response> {
  const ctx = await currentContext();
  const asked = new URL(request.url).searchParams;
  const { data: ticker } = tickerInput.safeParse(asked.get("ticker") ?? "");
  const period = asked.get("period") ?? "";
  if (!ctx || !ticker || !may(ctx.actor, "note.import")) return new Response(null, { status: 404 });
  return Response.json(await findTarget(ctx, { ticker, period: isPeriod(period) ? period : null }));
}
